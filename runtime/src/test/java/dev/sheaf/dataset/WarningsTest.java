package dev.sheaf.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.ShapePattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a validation tells of data that is as its schema says.
class WarningsTest {
  private static final RecordSchema NOTE =
      new RecordSchema(
          "com.acme.Note",
          "",
          false,
          List.of(
              new FieldSchema("score", "", new ScalarType(Scalar.DOUBLE, List.of())),
              new FieldSchema("text", "", new OptionalType(new TextType(List.of())))));

  private static final RecordSchema POINTS =
      new RecordSchema(
          "com.acme.Points",
          "",
          false,
          List.of(
              new FieldSchema(
                  "all",
                  "",
                  new ListType(new ArrayType(DType.FLOAT32, ShapePattern.parse("?"), false), List.of()))));

  @TempDir Path folder;

  @Test
  void dataWithNothingToTellOfHasNone() throws IOException {
    write("a.jsonl", "{\"score\": 1.5, \"text\": \"x\"}\n{\"score\": 2.5}\n");
    ValidationReport report = validate(NOTE, 2);
    assertEquals(List.of(), report.findings());
    assertEquals(0, report.warningCount());
  }

  @Test
  void aFileWithoutRowsIsTold() throws IOException {
    write("a.jsonl", "{\"score\": 1, \"text\": \"x\"}\n");
    write("b.jsonl", "");
    write("c.json", "[]");
    assertWarnings(
        NOTE,
        """
        b.jsonl: expected a row or more, found none [no-rows]
        c.json: expected a row or more, found none [no-rows]
        """);
  }

  @Test
  void aDatasetWithoutRowsIsTold() throws IOException {
    write("a.jsonl", "");
    assertWarnings(
        NOTE,
        """
        expected a row or more in the dataset, found none [no-rows]
        a.jsonl: expected a row or more, found none [no-rows]
        """);
  }

  @Test
  void aFileThatIsNoListHasAnErrorAndNoWarning() throws IOException {
    write("a.json", "[,");
    write("b.jsonl", "{\"score\": 1, \"text\": \"x\"}\n");
    ValidationReport report = validate(NOTE, 2);
    assertEquals(1, report.errorCount());
    assertEquals(List.of(), report.warnings());
  }

  @Test
  void nanAndInfinitiesAreCountedForEachFieldWithTheFirstPlaceWhateverTheThreads() throws IOException {
    String fine = "{\"score\": 1, \"text\": \"x\"}\n";
    String bad = "{\"score\": \"NaN\", \"text\": \"x\"}\n{\"score\": \"-Infinity\", \"text\": \"x\"}\n";
    write("a.jsonl", fine.repeat(2000));
    write("b.jsonl", fine.repeat(700) + bad.repeat(600));
    write("c.jsonl", bad);
    assertWarnings(
        NOTE,
        ("b.jsonl, byte %d, record 700, field score: expected finite numbers, found 601 NaN and 601 infinite in all"
                + " rows, from this one on; declare @Finite to refuse them [not-finite]\n")
            .formatted(700 * fine.length()));
  }

  @Test
  void nanInsideListsOfArraysIsSeen() throws IOException {
    String array =
        """
        {"object_type": "array", "shape": [3], "dtype": "float32", "data": {"buffer": [1, %s, 3], "encoding": "json"}}""";
    write("a.json", "{\"all\": [%s, %s]}".formatted(array.formatted("2"), array.formatted("\"NaN\"")));
    assertWarnings(
        POINTS,
        "a.json, field all: expected finite numbers, found 1 NaN in all rows, from this one on; declare @Finite to"
            + " refuse them [not-finite]\n");
  }

  @Test
  void anOptionalFieldWithoutAnyValueIsTold() throws IOException {
    write("a.jsonl", "{\"score\": 1}\n{\"score\": 2, \"text\": null}\n");
    assertWarnings(NOTE, "field text: expected a value in some row, found none in any of 2 [always-absent]\n");
  }

  @Test
  void theFirstAreKeptAndTheOthersCounted() throws IOException {
    for (int i = 0; i < 20; i++) {
      write("%02d.jsonl".formatted(i), i == 0 ? "{\"score\": 1, \"text\": \"\"}\n" : "");
    }
    ValidationReport report =
        DatasetValidator.validate(NOTE, DatasetSource.of(folder, "*.json*"), ScanOptions.DEFAULT.withFindingsKept(3));
    assertEquals(19, report.warningCount());
    assertEquals(
        IntStream.range(1, 4).mapToObj("%02d.jsonl"::formatted).toList(),
        report.warnings().stream().map(Finding::file).toList());
  }

  @Test
  void warningsAreKeptForTheRunThatReadsNothing() throws IOException {
    write("a.jsonl", "{\"score\": 1}\n");
    Path output = folder.resolve("out");
    ValidationReport first = validate(output);
    assertTrue(first.passed());
    assertFalse(first.upToDate());
    String kept = Files.readString(output.resolve("validation.json"));
    assertTrue(kept.contains("\"severity\" : \"warning\""), kept);
    ValidationReport again = validate(output);
    assertTrue(again.upToDate());
    assertEquals(first.findings(), again.findings());
    assertEquals(1, again.warningCount());
  }

  @Test
  void theResultOfAnOlderVersionIsReadAnew() throws IOException {
    write("a.jsonl", "{\"score\": 1}\n");
    Path output = folder.resolve("out");
    validate(output);
    Path kept = output.resolve("validation.json");
    Files.writeString(kept, Files.readString(kept).replace("\"version\" : 3", "\"version\" : 2"));
    assertFalse(validate(output).upToDate());
    assertTrue(validate(output).upToDate());
  }

  @Test
  void anIndexIsWrittenOfDataWithWarnings() throws IOException {
    write("a.jsonl", "{\"score\": 1}\n");
    IndexReport report =
        DatasetIndexer.index(
            NOTE, DatasetSource.of(folder, "*.jsonl"), folder.resolve("index"), ScanOptions.DEFAULT);
    assertTrue(report.passed());
    assertEquals(List.of(), report.findings());
  }

  private void assertWarnings(RecordSchema schema, String expected) {
    for (int threads : new int[] {1, 4}) {
      ValidationReport report = validate(schema, threads);
      assertTrue(report.passed(), report.findings()::toString);
      assertEquals(
          expected, report.warnings().stream().map(warning -> warning + "\n").collect(Collectors.joining()));
      assertEquals(expected.lines().count(), report.warningCount());
    }
  }

  private ValidationReport validate(RecordSchema schema, int threads) {
    return DatasetValidator.validate(
        schema, DatasetSource.of(folder, "*.json*"), ScanOptions.DEFAULT.withThreads(threads));
  }

  private ValidationReport validate(Path output) {
    return DatasetValidator.validate(NOTE, DatasetSource.of(folder, "*.jsonl"), output, ScanOptions.DEFAULT);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
