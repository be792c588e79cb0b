package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.codec.DecodeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// Payloads as the reference reads them, through generated loaders: see the README beside the cases. Each case passes if
/// it does so both with records from sources and with records from class files.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TesseractConformanceTest {
  /// These have tests of their own.
  private static final Set<String> OTHERS = Set.of("encode.jsonl", "schema.jsonl");

  private final ConformanceCases cases = ConformanceCases.of("tesseract", file -> !OTHERS.contains(file));
  private final RefusalClasses refusals = new RefusalClasses();
  private List<CompiledRecords> compiled;
  private Path folder;

  @BeforeAll
  void compileTheRecords(@TempDir Path shared) throws IOException {
    folder = shared;
    List<JsonNode> schemas = cases.all().stream().map(one -> one.json().get("schema")).toList();
    compiled = CompiledRecords.inAllWays(schemas, folder);
  }

  @AfterAll
  void tellTheCounts(TestReporter reporter) {
    compiled.forEach(CompiledRecords::close);
    cases.print();
    refusals.publish(reporter);
  }

  @TestFactory
  Stream<DynamicTest> readsWhatTheReferenceReads() {
    return cases.tests(this::check);
  }

  private void check(ConformanceCases.Case one) throws IOException {
    try (CaseFolder files = new CaseFolder(folder, one.json())) {
      for (CompiledRecords records : compiled) {
        Value found = records.of(one.json().get("schema")).load(files.payload(), options(one), files::relative);
        boolean first = records == compiled.getFirst();
        new ValueExpectation(one.hasTag("nan-bits"), first ? refusals::count : (_, _) -> {})
            .outcome(found, one.json().get("expect"))
            .ifPresent(difference -> fail(records + ": " + difference));
      }
    }
  }

  private static DecodeOptions options(ConformanceCases.Case one) {
    boolean outside = one.json().path("options").path("outside").asText().equals("allow");
    return outside ? DecodeOptions.DEFAULT.allowingOutside() : DecodeOptions.DEFAULT;
  }
}
