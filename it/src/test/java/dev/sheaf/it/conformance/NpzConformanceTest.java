package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.array.NdArray;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.npy.NpzFile;
import dev.sheaf.io.InputFile;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Zip archives of arrays, honest and lying: see the README beside the cases. Each is read mapped, by position, and
/// from memory.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NpzConformanceTest {
  private final ConformanceCases cases = ConformanceCases.of("formats/npz", "cases.jsonl"::equals);

  @AfterAll
  void printTheCounts() {
    cases.print();
  }

  @TestFactory
  Stream<DynamicTest> readsWhatNumPyReads() {
    return cases.tests(
        one -> {
          FormatCase format = new FormatCase(one);
          for (InputFile file : format.files()) {
            try (file) {
              format.check(() -> read(file, format));
              readable(file, one.json());
            }
          }
        });
  }

  private static void read(InputFile file, FormatCase format) {
    NpzFile archive = NpzFile.open(file, FormatOptions.DEFAULT);
    if (format.expect().get("ok").asBoolean()) {
      assertEquals(texts(format.expect().get("names")), archive.names());
    }
    for (String name : archive.names()) {
      NdArray array = archive.array(name);
      JsonNode expected = format.expect().path("arrays").path(name);
      if (!expected.isMissingNode()) {
        ArrayExpectation.difference(array, expected, true).ifPresent(difference -> fail(name + ": " + difference));
      }
    }
  }

  /// Arrays beside one that cannot be read.
  private static void readable(InputFile file, JsonNode json) {
    for (String name : texts(json.path("readable"))) {
      NpzFile.open(file, FormatOptions.DEFAULT).array(name);
    }
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
