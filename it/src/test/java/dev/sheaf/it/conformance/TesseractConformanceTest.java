package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.SheafException;
import dev.sheaf.codec.DecodeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Payloads as the reference reads them, through generated loaders: see the README beside the cases.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TesseractConformanceTest {
  private final ConformanceCases cases = ConformanceCases.of("tesseract", _ -> true);

  /// How often a refusal was of another class than the case names: not wrong, but worth a look.
  private final Map<String, Integer> otherClasses = new TreeMap<>();

  private Path folder;
  private CompiledRecords records;

  @BeforeAll
  void compileTheRecords(@TempDir Path shared) {
    folder = shared;
    List<JsonNode> schemas =
        cases.all().stream()
            .filter(one -> TesseractSkips.reason(one).isEmpty())
            .map(one -> one.json().get("schema"))
            .distinct()
            .toList();
    records = new CompiledRecords(schemas, folder);
  }

  @AfterAll
  void printTheCounts() {
    records.close();
    cases.print();
    int count = otherClasses.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf("  refused for another reason than the reference's: %d %s%n", count, otherClasses);
  }

  @TestFactory
  Stream<DynamicTest> readsWhatTheReferenceReads() {
    return cases.tests(this::check);
  }

  private void check(ConformanceCases.Case one) throws IOException {
    TesseractSkips.reason(one)
        .ifPresent(
            reason -> {
              throw ConformanceCases.skip(reason);
            });
    try (CaseFolder files = new CaseFolder(folder, one.json())) {
      boolean nanBits = hasTag(one.json(), "nan-bits");
      load(one.json(), files)
          .difference(one.json().get("expect"), new Outcome.Comparison(nanBits, this::compareClasses))
          .ifPresent(difference -> fail(difference));
    }
  }

  private static boolean hasTag(JsonNode json, String tag) {
    for (JsonNode each : json.path("tags")) {
      if (each.asText().equals(tag)) {
        return true;
      }
    }
    return false;
  }

  private Outcome load(JsonNode json, CaseFolder files) {
    boolean outside = json.path("options").path("outside").asText().equals("allow");
    DecodeOptions options = outside ? DecodeOptions.DEFAULT.allowingOutside() : DecodeOptions.DEFAULT;
    try {
      return Outcome.of(records.load(json.get("schema"), files.payload(), options), files);
    } catch (SheafException e) {
      return Outcome.Refused.by(e);
    }
  }

  private void compareClasses(String expected, String found) {
    if (!expected.equals(found)) {
      otherClasses.merge(expected + " -> " + found, 1, Integer::sum);
    }
  }
}
