package dev.sheaf.tfrecord.example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.array.UInt8Array;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.EnumType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.Time;
import java.lang.foreign.MemorySegment;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ExampleValuesTest {
  private static final TextType TEXT = new TextType(List.of());

  private static RecordSchema schema(FieldType type) {
    return new RecordSchema("Row", "", false, List.of(new FieldSchema("x", "", type)));
  }

  private static ArrayType array(DType dtype, String shape) {
    return new ArrayType(dtype, ShapePattern.parse(shape), false);
  }

  private static ScalarType scalar(Scalar scalar) {
    return new ScalarType(scalar, List.of());
  }

  private static ListType list(FieldType element) {
    return new ListType(element, List.of());
  }

  private static Map<String, Object> values(FieldType type, ExampleWriter message) {
    MemorySegment bytes = MemorySegment.ofArray(message.toBytes());
    return ExampleValues.of(schema(type)).values(bytes, "a.tfrecord", 0);
  }

  private static Object value(FieldType type, ExampleWriter message) {
    return Objects.requireNonNull(values(type, message).get("x"));
  }

  private static void refuses(FieldType type, ExampleWriter message) {
    CorruptDataException error = assertThrows(CorruptDataException.class, () -> values(type, message));
    assertTrue(String.valueOf(error.getMessage()).contains("\"x"), error::getMessage);
  }

  private static ExampleWriter integers(long... values) {
    return new ExampleWriter().integers("x", values);
  }

  private static ExampleWriter floats(float... values) {
    return new ExampleWriter().floats("x", values);
  }

  private static ExampleWriter bytes(byte... value) {
    return new ExampleWriter().bytes("x", value);
  }

  @Test
  void shapesNumbersAsTheFieldSays() {
    assertEquals(
        Float32Array.of(Shape.of(2, 2), 1, 2, 3, 4), value(array(DType.FLOAT32, "2, 2"), floats(1, 2, 3, 4)));
    assertEquals(
        Int64Array.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6), value(array(DType.INT64, "2, n"), integers(1, 2, 3, 4, 5, 6)));
    assertEquals(Int64Array.of(Shape.of(0, 3)), value(array(DType.INT64, "?, 3"), integers()));
    assertEquals(Int64Array.of(Shape.of(3), 1, 2, 3), value(array(DType.INT64, "..."), integers(1, 2, 3)));
    assertEquals(Int64Array.of(Shape.of(), 5), value(array(DType.INT64, ""), integers(5)));
    assertEquals(Int64Array.of(Shape.of(0, 0)), value(array(DType.INT64, "0, ?"), integers()));
  }

  @Test
  void refusesNumbersThatDoNotFitTheShape() {
    refuses(array(DType.INT64, "2, 2"), integers(1, 2, 3));
    refuses(array(DType.INT64, "2, ?"), integers(1, 2, 3));
    refuses(array(DType.INT64, "?, ?"), integers(1, 2, 3, 4));
    refuses(array(DType.INT64, "0, ?"), integers(1));
    refuses(array(DType.INT64, "4611686018427387904, 4"), integers(1));
  }

  @Test
  void narrowsIntegersThatFit() {
    assertEquals(
        UInt8Array.ofBits(Shape.of(2), (byte) 0, (byte) 255), value(array(DType.UINT8, "?"), integers(0, 255)));
    refuses(array(DType.UINT8, "?"), integers(256));
    refuses(array(DType.UINT8, "?"), integers(-1));
    refuses(array(DType.BOOL, "?"), integers(2));
    assertEquals(
        NdArray.wrap(DType.UINT64, MemorySegment.ofArray(new long[] {-1}), Shape.of(1)),
        value(array(DType.UINT64, "?"), integers(-1)));
  }

  @Test
  void leavesItToTheCodecWhetherIntegersMayBeReals() {
    assertEquals(DType.FLOAT64, ((NdArray) value(array(DType.FLOAT64, "?"), floats(0.1f))).dtype());
    assertEquals(DType.FLOAT32, ((NdArray) value(array(DType.INT32, "?"), floats(1))).dtype());
  }

  @Test
  void takesBytesAsTheElementsOfAnArray() {
    assertEquals(
        UInt8Array.ofBits(Shape.of(2, 2), (byte) 1, (byte) 2, (byte) 3, (byte) 4),
        value(array(DType.UINT8, "2, 2"), bytes((byte) 1, (byte) 2, (byte) 3, (byte) 4)));
    assertEquals(
        Float32Array.of(Shape.of(1), 1),
        value(array(DType.FLOAT32, "?"), bytes((byte) 0, (byte) 0, (byte) 0x80, (byte) 0x3f)));
    refuses(array(DType.FLOAT32, "?"), bytes((byte) 0, (byte) 0, (byte) 0x80));
    refuses(array(DType.UINT8, "3"), bytes((byte) 0));
    refuses(array(DType.BOOL, "1"), bytes((byte) 2));
  }

  @Test
  void takesAShapeThatStandsBesideItsArray() {
    ExampleWriter message = new ExampleWriter().integers("x/shape", 1, 2).bytes("x/value", new byte[] {7, 8});
    assertEquals(UInt8Array.ofBits(Shape.of(1, 2), (byte) 7, (byte) 8), value(array(DType.UINT8, "?, ?"), message));
    refuses(array(DType.UINT8, "?, ?"), new ExampleWriter().integers("x/shape", 3, 3).bytes("x/value", new byte[2]));
    refuses(array(DType.UINT8, "?, ?"), new ExampleWriter().integers("x/shape", -1, -2).bytes("x/value", new byte[2]));
    refuses(
        array(DType.FLOAT64, "?, ?"),
        new ExampleWriter().integers("x/shape", Long.MAX_VALUE, 1).bytes("x/value", new byte[8]));
  }

  @Test
  void readsSingleValues() {
    assertEquals(5L, value(scalar(Scalar.INT), integers(5)));
    assertEquals(0.5f, value(scalar(Scalar.DOUBLE), floats(0.5f)));
    assertEquals(true, value(scalar(Scalar.BOOLEAN), integers(1)));
    assertEquals("ü", value(TEXT, new ExampleWriter().texts("x", "ü")));
    assertArrayEquals(new byte[] {1, -1}, (byte[]) value(new BytesType(List.of()), bytes((byte) 1, (byte) -1)));
    assertEquals("RED", value(new EnumType("Color", List.of("RED")), new ExampleWriter().texts("x", "RED")));
    assertEquals(
        LocalDate.of(2026, 11, 21), value(new TimeType(Time.LOCAL_DATE), new ExampleWriter().texts("x", "2026-11-21")));
  }

  @Test
  void refusesOtherValuesThanTheFieldAsksFor() {
    refuses(scalar(Scalar.INT), integers(1, 2));
    refuses(scalar(Scalar.INT), integers());
    refuses(scalar(Scalar.INT), bytes((byte) '1'));
    refuses(scalar(Scalar.BOOLEAN), integers(2));
    refuses(scalar(Scalar.BOOLEAN), integers(-1));
    refuses(TEXT, integers(1));
    refuses(TEXT, bytes((byte) 0xff));
    refuses(TEXT, new ExampleWriter().texts("x", "a", "b"));
    refuses(new TimeType(Time.INSTANT), new ExampleWriter().texts("x", "yesterday"));
  }

  @Test
  void readsLists() {
    assertEquals(List.of("a", "b"), value(list(TEXT), new ExampleWriter().texts("x", "a", "b")));
    assertEquals(List.of(1L, 2L), value(list(scalar(Scalar.LONG)), integers(1, 2)));
    assertEquals(List.of(), value(list(scalar(Scalar.LONG)), integers()));
    assertEquals(
        List.of(Int64Array.of(Shape.of(2), 1, 2), Int64Array.of(Shape.of(2), 3, 4)),
        value(list(array(DType.INT64, "2")), integers(1, 2, 3, 4)));
    assertEquals(
        List.of(UInt8Array.ofBits(Shape.of(1), (byte) 1), UInt8Array.ofBits(Shape.of(2), (byte) 2, (byte) 3)),
        value(list(array(DType.UINT8, "?")), new ExampleWriter().bytes("x", new byte[] {1}, new byte[] {2, 3})));
    refuses(list(array(DType.INT64, "2")), integers(1, 2, 3));
    refuses(list(array(DType.INT64, "?")), integers(1, 2, 3));
    refuses(list(array(DType.INT64, "0")), integers(1));
  }

  @Test
  void readsRecordsAndMapsByTheirNames() {
    RecordSchema inner =
        new RecordSchema(
            "Inner",
            "",
            false,
            List.of(new FieldSchema("a", "", scalar(Scalar.LONG)), new FieldSchema("b", "", TEXT)));
    ExampleWriter message = new ExampleWriter().integers("x/a", 1).texts("x/b", "t");
    assertEquals(Map.of("a", 1L, "b", "t"), value(new RecordType(inner), message));
    assertEquals(
        Map.of("k", 1L, "l", 2L),
        value(
            new MapType(scalar(Scalar.LONG), List.of()), new ExampleWriter().integers("x/k", 1).integers("x/l", 2)));
  }

  @Test
  void leavesOutWhatIsNotThere() {
    List<FieldType> types =
        List.of(
            new OptionalType(TEXT),
            TEXT,
            array(DType.INT64, "?"),
            list(TEXT),
            new OptionalType(new RecordType(schema(TEXT))),
            new MapType(TEXT, List.of()));
    for (FieldType type : types) {
      assertEquals(Map.of(), values(type, new ExampleWriter().integers("other", 1)));
      assertEquals(Map.of(), values(type, new ExampleWriter().nothing("x")));
    }
    assertEquals("t", value(new OptionalType(TEXT), new ExampleWriter().texts("x", "t")));
  }

  @Test
  void refusesSchemasThatNoMessageHolds() {
    List<FieldType> types =
        new ArrayList<>(
            List.of(
                list(list(TEXT)),
                list(new RecordType(schema(TEXT))),
                new UnionType("U", "kind", List.of()),
                new SequenceType(TEXT)));
    for (FieldType type : types) {
      assertThrows(IllegalArgumentException.class, () -> ExampleValues.of(schema(type)), type::inWords);
    }
  }

  @Test
  void saysWhereInTheFileAValueIsWrong() {
    MemorySegment message = MemorySegment.ofArray(integers(1, 2).toBytes());
    ExampleValues values = ExampleValues.of(schema(scalar(Scalar.INT)));
    CorruptDataException error =
        assertThrows(CorruptDataException.class, () -> values.values(message, "a.tfrecord", 5000));
    assertEquals("a.tfrecord", error.file());
    assertEquals(5000 + message.byteSize() - 2, error.offset());
  }

  @Test
  void takesArraysThatSayTheirOwnType() {
    ArrayType any = new ArrayType(Optional.empty(), ShapePattern.any(), false, List.of());
    assertEquals(Int64Array.of(Shape.of(1), 1), value(any, integers(1)));
    assertEquals(Float32Array.of(Shape.of(1), 1), value(any, floats(1)));
    refuses(any, bytes((byte) 1));
  }
}
