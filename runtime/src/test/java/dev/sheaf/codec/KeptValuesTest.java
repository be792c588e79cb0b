package dev.sheaf.codec;

import static dev.sheaf.codec.Records.array;
import static dev.sheaf.codec.Records.field;
import static dev.sheaf.codec.Records.list;
import static dev.sheaf.codec.Records.map;
import static dev.sheaf.codec.Records.scalar;
import static dev.sheaf.codec.Records.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.EncodeException.Rule;
import dev.sheaf.codec.SchemaCodec.Variant;
import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.DType;
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
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Records taken apart into the values of their fields.
final class KeptValuesTest {
  private static NdArray floats(float... values) {
    return NdArray.wrap(DType.FLOAT32, MemorySegment.ofArray(values), Shape.of(values.length));
  }

  @Test
  void everyKindOfFieldComesOutAsItIsInTheRecord() {
    RecordSchema point = new RecordSchema("Point", "", false, List.of(field("x", scalar(Scalar.SHORT))));
    UnionType form = new UnionType("Form", "type", List.of(new UnionType.Variant("point", point)));
    RecordSchema schema =
        Records.of(
            field("array", array(DType.FLOAT32, "N")),
            field("flag", scalar(Scalar.BOOLEAN)),
            field("byte", scalar(Scalar.BYTE)),
            field("float", scalar(Scalar.FLOAT)),
            field("double", scalar(Scalar.DOUBLE)),
            field("text", text()),
            field("bytes", Records.bytes()),
            field("color", Records.color()),
            field("day", new TimeType(Time.LOCAL_DATE)),
            field("there", new OptionalType(text())),
            field("absent", new OptionalType(text())),
            field("list", list(new RecordType(point))),
            field("map", map(scalar(Scalar.LONG))),
            field("form", form));
    byte[] bytes = {1, 2};
    Object[] record = {
      floats(1, 2), true, (byte) 3, 0.1f, 0.1, "t", bytes, "green", LocalDate.EPOCH, Optional.of("o"), Optional.empty(),
      List.<Object>of((Object) new Object[] {(short) 7}), Map.of("k", 9L), new Variant("point", List.of((short) 8))
    };
    Object[] kept = SchemaCodec.of(schema).values(record);
    assertArrayEquals((Object[]) ((List<?>) record[11]).getFirst(), (Object[]) ((List<?>) kept[11]).getFirst());
    record[11] = kept[11];
    assertArrayEquals(record, kept);
  }

  @Test
  void valuesThatTheSchemaDoesNotAllowAreRefusedWithTheirPlace() {
    RecordSchema schema = Records.of(field("a", array(DType.FLOAT32, "N")), field("b", array(DType.FLOAT32, "N")));
    EncodeException variable =
        assertThrows(
            EncodeException.class, () -> SchemaCodec.of(schema).values(new Object[] {floats(1), floats(1, 2)}));
    assertEquals("record, field b: expected N = 1, as in field a, found N = 2 [shape]", variable.getMessage());
    RecordSchema names = Records.of(field("names", list(text(new Constraint.Size(1, 9)))));
    EncodeException empty =
        assertThrows(
            EncodeException.class, () -> SchemaCodec.of(names).values(new Object[] {List.of("a", "")}));
    assertEquals("names[1]", empty.fieldPath());
    assertEquals(Rule.CONSTRAINT, empty.rule());
    RecordSchema finite = Records.of(field("a", array(DType.FLOAT32, "?", new Constraint.NoNanOrInfinity())));
    EncodeException nan =
        assertThrows(
            EncodeException.class, () -> SchemaCodec.of(finite).values(new Object[] {floats(1, Float.NaN)}));
    assertEquals(1, nan.element());
  }

  @Test
  void itemsOfASequenceAreTakenWhenTheyAreAskedFor() {
    RecordSchema schema = Records.of(field("data", new SequenceType(array(DType.FLOAT32, "2"))));
    Object[] kept = SchemaCodec.of(schema).values(new Object[] {LazySequence.of(List.of(floats(1, 2), floats(3)))});
    LazySequence<?> data = (LazySequence<?>) kept[0];
    assertEquals(floats(1, 2), data.get(0));
    assertEquals("data[1]", assertThrows(EncodeException.class, () -> data.get(1)).fieldPath());
  }
}
