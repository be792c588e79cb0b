package dev.sheaf.codec;

import static dev.sheaf.codec.Records.array;
import static dev.sheaf.codec.Records.field;
import static dev.sheaf.codec.Records.list;
import static dev.sheaf.codec.Records.map;
import static dev.sheaf.codec.Records.scalar;
import static dev.sheaf.codec.Records.text;
import static dev.sheaf.codec.Records.withDefault;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.array.BoolArray;
import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Float64Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
import dev.sheaf.array.UInt64Array;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.codec.SchemaCodec.Variant;
import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.Time;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Records made of values that a format has given.
final class FoundValuesTest {
  private static Object[] read(RecordSchema schema, Map<String, ?> values, DecodeOptions options) {
    DecodeContext context = DecodeContext.of(Path.of("table.parquet"), options).forRecord(7);
    return SchemaCodec.of(schema).read(FieldReader.of(schema, values, context));
  }

  private static Object only(FieldType type, @Nullable Object value) {
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("v", value);
    return read(Records.of(field("v", type)), values, DecodeOptions.DEFAULT)[0];
  }

  private static DecodeException refusal(Rule rule, FieldType type, Object value) {
    DecodeException refusal = assertThrows(DecodeException.class, () -> only(type, value));
    assertEquals(rule, refusal.rule(), refusal.getMessage());
    return refusal;
  }

  private static Float32Array floats(Shape shape, float... values) {
    return (Float32Array) NdArray.wrap(DType.FLOAT32, MemorySegment.ofArray(values), shape);
  }

  private static Float64Array doubles(Shape shape, double... values) {
    return (Float64Array) NdArray.wrap(DType.FLOAT64, MemorySegment.ofArray(values), shape);
  }

  private static Int64Array longs(Shape shape, long... values) {
    return (Int64Array) NdArray.wrap(DType.INT64, MemorySegment.ofArray(values), shape);
  }

  @Test
  void anArrayOfTheDeclaredTypeIsTakenAsItIs() {
    Float32Array found = floats(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    assertSame(found, only(array(DType.FLOAT32, "N, 3"), found));
  }

  @Test
  void anArrayOfAnotherTypeIsConvertedWhereTheDeclaredOneHoldsIt() {
    assertEquals(
        floats(Shape.of(2), 0.1f, -2), only(array(DType.FLOAT32, "?"), doubles(Shape.of(2), 0.1, -2)));
    assertEquals(floats(Shape.of(1), 16777216), only(array(DType.FLOAT32, "?"), longs(Shape.of(1), 16777217)));
    assertEquals(
        "table.parquet[7], field v: expected numbers that fit float32, found 1.0E39 at element 1 [range]",
        refusal(Rule.RANGE, array(DType.FLOAT32, "?"), doubles(Shape.of(2), 1, 1e39)).getMessage());
    refusal(Rule.RANGE, array(DType.INT32, "?"), longs(Shape.of(1), 1L << 31));
    refusal(Rule.DTYPE, array(DType.INT32, "?"), doubles(Shape.of(1), 1));
    DecodeException exact =
        assertThrows(
            DecodeException.class,
            () ->
                read(
                    Records.of(field("v", array(DType.FLOAT32, "?"))),
                    Map.of("v", doubles(Shape.of(1), 1)),
                    DecodeOptions.DEFAULT.withExactDtypes()));
    assertEquals("exactly float32", exact.expected());
  }

  @Test
  void aShapeMustBeTheDeclaredOneOrRepeatIntoIt() {
    assertEquals(
        floats(Shape.of(2, 2), 1, 2, 1, 2), only(array(DType.FLOAT32, "2, 2"), floats(Shape.of(1, 2), 1, 2)));
    assertEquals(
        "(2)", refusal(Rule.SHAPE, array(DType.FLOAT32, "2, 2"), floats(Shape.of(2), 1, 2)).found());
    refusal(Rule.SHAPE, array(DType.FLOAT32, "3"), floats(Shape.of(2), 1, 2));
  }

  @Test
  void dimensionVariablesHoldAcrossFields() {
    RecordSchema schema =
        Records.of(field("a", array(DType.FLOAT32, "N, 2")), field("b", array(DType.INT64, "N")));
    read(schema, Map.of("a", floats(Shape.of(1, 2), 1, 2), "b", longs(Shape.of(1), 3)), DecodeOptions.DEFAULT);
    DecodeException refusal =
        assertThrows(
            DecodeException.class,
            () ->
                read(
                    schema,
                    Map.of("a", floats(Shape.of(1, 2), 1, 2), "b", longs(Shape.of(2), 3, 4)),
                    DecodeOptions.DEFAULT));
    assertEquals(
        "table.parquet[7], field b: expected N = 1, as in field a, found N = 2 [shape]", refusal.getMessage());
  }

  @Test
  void listsAndNumbersBecomeArrays() {
    assertEquals(longs(Shape.of(2, 2), 1, 2, 3, 4), only(array(DType.INT64, "?, ?"), List.of(List.of(1, 2), List.of(3L, 4L))));
    assertEquals(floats(Shape.of(2, 1), 1, 2), only(array(DType.FLOAT32, "?, 1"), List.of(floats(Shape.of(1), 1), floats(Shape.of(1), 2))));
    assertEquals(floats(Shape.of(0, 3)), only(array(DType.FLOAT32, "N, 3"), List.of()));
    assertEquals(floats(Shape.of(), 2.5f), only(array(DType.FLOAT32, ""), 2.5));
    assertEquals(
        NdArray.wrap(DType.UINT8, MemorySegment.ofArray(new byte[] {1, -1}), Shape.of(2)),
        only(array(DType.UINT8, "?"), new byte[] {1, -1}));
    assertEquals(
        "table.parquet[7], field v[1]: expected int64 (2,), as the elements before it, "
            + "found an array of int64 (1,) [shape]",
        refusal(Rule.SHAPE, array(DType.INT64, "?, ?"), List.of(List.of(1, 2), List.of(3))).getMessage());
    assertEquals(
        "table.parquet[7], field v[1]: expected an array, found no value [type]",
        refusal(Rule.TYPE, array(DType.INT64, "?"), Arrays.asList(1L, null)).getMessage());
  }

  @Test
  void aBooleanInMemoryIsZeroOrOne() {
    NdArray odd = NdArray.wrap(DType.BOOL, MemorySegment.ofArray(new byte[] {0, 2, -1}), Shape.of(3));
    BoolArray read = (BoolArray) only(array(DType.BOOL, "?"), odd);
    assertArrayEquals(new byte[] {0, 1, 1}, read.segment().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE));
  }

