package dev.sheaf.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.SheafException;
import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.batch.ColumnCollator;
import dev.sheaf.batch.Columns;
import dev.sheaf.format.npy.NpyFile;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PackedDatasetTest {
  private static final RecordSchema POINTS = schema("?, 2", "");

  private static final List<NdArray[]> ROWS =
      List.of(
          row(7, 1, 2),
          row(8),
          row(9, 3, 4, 5, 6));

  @TempDir Path temporary;

  @Test
  void givesBackWhatWasPacked() {
    try (PackedDataset<Object[]> packed = pack(ROWS)) {
      assertEquals(3, packed.size());
      for (int i = 0; i < ROWS.size(); i++) {
        assertArrayEquals(ROWS.get(i), packed.get(i));
      }
      assertTrue(((NdArray) packed.get(2)[0]).segment().isMapped(), "a view, not a copy");
      assertThrows(IndexOutOfBoundsException.class, () -> packed.get(3));
      assertThrows(IndexOutOfBoundsException.class, () -> packed.get(-1));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BFLOAT16")
  void packsEveryDtypeThatNumPyHas(DType dtype) {
    RecordSchema schema = oneField(dtype);
    byte[] bytes = new byte[3 * dtype.byteSize()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (dtype == DType.BOOL ? 1 : 3 * i);
    }
    NdArray[] row = {NdArray.wrap(dtype, MemorySegment.ofArray(bytes), Shape.of(3))};
    DatasetPacker.pack(Dataset.of(List.of(row, row), schema), folder());
    try (PackedDataset<Object[]> packed = PackedDataset.open(folder(), schema, values -> values)) {
      assertArrayEquals(row, packed.get(1));
    }
  }

  @Test
  void saysWhatToPackInsteadOfBFloat16() {
    IllegalArgumentException fault =
        assertThrows(
            IllegalArgumentException.class,
            () -> DatasetPacker.pack(Dataset.of(List.<NdArray[]>of(), oneField(DType.BFLOAT16)), folder()));
    assertEquals(
        "expected fields of a dtype that NumPy has, found weights: bfloat16; declare float32, which has all its numbers",
        fault.getMessage());
  }

  private static RecordSchema oneField(DType dtype) {
    ArrayType type = new ArrayType(dtype, ShapePattern.parse("?"), false);
    return new RecordSchema("com.acme.Row", "", false, List.of(new FieldSchema("weights", "", type)));
  }

  @Test
  void packsNoRowsAtAll() {
    try (PackedDataset<Object[]> packed = pack(List.of())) {
      assertEquals(0, packed.size());
      assertThrows(IndexOutOfBoundsException.class, () -> packed.get(0));
    }
  }

  @Test
  void everyColumnIsAFileThatNumPyReads() {
    pack(ROWS).close();
    assertEquals(Float32Array.of(Shape.of(3, 2), 1, 2, 3, 4, 5, 6), array("0-points.npy"));
    assertEquals(Int64Array.of(Shape.of(4), 0, 1, 1, 3), array("0-points-offsets.npy"));
    assertEquals(Int64Array.of(Shape.of(3), 7, 8, 9), array("1-label.npy"));
  }

  @Test
  void gathersRowsInAnyOrder() {
    try (PackedDataset<Object[]> packed = pack(ROWS)) {
      long[] positions = {2, 0, 1, 2, 99};
      long[] extents = new long[8];
      packed.extents(0, positions, 4, extents);
      assertArrayEquals(new long[] {2, 2, 1, 2, 0, 2, 2, 2}, extents);
      float[] points = new float[10];
      packed.gather(0, positions, 4, MemorySegment.ofArray(points));
      assertArrayEquals(new float[] {3, 4, 5, 6, 1, 2, 3, 4, 5, 6}, points);
      long[] labels = new long[4];
      packed.gather(1, positions, 4, MemorySegment.ofArray(labels));
      assertArrayEquals(new long[] {9, 7, 8, 9}, labels);
      assertThrows(
          IndexOutOfBoundsException.class, () -> packed.gather(1, positions, 5, MemorySegment.ofArray(new long[5])));
    }
  }

  @Test
  void assemblesRowsOfTheUsersOwn() {
    record Points(Float32Array points, long label) {}
    pack(ROWS).close();
    try (PackedDataset<Points> packed =
        PackedDataset.open(
            folder(),
            POINTS,
            arrays -> new Points((Float32Array) arrays[0], ((Int64Array) arrays[1]).getFlat(0)))) {
      assertEquals(9, packed.get(2).label());
    }
  }

  @Test
  void refusesAnotherSchema() {
    pack(ROWS).close();
    StaleDataException fault =
        assertThrows(
            StaleDataException.class, () -> PackedDataset.open(folder(), schema("?, 2", "1"), values -> values));
    assertEquals("a dataset of com.acme.Points as it is now", fault.expected());
  }

  @Test
  void theSameRowsGiveTheSameBytesAndFingerprint() throws IOException {
    Path one = temporary.resolve("one");
    Path two = temporary.resolve("two");
    DatasetPacker.pack(Dataset.of(ROWS, POINTS), one);
    DatasetPacker.pack(Dataset.of(ROWS, POINTS), two);
    try (Stream<Path> files = Files.list(one)) {
      for (Path file : files.toList()) {
        assertEquals(-1, Files.mismatch(file, two.resolve(file.getFileName())), file.toString());
      }
    }
  }

  @Test
  void refusesToPackOverADataset() {
    pack(ROWS).close();
    assertThrows(IllegalStateException.class, () -> pack(ROWS));
  }

  @Test
  void isNoDatasetWhenPackingFails() {
    List<NdArray[]> rows = List.of(row(7, 1, 2), new NdArray[] {Float32Array.of(Shape.of(1, 3), 1, 2, 3), label(1)});
    IllegalArgumentException fault = assertThrows(IllegalArgumentException.class, () -> pack(rows));
    assertEquals("row 1, field points: expected float32 (?, 2), found float32 (1, 3)", fault.getMessage());
    assertFalse(Files.exists(folder().resolve("dataset.json")));
    try (PackedDataset<Object[]> packed = pack(ROWS)) {
      assertEquals(3, packed.size());
    }
  }

  @Test
  void refusesShapesThatOpenBeyondTheFirstAxis() {
    IllegalArgumentException fault =
        assertThrows(
            IllegalArgumentException.class,
            () -> DatasetPacker.pack(Dataset.of(List.<NdArray[]>of(), schema("?, ?", "")), folder()));
    assertEquals(
        "expected numbers, booleans, or arrays of one dtype whose shape is fixed or open along the first axis only,"
            + " found field \"points\": float32 (?, ?); pack rows without this field, or open the files by their index",
        fault.getMessage());
  }

  @Test
  void refusesFieldsThatAreNoColumnsBeforeItWritesAnything() {
    FieldType texts = new ListType(new TextType(List.of()), List.of());
    RecordSchema schema = numbers(new FieldSchema("tags", "", texts));
    IllegalArgumentException fault =
        assertThrows(
            IllegalArgumentException.class,
            () -> DatasetPacker.pack(Dataset.of(List.<Object[]>of(), schema), folder()));
    assertTrue(String.valueOf(fault.getMessage()).contains("found field \"tags\": list of text; "), fault.getMessage());
    assertFalse(Files.exists(folder()));
  }

  @Test
  void packsNumbersAsOneFileOfAllRows() {
    RecordSchema schema = numbers();
    List<Object[]> rows = List.of(new Object[] {1L, 0.5, 1.5f}, new Object[] {-2L, Double.NaN, -0f});
    DatasetPacker.pack(Dataset.of(rows, schema), folder());
    assertEquals(Int64Array.of(Shape.of(2), 1, -2), array("0-id.npy"));
    try (PackedDataset<Object[]> packed = PackedDataset.open(folder())) {
      assertArrayEquals(rows.get(0), packed.get(0));
      assertArrayEquals(rows.get(1), packed.get(1));
      assertThrows(IndexOutOfBoundsException.class, () -> packed.get(2));
      double[] weights = new double[3];
      packed.gather(1, new long[] {1, 0, 1}, 3, MemorySegment.ofArray(weights));
      assertArrayEquals(new double[] {Double.NaN, 0.5, Double.NaN}, weights);
      // What was packed can be packed again, and is the same.
      Path again = temporary.resolve("again");
      DatasetPacker.pack(packed, again);
      try (PackedDataset<Object[]> second = PackedDataset.open(again)) {
        assertEquals(packed.fingerprint(), second.fingerprint());
      }
    }
  }

  @Test
  void refusesANumberThatIsNotOfItsField() {
    List<Object[]> rows = List.of(new Object[] {1L, 0.5, 1.5f}, new Object[] {1L, 0.5, 0.1});
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, () -> DatasetPacker.pack(Dataset.of(rows, numbers()), folder()));
    assertEquals("row 1, field score: expected a value of float, found 0.1", fault.getMessage());
  }

  @Test
  void fillsBatchesOfNumbersFromColumns() {
    List<Object[]> rows = IntStream.range(0, 10).mapToObj(i -> new Object[] {(long) i, i / 2.0, (float) i}).toList();
    DatasetPacker.pack(Dataset.of(rows, numbers()), folder());
    List<Function<? super Object[], ?>> accessors = List.of(row -> row[0], row -> row[1], row -> row[2]);
    ColumnCollator<Object[], Columns> collator = new ColumnCollator<>(numbers(), accessors, columns -> columns);
    try (PackedDataset<Object[]> packed = PackedDataset.open(folder());
        DataLoader<Columns> fromColumns = Pipeline.over(packed).shuffle(3).batch(4, collator).open();
        DataLoader<Columns> fromRows = Pipeline.over(packed).map(row -> row).shuffle(3).batch(4, collator).open()) {
      assertTrue(collator.accepts(packed));
      var expected = fromRows.iterator();
      for (Columns batch : fromColumns) {
        Columns same = expected.next();
        for (int column = 0; column < 3; column++) {
          assertEquals(same.fixed(column), batch.fixed(column));
        }
      }
      assertFalse(expected.hasNext());
    }
  }

  @Test
  void everyPrefixAndChangedByteIsATypedErrorOrValuesOfTheRightShape() throws IOException {
    pack(ROWS).close();
    try (Stream<Path> files = Files.list(folder())) {
      for (Path file : files.toList()) {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length - 1; length++) {
          Files.write(file, Arrays.copyOf(whole, length));
          assertThrows(CorruptDataException.class, () -> PackedDataset.open(folder()), file + " cut to " + length);
        }
        for (int position = 0; position < whole.length; position++) {
          byte[] changed = whole.clone();
          changed[position] ^= (byte) 0x81;
          Files.write(file, changed);
          try (PackedDataset<Object[]> packed = PackedDataset.open(folder())) {
            for (long row = 0; row < packed.size(); row++) {
              packed.get(row);
            }
          } catch (SheafException _) {
            // Typed, with its place; anything else fails this test.
          }
        }
        Files.write(file, whole);
      }
    }
  }

  @Test
  void refusesNumbersOfRowsThatOverflow() throws IOException {
    RecordSchema ragged = new RecordSchema("com.acme.Points", "", true, List.of(POINTS.fields().getFirst()));
    List<NdArray[]> rows = ROWS.stream().map(row -> new NdArray[] {row[0]}).toList();
    DatasetPacker.pack(Dataset.of(rows, ragged), folder());
    Path description = folder().resolve("dataset.json");
    String text = Files.readString(description);
    // In 64 bits, the offsets of so many rows would have the 32 bytes that are there.
    Files.writeString(description, text.replace("\"records\" : 3", "\"records\" : " + ((1L << 61) + 3)));
    assertThrows(CorruptDataException.class, () -> PackedDataset.open(folder()));
  }

  @Test
  void refusesASchemaWhoseRowsCannotBeCounted() throws IOException {
    pack(ROWS).close();
    Path description = folder().resolve("dataset.json");
    String text = Files.readString(description);
    for (String dims : List.of("?, 4294967296, 4294967296", "4294967296, 4294967296", "?, 4611686018427387904")) {
      Files.writeString(description, text.replace("\"?, 2\"", "\"" + dims + "\""));
      assertThrows(CorruptDataException.class, () -> PackedDataset.open(folder()), dims);
    }
  }

  @Test
  void refusesAccessorsThatAreMissing() {
    IllegalArgumentException fault =
        assertThrows(
            IllegalArgumentException.class,
            () -> DatasetPacker.pack(Dataset.of(ROWS, POINTS), List.of(row -> row[0]), folder()));
    assertEquals("expected one accessor for each of the 2 fields of com.acme.Points, found 1", fault.getMessage());
  }

  private Path folder() {
    return temporary.resolve("packed");
  }

  private PackedDataset<Object[]> pack(List<NdArray[]> rows) {
    DatasetPacker.pack(Dataset.of(rows, POINTS), folder());
    return PackedDataset.open(folder());
  }

  private NdArray array(String name) {
    return NpyFile.read(InputFile.openPositional(folder().resolve(name))).array();
  }

  private static NdArray[] row(long label, float... coordinates) {
    return new NdArray[] {Float32Array.of(Shape.of(coordinates.length / 2, 2), coordinates), label(label)};
  }

  private static NdArray label(long label) {
    return Int64Array.of(Shape.of(), label);
  }

  /// `record Numbers(long id, double weight, float score, ...)`.
  private static RecordSchema numbers(FieldSchema... more) {
    List<FieldSchema> fields =
        List.of(scalar("id", Scalar.LONG), scalar("weight", Scalar.DOUBLE), scalar("score", Scalar.FLOAT));
    return new RecordSchema(
        "com.acme.Numbers", "", false, Stream.concat(fields.stream(), Stream.of(more)).toList());
  }

  private static FieldSchema scalar(String name, Scalar scalar) {
    return new FieldSchema(name, "", new ScalarType(scalar, List.of()));
  }

  private static RecordSchema schema(String points, String label) {
    return new RecordSchema(
        "com.acme.Points",
        "",
        false,
        List.of(
            new FieldSchema("points", "", new ArrayType(DType.FLOAT32, ShapePattern.parse(points), false)),
            new FieldSchema("label", "", new ArrayType(DType.INT64, ShapePattern.parse(label), false))));
  }
}
