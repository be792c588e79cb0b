package dev.sheaf.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Float64Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.generated.ColumnBinder;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ColumnCollatorTest {
  @Test
  void stacksArraysOfOneShape() {
    Columns columns = collate(DType.FLOAT32, "2, 2", floats(Shape.of(2, 2), 1), floats(Shape.of(2, 2), 5));
    assertEquals(2, columns.size());
    assertEquals(Float32Array.of(Shape.of(2, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8), columns.fixed(0));
  }

  @ParameterizedTest
  @EnumSource
  void takesEveryDtype(DType dtype) {
    byte[] ones = new byte[dtype.byteSize()];
    Arrays.fill(ones, (byte) 1);
    NdArray one = NdArray.wrap(dtype, MemorySegment.ofArray(ones), Shape.of(1));
    NdArray none = NdArray.wrap(dtype, MemorySegment.ofArray(new byte[0]), Shape.of(0));
    assertEquals(one, collate(dtype, "1", one, one).fixed(0).at(1));
    Ragged<?> ragged = collate(dtype, "?", none, one, none).ragged(0);
    assertEquals(none, ragged.get(0));
    assertEquals(one, ragged.get(1));
  }

  @Test
  void stacksScalars() {
    Columns columns =
        collate(DType.INT64, "", Int64Array.of(Shape.of(), 7), Int64Array.of(Shape.of(), -1));
    assertEquals(Int64Array.of(Shape.of(2), 7, -1), columns.fixed(0));
  }

  @Test
  void putsArraysThatDifferAlongTheFirstAxisEndToEnd() {
    Columns columns =
        collate(DType.FLOAT32, "?, 2", floats(Shape.of(1, 2), 1), floats(Shape.of(0, 2), 0), floats(Shape.of(2, 2), 3));
    Ragged<?> ragged = columns.ragged(0);
    assertEquals(3, ragged.size());
    assertEquals(Float32Array.of(Shape.of(3, 2), 1, 2, 3, 4, 5, 6), ragged.values());
    assertEquals(Int64Array.of(Shape.of(4), 0, 1, 1, 3), ragged.offsets());
    assertEquals(floats(Shape.of(1, 2), 1), ragged.get(0));
    assertEquals(floats(Shape.of(0, 2), 0), ragged.get(1));
    assertEquals(floats(Shape.of(2, 2), 3), ragged.get(2));
    assertEquals(Shape.of(0, 2), ragged.shape(1));
    assertThrows(IndexOutOfBoundsException.class, () -> ragged.get(3));
    assertThrows(IndexOutOfBoundsException.class, () -> ragged.get(-1));
  }

  @Test
  void keepsTheShapeOfEachRowWhereOtherAxesVary() {
    NdArray[] rows = {floats(Shape.of(1, 3), 1), floats(Shape.of(2, 0), 0), floats(Shape.of(2, 2), 4)};
    Ragged<?> ragged = collate(DType.FLOAT32, "?, ?", rows).ragged(0);
    assertEquals(Float32Array.of(Shape.of(7), 1, 2, 3, 4, 5, 6, 7), ragged.values());
    assertEquals(Int64Array.of(Shape.of(4), 0, 3, 3, 7), ragged.offsets());
    for (int i = 0; i < rows.length; i++) {
      assertEquals(rows[i], ragged.get(i));
      assertEquals(rows[i].shape(), ragged.shape(i));
    }
  }

  @Test
  void keepsTheNumberOfAxesWhereItVaries() {
    NdArray[] rows = {
      floats(Shape.of(), 9), floats(Shape.of(2, 1, 2), 1), floats(Shape.of(3), 4), floats(Shape.of(0), 0)
    };
    Ragged<?> ragged = collate(DType.FLOAT32, "...", rows).ragged(0);
    for (int i = 0; i < rows.length; i++) {
      assertEquals(rows[i], ragged.get(i));
    }
    assertEquals(Int64Array.of(Shape.of(5), 0, 1, 5, 8, 8), ragged.offsets());
    assertThrows(IndexOutOfBoundsException.class, () -> ragged.get(4));
  }

  @Test
  void takesEmptyArraysWhoseOtherAxesAreHuge() {
    Shape huge = Shape.of(1L << 40, 1L << 40, 0);
    Ragged<?> ragged = collate(DType.FLOAT32, "?, ?, ?", floats(huge, 0), floats(Shape.of(1, 1, 1), 5)).ragged(0);
    assertEquals(huge, ragged.shape(0));
    assertEquals(floats(Shape.of(1, 1, 1), 5), ragged.get(1));
  }

  @Test
  void aBatchIsNativeMemoryInNativeOrderAndEachPartIsAligned() {
    RecordSchema schema =
        schema(array("a", DType.FLOAT32, "3"), array("b", DType.FLOAT64, "?"), array("c", DType.INT64, "..."));
    var collator = collator(schema);
    Columns columns =
        collator.collate(
            List.<NdArray[]>of(
                new NdArray[] {
                  floats(Shape.of(3), 1), Float64Array.of(Shape.of(1), 4), Int64Array.of(Shape.of(1, 2), 5, 6)
                }));
    Ragged<?> b = columns.ragged(1);
    Ragged<?> c = columns.ragged(2);
    for (NdArray part : List.of(columns.fixed(0), b.values(), b.offsets(), c.values(), c.offsets())) {
      MemorySegment memory = part.segment();
      assertTrue(memory.isNative());
      assertEquals(0, memory.address() % 64);
      assertEquals(ByteOrder.nativeOrder(), part.buffer().order());
    }
    assertEquals(2f, columns.fixed(0).buffer().getFloat(4));
  }

  @Test
  void refusesARowThatIsNotOfTheSchema() {
    assertRefused(
        "field \"a\" of row 1 of the batch: expected float32 (2), found float32 (3,)",
        () -> collate(DType.FLOAT32, "2", floats(Shape.of(2), 1), floats(Shape.of(3), 1)));
    assertRefused(
        "field \"a\" of row 0 of the batch: expected float64 (?), found float32 (2,)",
        () -> collate(DType.FLOAT64, "?", floats(Shape.of(2), 1)));
  }

  @Test
  void stacksNumbersAndBooleans() {
    record Row(long id, double weight, float score) {}
    RecordSchema schema =
        schema(scalar("id", Scalar.LONG), scalar("weight", Scalar.DOUBLE), scalar("score", Scalar.FLOAT));
    List<Row> rows = List.of(new Row(7, 0.5, 1.25f), new Row(Long.MIN_VALUE, Double.NaN, -0f));
    List<List<Function<? super Row, ?>>> ways =
        List.of(
            List.of(Row::id, Row::weight, Row::score),
            List.of(
                ColumnAccessor.ofLong(Row::id),
                ColumnAccessor.ofDouble(Row::weight),
                ColumnAccessor.ofDouble(Row::score)));
    for (List<Function<? super Row, ?>> accessors : ways) {
      Columns columns = new ColumnCollator<Row, Columns>(schema, accessors, Function.identity()).collate(rows);
      assertEquals(Int64Array.of(Shape.of(2), 7, Long.MIN_VALUE), columns.fixed(0));
      assertEquals(Float64Array.of(Shape.of(2), 0.5, Double.NaN), columns.fixed(1));
      assertEquals(Float32Array.of(Shape.of(2), 1.25f, -0f), columns.fixed(2));
      assertEquals(0, columns.fixed(2).segment().address() % 64);
    }
  }

  @Test
  void listsOtherValuesAsTheyAre() {
    record Row(String name, Optional<Long> limit, long id) {}
    RecordSchema schema =
        schema(
            new FieldSchema("name", "", new TextType(List.of())),
            new FieldSchema("limit", "", new OptionalType(new ScalarType(Scalar.LONG, List.of()))),
            scalar("id", Scalar.LONG));
    List<Row> rows = List.of(new Row("a", Optional.of(1L), 1), new Row("", Optional.empty(), 2));
    List<Function<? super Row, ?>> accessors = List.of(Row::name, Row::limit, Row::id);
    ColumnBinder binder =
        new ColumnBinder(new ColumnCollator<Row, Columns>(schema, accessors, Function.identity()).collate(rows));
    List<String> names = binder.values(0);
    List<Optional<Long>> limits = binder.values(1);
    assertEquals(List.of("a", ""), names);
    assertEquals(List.of(Optional.of(1L), Optional.empty()), limits);
    assertEquals(Int64Array.of(Shape.of(2), 1, 2), binder.fixed(2, Int64Array.class));
    assertThrows(UnsupportedOperationException.class, () -> names.add("b"));
  }

  @Test
  void aBatchWithoutColumnsInMemoryKnowsItsRows() {
    RecordSchema texts = schema(new FieldSchema("name", "", new TextType(List.of())));
    List<Function<? super String, ?>> accessors = List.of(name -> name);
    assertEquals(
        2, new ColumnCollator<String, Columns>(texts, accessors, Function.identity()).collate(List.of("a", "")).size());
    assertEquals(
        3,
        new ColumnCollator<String, Columns>(schema(), List.of(), Function.identity())
            .collate(List.of("a", "b", "c"))
            .size());
  }

  @Test
  void refusesAValueThatIsNotOfItsField() {
    RecordSchema number = schema(scalar("a", Scalar.INT));
    assertRefused(
        "field \"a\" of row 1 of the batch: expected a value of int, found 2147483648",
        () -> collateObjects(number, 1, 1L << 31));
    assertRefused(
        "field \"a\" of row 0 of the batch: expected a value of int, found 0.5", () -> collateObjects(number, 0.5));
    assertRefused(
        "field \"a\" of row 0 of the batch: expected a value of int, found null",
        () -> collateObjects(number, new Object[] {null}));
    assertRefused(
        "field \"a\" of row 0 of the batch: expected text, found null",
        () ->
            collateObjects(schema(new FieldSchema("a", "", new TextType(List.of()))), new Object[] {null}));
    assertRefused(
        "field \"a\" of row 0 of the batch: expected float32 (?), found null",
        () -> collateObjects(schema(array("a", DType.FLOAT32, "?")), new Object[] {null}));
  }

  @Test
  void takesNoColumnsFromASourceWhereSomeValuesLieInNone() {
    RecordSchema texts = schema(new FieldSchema("name", "", new TextType(List.of())));
    List<Function<? super NdArray[], ?>> accessors = List.of(row -> row[0]);
    assertFalse(
        new ColumnCollator<NdArray[], Columns>(texts, accessors, Function.identity())
            .accepts(new Rows(texts, List.of())));
  }

  @Test
  void refusesAccessorsThatAreMissing() {
    assertRefused(
        "expected one accessor for each of the 1 fields of Row, found 0",
        () ->
            new ColumnCollator<NdArray[], Columns>(
                schema(array("a", DType.INT64, "")), List.of(), Function.identity()));
  }

  @Test
  void saysWhichFormAColumnHas() {
    Columns stacked = collate(DType.FLOAT32, "1", floats(Shape.of(1), 1));
    Columns ragged = collate(DType.FLOAT32, "?", floats(Shape.of(1), 1));
    assertRefused("expected a ragged column, found that column 0 has one shape", () -> stacked.ragged(0));
    assertRefused("expected a column of one shape, found that column 0 is ragged", () -> ragged.fixed(0));
    assertRefused(
        "expected a column of values as they are, found that column 0 has one shape", () -> stacked.values(0));
    Columns listed = collateObjects(schema(new FieldSchema("a", "", new TextType(List.of()))), "x");
    assertRefused(
        "expected a column of one shape, found that column 0 holds values as they are", () -> listed.fixed(0));
  }

  @Test
  void fillsTheSameBatchFromColumnsAsFromRows() {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("ColumnCollatorTest: -Dsheaf.seed=" + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      Rows source = randomRows(random, 1 + random.nextInt(20));
      int threads = 1 + random.nextInt(3);
      int size = 1 + random.nextInt(6);
      var fromColumns = Pipeline.over(source).shuffle(round).threads(threads).batch(size, collator(source.schema()));
      var fromRows = Pipeline.over(source).map(row -> row).shuffle(round).batch(size, collator(source.schema()));
      assertSameBatches(fromRows, fromColumns, "seed " + seed);
    }
  }

  @Test
  void makesNoRowWhereTheSourceHasTheColumns() {
    Rows source = randomRows(new Random(1), 10);
    try (DataLoader<Columns> loader = Pipeline.over(source).batch(3, collator(source.schema())).open()) {
      loader.forEach(_ -> {});
    }
    assertEquals(0, source.made().get());
  }

  @Test
  void refusesASourceOfOtherColumns() {
    Rows source = randomRows(new Random(1), 1);
    var other = collator(schema(array("a", DType.INT64, "")));
    assertThrows(IllegalArgumentException.class, () -> other.collate(source, new long[] {0}, 1));
  }

  @Test
  void raggedArraysAreMadeOfValuesAndOffsets() {
    Float32Array values = floats(Shape.of(3), 1);
    Ragged<Float32Array> ragged = Ragged.of(values, Int64Array.of(Shape.of(3), 0, 2, 3));
    assertArrayEquals(new float[] {3}, ragged.get(1).toArray());
    assertRefused(
        "expected offsets that end with 3, found 2", () -> Ragged.of(values, Int64Array.of(Shape.of(2), 0, 2)));
    assertRefused(
        "expected offsets that begin with 0 and never fall, found 1 at index 0",
        () -> Ragged.of(values, Int64Array.of(Shape.of(2), 1, 3)));
    assertRefused(
        "expected offsets that begin with 0 and never fall, found 1 at index 2",
        () -> Ragged.of(values, Int64Array.of(Shape.of(4), 0, 2, 1, 3)));
    assertRefused(
        "expected offsets of shape (rows + 1,), found (0,)", () -> Ragged.of(values, Int64Array.of(Shape.of(0))));
    assertRefused(
        "expected values with at least one axis, found a scalar",
        () -> Ragged.of(floats(Shape.of(), 1), Int64Array.of(Shape.of(1), 0)));
  }

  private static void assertSameBatches(Pipeline<Columns> expected, Pipeline<Columns> actual, String message) {
    try (DataLoader<Columns> left = expected.open();
        DataLoader<Columns> right = actual.open()) {
      var other = right.iterator();
      for (Columns batch : left) {
        Columns same = other.next();
        assertEquals(batch.size(), same.size(), message);
        assertEquals(batch.fixed(0), same.fixed(0), message);
        for (int column = 1; column < 4; column++) {
          assertEquals(batch.ragged(column), same.ragged(column), message);
        }
      }
      assertEquals(expected.size(), actual.size());
    }
  }

  private static Rows randomRows(Random random, int count) {
    RecordSchema schema =
        schema(
            array("a", DType.FLOAT32, "2, 3"),
            array("b", DType.FLOAT32, "N, 2"),
            array("c", DType.FLOAT32, "3, ?"),
            array("d", DType.FLOAT32, "..."));
    List<NdArray[]> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      long[] dims = random.ints(random.nextInt(4), 0, 3).asLongStream().toArray();
      rows.add(
          new NdArray[] {
            floats(Shape.of(2, 3), row),
            floats(Shape.of(random.nextInt(4), 2), row),
            floats(Shape.of(3, random.nextInt(4)), row),
            floats(Shape.of(dims), row),
          });
    }
    return new Rows(schema, rows);
  }

  /// An array of the numbers from `first` on.
  private static Float32Array floats(Shape shape, int first) {
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = first + i;
    }
    return Float32Array.of(shape, values);
  }

  private static Columns collate(DType dtype, String dims, NdArray... column) {
    return collator(schema(array("a", dtype, dims)))
        .collate(IntStream.range(0, column.length).mapToObj(row -> new NdArray[] {column[row]}).toList());
  }

  /// Collates a column of rows that are the values themselves.
  private static Columns collateObjects(RecordSchema schema, Object... column) {
    List<Function<? super Object[], ?>> accessors = List.of(row -> row[0]);
    return new ColumnCollator<Object[], Columns>(schema, accessors, Function.identity())
        .collate(Stream.of(column).map(value -> new Object[] {value}).toList());
  }

  private static ColumnCollator<NdArray[], Columns> collator(RecordSchema schema) {
    List<Function<? super NdArray[], ?>> accessors = new ArrayList<>();
    for (int i = 0; i < schema.fields().size(); i++) {
      int column = i;
      accessors.add(row -> row[column]);
    }
    return new ColumnCollator<>(schema, accessors, Function.identity());
  }

  private static RecordSchema schema(FieldSchema... fields) {
    return new RecordSchema("Row", "", false, List.of(fields));
  }

  private static FieldSchema scalar(String name, Scalar scalar) {
    return new FieldSchema(name, "", new ScalarType(scalar, List.of()));
  }

  private static FieldSchema array(String name, DType dtype, String dims) {
    return new FieldSchema(name, "", new ArrayType(dtype, ShapePattern.parse(dims), false));
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