  @Test
  void wholeNumbersAreExactWhateverTheirType() {
    assertEquals((byte) 5, only(scalar(Scalar.BYTE), 5L));
    assertEquals(5, only(scalar(Scalar.INT), 5.0));
    assertEquals(5L, only(scalar(Scalar.LONG), new BigDecimal("5.00")));
    assertEquals(5, only(scalar(Scalar.INT), longs(Shape.of(), 5)));
    assertEquals(1, only(scalar(Scalar.INT), true));
    assertEquals(Long.MIN_VALUE, only(scalar(Scalar.LONG), BigInteger.ONE.shiftLeft(63).negate()));
    assertEquals(
        "table.parquet[7], field v: expected a number from -128 to 127 (byte), found 128 [range]",
        refusal(Rule.RANGE, scalar(Scalar.BYTE), 128).getMessage());
    refusal(Rule.RANGE, scalar(Scalar.LONG), 0x1p63);
    refusal(
        Rule.RANGE,
        scalar(Scalar.LONG),
        NdArray.wrap(DType.UINT64, MemorySegment.ofArray(new long[] {-1}), Shape.of()));
    refusal(Rule.INTEGER, scalar(Scalar.INT), 5.5);
    refusal(Rule.INTEGER, scalar(Scalar.INT), Double.NaN);
    refusal(Rule.TYPE, scalar(Scalar.INT), List.of(1));
    refusal(Rule.TYPE, scalar(Scalar.INT), longs(Shape.of(1), 5));
    refusal(Rule.CONSTRAINT, scalar(Scalar.INT, new Constraint.Range(Optional.of(BigDecimal.ZERO), true, Optional.empty(), true)), -1);
  }

  @Test
  void floatingPointNumbersAreRoundedAndNeverBecomeInfinite() {
    assertEquals(0.1f, only(scalar(Scalar.FLOAT), 0.1));
    assertEquals(0x1p64, only(scalar(Scalar.DOUBLE), BigInteger.ONE.shiftLeft(64)));
    assertEquals(Float.POSITIVE_INFINITY, only(scalar(Scalar.FLOAT), Double.POSITIVE_INFINITY));
    assertEquals(1.8446744073709552E19, only(scalar(Scalar.DOUBLE), uint64Max()));
    refusal(Rule.RANGE, scalar(Scalar.FLOAT), 1e39);
    refusal(Rule.RANGE, scalar(Scalar.DOUBLE), new BigDecimal("1e400"));
  }

  private static UInt64Array uint64Max() {
    return (UInt64Array) NdArray.wrap(DType.UINT64, MemorySegment.ofArray(new long[] {-1}), Shape.of());
  }

