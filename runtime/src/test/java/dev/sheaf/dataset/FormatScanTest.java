package dev.sheaf.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of a format that finds its rows by itself, validated and indexed.
final class FormatScanTest {
  private static final RecordSchema STARS =
      new RecordSchema(
          "Stars",
          "",
          false,
          List.of(
              new FieldSchema(
                  "stars",
                  "",
                  new ScalarType(
                      Scalar.INT,
                      List.of(
                          new Constraint.Range(
                              Optional.of(BigDecimal.ZERO), true, Optional.of(new BigDecimal(5)), true))))));

  @TempDir Path folder;

  private Path file(String name, int... stars) throws IOException {
    return Framed.write(
        folder.resolve(name),
        IntStream.of(stars).mapToObj(each -> "{\"stars\": %d}".formatted(each).getBytes(UTF_8)).toArray(byte[][]::new));
  }

  private ValidationReport validate(String pattern) {
    return DatasetValidator.validate(STARS, DatasetSource.of(folder, pattern), ScanOptions.DEFAULT.withThreads(3));
  }

  private IndexReport index(String pattern, Path output) {
    return DatasetIndexer.index(STARS, DatasetSource.of(folder, pattern), output, ScanOptions.DEFAULT);
  }

  @Test
  void allRowsOfAllFilesAreReadAndSummedUp() throws IOException {
    file("a.framed", IntStream.range(0, 1000).map(i -> i % 6).toArray());
    file("b.framed", 3);
    ValidationReport report = validate("*.framed");
    assertTrue(report.passed());
    assertEquals(1001, report.records());
    assertEquals("0..5", report.fields().getFirst().seen());
  }

  @Test
  void aFindingNamesFileRecordAndField() throws IOException {
    file("a.framed", 1, 9, 2, 7);
    file("b.framed", 0);
    Framed.write(folder.resolve("c.framed"), "{".getBytes(UTF_8));
    ValidationReport report = validate("*.framed");
    assertEquals(3, report.errorCount());
    assertEquals(
        "a.framed, byte 10, record 1, field stars: expected a number from 0 up to 5, found 9 [constraint]",
        report.findings().getFirst().toString());
    assertEquals(3, report.findings().get(1).record());
    assertEquals("c.framed", report.findings().get(2).file());
    assertEquals(0, report.findings().get(2).record());
  }

  @Test
  void aFileThatCannotBeOpenedIsOneFinding() throws IOException {
    file("a.framed", 1);
    Files.writeString(folder.resolve("b.framed"), "something else");
    ValidationReport report = validate("*.framed");
    assertEquals(1, report.errorCount());
    assertEquals("corrupt", report.findings().getFirst().rule());
    assertEquals(1, report.records());
  }

  @Test
  void anIndexKnowsHowManyRowsEachFileHas() throws IOException {
    file("a.framed", 1, 2);
    file("b.framed");
    Path c = file("c.framed", 3, 4, 5);
    Path output = folder.resolve("index");
    IndexReport report = index("*.framed", output);
    assertTrue(report.passed());
    assertEquals(5, report.records());
    try (Dataset<Object[]> rows = Datasets.open(output, SchemaCodec.of(STARS), DatasetOptions.DEFAULT)) {
      assertEquals(5, rows.size());
      assertArrayEquals(new Object[] {4}, rows.get(3));
    }
    assertTrue(index("*.framed", output).upToDate());
    Files.delete(c);
    file("c.framed", 3, 4, 5, 5);
    assertThrows(
        StaleDataException.class, () -> Datasets.open(output, SchemaCodec.of(STARS), DatasetOptions.DEFAULT));
    IndexReport again = index("*.framed", output);
    assertFalse(again.upToDate());
    assertEquals(6, again.records());
  }

  @Test
  void aFolderNeedsNoIndexAndAnUnknownFormatIsTold() throws IOException {
    file("a.framed", 1);
    ScanOptions other = ScanOptions.DEFAULT.withReading(DatasetOptions.DEFAULT.withFormat("bagz"));
    assertThrows(
        IllegalArgumentException.class,
        () -> DatasetValidator.validate(STARS, DatasetSource.of(folder, "a.framed"), other));
    ScanOptions framed = ScanOptions.DEFAULT.withReading(DatasetOptions.DEFAULT.withFormat("framed"));
    assertThrows(
        DatasetSourceException.class,
        () ->
            DatasetIndexer.index(
                STARS, new DatasetSource(Path.of("").toAbsolutePath(), List.of(folder.toString())), folder.resolve("out"), framed));
  }
}
