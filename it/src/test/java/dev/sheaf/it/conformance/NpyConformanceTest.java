package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sheaf.array.NdArray;
import dev.sheaf.format.npy.NpyFile;
import dev.sheaf.io.InputFile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Files that NumPy wrote, and others that it must not be mistaken for: see the README beside the cases. Each is read
/// mapped, by position, and from memory.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NpyConformanceTest {
  private final ConformanceCases cases = ConformanceCases.of("formats/npy", "cases.jsonl"::equals);

  @AfterAll
  void printTheCounts() {
    cases.print();
  }

  @TestFactory
  Stream<DynamicTest> readsWhatNumPyReads() {
    return cases.tests(
        one -> {
          FormatCase format = new FormatCase(one);
          List<InputFile> files =
              one.json().get("op").asText().equals("prefixes") ? format.prefixes() : format.files();
          for (InputFile file : files) {
            try (file) {
              format.check(() -> read(file, format));
            }
          }
        });
  }

  private static void read(InputFile file, FormatCase format) {
    NpyFile npy = NpyFile.read(file);
    NdArray array = npy.array();
    ArrayExpectation.difference(array, format.expect(), true).ifPresent(difference -> fail(difference));
    if (array.shape().rank() > 0 && array.size() > 0) {
      assertRowsAreThoseOf(array, npy);
    }
  }

  /// Read by themselves, a few at a time.
  private static void assertRowsAreThoseOf(NdArray array, NpyFile npy) {
    long rows = array.shape().dim(0);
    long step = Math.max(1, rows / 3);
    for (long from = 0; from < rows; from += step) {
      long to = Math.min(rows, from + step);
      assertEquals(array.slice(from, to), npy.rows(from, to));
    }
  }
}