  @Test
  void textsAreReadAsFieldsOfJsonAre() {
    assertEquals(12, only(scalar(Scalar.INT), "12"));
    assertEquals(0.5, only(scalar(Scalar.DOUBLE), "0.5"));
    assertEquals(true, only(scalar(Scalar.BOOLEAN), "yes"));
    assertEquals(floats(Shape.of(2), 1, 2), only(array(DType.FLOAT32, "?"), "[1, 2.0]"));
    assertEquals(List.of("a"), only(list(text()), "[\"a\"]"));
    assertArrayEquals(new byte[] {1, 2, 3}, (byte[]) only(Records.bytes(), "AQID"));
    assertEquals(LocalDate.of(2026, 11, 21), only(new TimeType(Time.LOCAL_DATE), "2026-11-21"));
    assertEquals("a \"quoted\\\" text\n", only(text(), "a \"quoted\\\" text\n"));
    DecodeException refusal = refusal(Rule.VALUE, scalar(Scalar.INT), "twelve \"\\");
    assertEquals("v", refusal.fieldPath());
    assertEquals("table.parquet[7]", refusal.file());
  }

  @Test
  void textsBytesConstantsAndTimesAreTakenAsTheyAre() {
    assertEquals("grün", only(text(), "grün"));
    assertEquals("grün", only(text(), "grün".getBytes(UTF_8)));
    assertEquals("green", only(Records.color(), "green".getBytes(UTF_8)));
    byte[] bytes = {1, 2};
    assertSame(bytes, only(Records.bytes(), bytes));
    assertEquals(LocalDate.EPOCH, only(new TimeType(Time.LOCAL_DATE), LocalDate.EPOCH));
    refusal(Rule.VALUE, text(), new byte[] {(byte) 0xFF});
    refusal(Rule.VALUE, Records.color(), "blue");
    refusal(Rule.TYPE, text(), 1);
    refusal(Rule.TYPE, new TimeType(Time.LOCAL_DATE), 1L);
  }

  @Test
  void whatIsMissingIsEmptyOrItsDefaultOrRefused() {
    assertEquals(Optional.empty(), only(new OptionalType(text()), null));
    assertEquals(Optional.of("a"), only(new OptionalType(text()), "a"));
    RecordSchema schema = Records.of(withDefault("n", scalar(Scalar.INT), "3"), field("t", text()));
    assertArrayEquals(new Object[] {3, "x"}, read(schema, Map.of("t", "x"), DecodeOptions.DEFAULT));
    DecodeException refusal =
        assertThrows(DecodeException.class, () -> read(schema, Map.of("n", 4), DecodeOptions.DEFAULT));
    assertEquals(
        "table.parquet[7], field t: expected a value of type text, found none [missing]", refusal.getMessage());
  }

  @Test
  void columnsThatNobodyDeclaredArePassedOver() {
    assertArrayEquals(
        new Object[] {"x"},
        read(Records.of(field("t", text())), Map.of("t", "x", "other", 1), DecodeOptions.DEFAULT));
  }

  @Test
  void recordsListsMapsAndChoicesNest() {
    RecordSchema point = new RecordSchema("Point", "", false, List.of(field("x", scalar(Scalar.INT))));
    UnionType union =
        new UnionType("Form", "type", List.of(new UnionType.Variant("point", point)));
    RecordSchema schema =
        Records.of(
            field("points", list(new RecordType(point))),
            field("names", map(text())),
            field("form", union),
            field("rows", list(array(DType.INT64, "2"))));
    Object[] read =
        read(
            schema,
            Map.of(
                "points", List.of(Map.of("x", 1), Map.of("x", 2)),
                "names", Map.of("k", "v"),
                "form", Map.of("type", "point", "x", 3),
                "rows", longs(Shape.of(1, 2), 5, 6)),
            DecodeOptions.DEFAULT);
    assertArrayEquals(new Object[] {2}, (Object[]) ((List<?>) read[0]).get(1));
    assertEquals(Map.of("k", "v"), read[1]);
    assertEquals(new Variant("point", List.of(3)), read[2]);
    assertEquals(List.of(longs(Shape.of(2), 5, 6)), read[3]);
    DecodeException deep =
        assertThrows(
            DecodeException.class,
            () ->
                read(
                    Records.of(field("points", list(new RecordType(point)))),
                    Map.of("points", List.of(Map.of("x", 1), Map.of("x", "?"))),
                    DecodeOptions.DEFAULT));
    assertEquals("points[1].x", deep.fieldPath());
    refusal(Rule.VALUE, union, Map.of("type", "line"));
    refusal(Rule.MISSING, union, Map.of("x", 1));
  }

  @Test
  void aSequenceTakesItsItemsWhenTheyAreAskedFor() {
    LazySequence<?> read =
        (LazySequence<?>)
            only(new SequenceType(array(DType.INT32, "?")), List.of(longs(Shape.of(1), 1), longs(Shape.of(1), 1L << 40)));
    assertEquals(2, read.size());
    assertEquals(
        NdArray.wrap(DType.INT32, MemorySegment.ofArray(new int[] {1}), Shape.of(1)), read.get(0));
    assertEquals("v[1]", assertThrows(DecodeException.class, () -> read.get(1)).fieldPath());
  }

  @Test
  void aListIsHeldAgainstItsConstraints() {
    refusal(Rule.CONSTRAINT, list(text(), new Constraint.Size(0, 1)), List.of("a", "b"));
  }
}
