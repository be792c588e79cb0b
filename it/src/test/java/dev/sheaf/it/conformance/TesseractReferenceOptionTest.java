package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.codec.DecodeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Payloads read with [DecodeOptions#REFERENCE], through generated loaders: where we differ from the reference unless
/// we are told not to, its own values count; everywhere else the same as without the option.
///
/// Its paths lead anywhere; the option leaves them inside the folder, so these cases allow them to leave it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TesseractReferenceOptionTest {
  /// These have tests of their own.
  private static final Set<String> OTHERS = Set.of("encode.jsonl", "schema.jsonl");

  private final ConformanceCases cases =
      ConformanceCases.of("tesseract", file -> !OTHERS.contains(file)).named("tesseract as its reference");

  private CompiledRecords compiled;
  private Path folder;

  @BeforeAll
  void compileTheRecords(@TempDir Path shared) throws IOException {
    folder = shared;
    List<JsonNode> schemas = cases.all().stream().map(one -> one.json().get("schema")).toList();
    compiled = CompiledRecords.inAllWays(schemas, folder).getFirst();
  }

  @AfterAll
  void tellTheCounts() {
    compiled.close();
    cases.print();
  }

  @TestFactory
  Stream<DynamicTest> readsAsTheReferenceReads() {
    return cases.tests(this::check);
  }

  private void check(ConformanceCases.Case one) throws IOException {
    Optional<String> reason = reasonToSkip(one);
    if (reason.isPresent()) {
      throw ConformanceCases.skip(reason.get());
    }
    try (CaseFolder files = new CaseFolder(folder, one.json())) {
      Value found = compiled.of(one.json().get("schema")).load(files.payload(), options(one), files::relative);
      new ValueExpectation(one.hasTag("nan-bits"), (_, _) -> {})
          .outcome(found, one.json().get(differs(one) ? "reference" : "expect"))
          .ifPresent(difference -> fail(difference));
    }
  }

  private static boolean differs(ConformanceCases.Case one) {
    return one.json().path("differs").asBoolean();
  }

  private Optional<String> reasonToSkip(ConformanceCases.Case one) {
    JsonNode expect = one.json().get("expect");
    // Of a number of thousands of digits the cases do not repeat the value.
    boolean valueIsLeftOut = expect.path("or").path("values").isTextual();
    if ((differs(one) && one.hasTag("beyond-64-bits")) || valueIsLeftOut) {
      return Optional.of("an integer beyond 64 bits is no long: it wraps");
    }
    if (differs(one) && expect.path("why").asText().equals("shape")) {
      return Optional.of("no option makes elements vanish");
    }
    return compiled.has(one.json().get("schema"))
        ? Optional.empty()
        : Optional.of("its record does not compile; see TesseractConformanceTest");
  }

  private static DecodeOptions options(ConformanceCases.Case one) {
    boolean outside = one.json().path("options").path("outside").asText().equals("allow");
    boolean leaves = differs(one) && one.hasTag("outside");
    return outside || leaves ? DecodeOptions.REFERENCE.allowingOutside() : DecodeOptions.REFERENCE;
  }
}
