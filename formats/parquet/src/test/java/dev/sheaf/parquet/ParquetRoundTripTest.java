package dev.sheaf.parquet;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.array.Float16Array;
import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Int16Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.array.UInt32Array;
import dev.sheaf.array.UInt8Array;
import dev.sheaf.format.ColumnValues;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.TableWriter;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.EnumType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ParquetRoundTripTest {
  private enum Color {
    RED,
    GREEN
  }

  private static final FieldType INT = new ScalarType(Scalar.INT, List.of());
  private static final FieldType LONG = new ScalarType(Scalar.LONG, List.of());
  private static final FieldType TEXT = new TextType(List.of());

  @TempDir private Path folder;

  private static FieldType array(DType dtype, String shape) {
    return new ArrayType(dtype, ShapePattern.parse(shape), false);
  }

  private Map<String, Object> roundTrip(RecordSchema schema, Object... values) {
    Path file = folder.resolve("one.parquet");
    WrittenFile.write(file, schema, FormatOptions.DEFAULT, List.<Object[]>of(values));
    try (ParquetReader reader = WrittenFile.open(file)) {
      Set<String> names = new java.util.HashSet<>();
      schema.fields().forEach(field -> names.add(field.name()));
      return reader.row(0, names);
    }
  }

  @Test
  void readsTheNumbersThatItWrote() {
    RecordSchema schema =
        WrittenFile.schema(
            entry("truth", new ScalarType(Scalar.BOOLEAN, List.of())),
            entry("int8", new ScalarType(Scalar.BYTE, List.of())),
            entry("int16", new ScalarType(Scalar.SHORT, List.of())),
            entry("int32", INT),
            entry("int64", LONG),
            entry("float32", new ScalarType(Scalar.FLOAT, List.of())),
            entry("float64", new ScalarType(Scalar.DOUBLE, List.of())),
            entry("uint32", array(DType.UINT32, "")),
            entry("float16", array(DType.FLOAT16, "")));
    NdArray largest = UInt32Array.of(Shape.of(), 0xffffffffL);
    NdArray half = Float16Array.of(Shape.of(), 0.5f);

    Map<String, Object> row =
        roundTrip(
            schema,
            true,
            Byte.MIN_VALUE,
            Short.MIN_VALUE,
            Integer.MIN_VALUE,
            Long.MIN_VALUE,
            -0.0f,
            1e300,
            largest,
            half);

    assertEquals(
        Map.of(
            "truth", true,
            "int8", Byte.MIN_VALUE,
            "int16", Short.MIN_VALUE,
            "int32", Integer.MIN_VALUE,
            "int64", Long.MIN_VALUE,
            "float32", -0.0f,
            "float64", 1e300,
            "uint32", largest,
            "float16", half),
        row);
  }

  @Test
  void readsTheTimesThatItWroteToTheNanosecond() {
    RecordSchema schema =
        WrittenFile.schema(
            entry("date", new TimeType(Time.LOCAL_DATE)),
            entry("time", new TimeType(Time.LOCAL_TIME)),
            entry("instant", new TimeType(Time.INSTANT)),
            entry("local", new TimeType(Time.LOCAL_DATE_TIME)),
            entry("duration", new TimeType(Time.DURATION)));
    Object[] values = {
      LocalDate.of(1969, 12, 31),
      LocalTime.MAX,
      Instant.ofEpochSecond(-1, 1),
      LocalDateTime.of(2262, 4, 11, 23, 47, 16, 854_775_807),
      Duration.ofNanos(Long.MIN_VALUE)
    };

    Map<String, Object> row = roundTrip(schema, values);

    assertEquals(Arrays.asList(values), new ArrayList<>(row.values()));
  }

  @Test
  void refusesATimeThatHasNoNumberOfNanoseconds() {
    RecordSchema schema = WrittenFile.schema(entry("instant", new TimeType(Time.INSTANT)));

    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> roundTrip(schema, Instant.MAX));

    assertEquals(
        "expected a Instant of 64 bits of nanoseconds, found +1000000000-12-31T23:59:59.999999999Z",
        refusal.getMessage());
  }

  @Test
  void readsWhatIsNestedAsItWroteIt() {
    RecordSchema inner = WrittenFile.schema(entry("a", INT), entry("b", new OptionalType(TEXT)));
    RecordSchema schema =
        WrittenFile.schema(
            entry("record", new RecordType(inner)),
            entry("records", new ListType(new RecordType(inner), List.of())),
            entry("texts", new ListType(new OptionalType(TEXT), List.of())),
            entry("map", new MapType(new ListType(TEXT, List.of()), List.of())),
            entry("color", new EnumType("com.acme.Color", List.of("red", "green"))),
            entry("bytes", new BytesType(List.of())),
            entry("missing", new OptionalType(INT)));
    Object[] record = {7, Optional.of("seven")};
    Object[] without = {8, Optional.empty()};

    Map<String, Object> row =
        roundTrip(
            schema,
            record,
            List.of(record, without),
            List.of(Optional.of("x"), Optional.empty()),
            new LinkedHashMap<>(Map.of("k", List.of("1", "2"))),
            Color.GREEN,
            new byte[] {1, 2},
            Optional.empty());

    Map<String, Object> nothing = new LinkedHashMap<>();
    nothing.put("a", 8);
    nothing.put("b", null);
    assertEquals(Map.of("a", 7, "b", "seven"), row.get("record"));
    assertEquals(List.of(Map.of("a", 7, "b", "seven"), nothing), row.get("records"));
    assertEquals(Arrays.asList("x", null), row.get("texts"));
    assertEquals(Map.of("k", List.of("1", "2")), row.get("map"));
    assertEquals("green", row.get("color"));
    assertArrayEquals(new byte[] {1, 2}, (byte[]) row.get("bytes"));
    assertFalse(row.containsKey("missing"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "snappy", "gzip", "zstd"})
  void stacksArraysOfOneShapeAcrossPagesAndRowGroups(String compression) {
    RecordSchema schema =
        WrittenFile.schema(entry("x", array(DType.FLOAT32, "2, 3")), entry("image", array(DType.UINT8, "4")));
    List<Object[]> rows = new ArrayList<>();
    for (int row = 0; row < 1000; row++) {
      rows.add(
          new Object[] {
            Float32Array.of(Shape.of(2, 3), row, 1, 2, 3, 4, -row),
            UInt8Array.of(Shape.of(4), row % 256, 1, 2, 255)
          });
    }
    Path file = folder.resolve("stacked.parquet");
    FormatOptions options =
        FormatOptions.DEFAULT.with("compression", compression).with("row_group_size", "300");
    WrittenFile.write(file, schema, options, rows);

    try (ParquetReader reader = WrittenFile.open(file)) {
      assertEquals(schema.fields(), reader.schema().fields());
      assertEquals(
          List.of(300L, 300L, 300L, 100L),
          reader.rowGroups().stream().map(ParquetReader.RowGroup::rows).toList());
      NdArray x = assertInstanceOf(ColumnValues.Stacked.class, reader.column(0, 250, 950)).values();
      assertEquals(Shape.of(700, 2, 3), x.shape());
      for (int row = 250; row < 950; row++) {
        assertEquals(rows.get(row)[0], x.at(row - 250));
        assertEquals(rows.get(row)[1], reader.row(row, Set.of("image")).get("image"));
      }
    }
  }

  @Test
  void joinsArraysThatDifferAlongTheFirstAxis() {
    RecordSchema schema = WrittenFile.schema(entry("points", array(DType.INT16, "n, 2")));
    List<Object[]> rows = new ArrayList<>();
    long[] offsets = new long[101];
    for (int row = 0; row < 100; row++) {
      short[] points = new short[2 * (row % 4)];
      Arrays.fill(points, (short) row);
      offsets[row + 1] = offsets[row] + row % 4;
      rows.add(new Object[] {Int16Array.of(Shape.of(row % 4, 2), points)});
    }
    Path file = folder.resolve("ragged.parquet");
    WrittenFile.write(file, schema, FormatOptions.DEFAULT.with("row_group_size", "30"), rows);

    try (ParquetReader reader = WrittenFile.open(file)) {
      ColumnValues.Ragged all = assertInstanceOf(ColumnValues.Ragged.class, reader.column(0, 0, 100));
      assertArrayEquals(offsets, all.offsets());
      for (int row = 0; row < 100; row++) {
        assertEquals(rows.get(row)[0], all.values().slice(offsets[row], offsets[row + 1]));
        assertEquals(rows.get(row)[0], reader.row(row, Set.of("points")).get("points"));
      }
    }
  }

  @Test
  void writesTheSameBytesForTheSameRows() throws IOException {
    RecordSchema schema = WrittenFile.schema(entry("text", TEXT), entry("number", LONG));
    List<Object[]> rows = new ArrayList<>();
    for (long row = 0; row < 100; row++) {
      rows.add(new Object[] {"text " + row % 7, row});
    }
    Path first = folder.resolve("first.parquet");
    Path second = folder.resolve("second.parquet");
    WrittenFile.write(first, schema, FormatOptions.DEFAULT, rows);
    WrittenFile.write(second, schema, FormatOptions.DEFAULT, rows);

    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
  }

  @Test
  void leavesNothingBehindWhenItIsNotCommitted() throws IOException {
    RecordSchema schema = WrittenFile.schema(entry("n", INT));
    try (TableWriter writer =
        new ParquetFormat().create(folder.resolve("x.parquet"), schema, FormatOptions.DEFAULT)) {
      writer.write(new Object[] {1});
    }

    try (var files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void refusesToGoOnAfterAValueOfAnotherType() {
    Path file = folder.resolve("x.parquet");
    RecordSchema schema = WrittenFile.schema(entry("text", TEXT));
    try (TableWriter writer = new ParquetFormat().create(file, schema, FormatOptions.DEFAULT)) {
      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, () -> writer.write(new Object[] {1}));
      assertEquals("expected a text, found Integer", refusal.getMessage());
      assertThrows(IllegalStateException.class, writer::commit);
    }
    assertFalse(Files.exists(file));
  }

  @Test
  void refusesFieldsThatParquetHasNoColumnFor() {
    RecordSchema complex = WrittenFile.schema(entry("z", array(DType.COMPLEX64, "3")));
    RecordSchema any = WrittenFile.schema(entry("a", array(DType.FLOAT32, "...")));
    ParquetFormat format = new ParquetFormat();
    Path file = folder.resolve("x.parquet");

    assertThrows(IllegalArgumentException.class, () -> format.create(file, complex, FormatOptions.DEFAULT));
    assertThrows(IllegalArgumentException.class, () -> format.create(file, any, FormatOptions.DEFAULT));
    FormatOptions misspelt = FormatOptions.DEFAULT.with("compresion", "none");
    assertThrows(
        IllegalArgumentException.class,
        () -> format.create(file, WrittenFile.schema(entry("n", INT)), misspelt));
  }

  @Test
  void prunesRowGroupsByTheirStatistics() {
    RecordSchema schema = WrittenFile.schema(entry("number", LONG), entry("text", TEXT));
    List<Object[]> rows = new ArrayList<>();
    for (long row = 0; row < 100; row++) {
      rows.add(new Object[] {row, "t%02d".formatted(row)});
    }
    Path file = folder.resolve("pruned.parquet");
    WrittenFile.write(file, schema, FormatOptions.DEFAULT.with("row_group_size", "10"), rows);

    try (ParquetReader reader = WrittenFile.open(file)) {
      assertEquals(
          List.of(new ParquetReader.RowGroup(10, 10), new ParquetReader.RowGroup(20, 10)),
          reader.rowGroups(new ValueRange("number", 19, 20L)));
      assertEquals(
          List.of(new ParquetReader.RowGroup(90, 10)), reader.rowGroups(new ValueRange("text", "t95", "t\uffff")));
      assertEquals(List.of(), reader.rowGroups(new ValueRange("number", 99.5, Double.POSITIVE_INFINITY)));
      assertThrows(
          IllegalArgumentException.class, () -> reader.rowGroups(new ValueRange("number", "a", "b")));
      assertThrows(IllegalArgumentException.class, () -> reader.rowGroups(new ValueRange("nowhere", 1, 2)));
    }
  }
}
