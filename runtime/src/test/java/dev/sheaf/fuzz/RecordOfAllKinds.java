package dev.sheaf.fuzz;

import dev.sheaf.array.LazySequence;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.schema.Constraint;
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
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.Time;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A record with a field of every kind, dtype, scalar and time, some with constraints; all are optional, so that an
/// input of one field gets as far as one of all.
final class RecordOfAllKinds {
  private static final List<Constraint> FREE = List.of();
  private static final Constraint SMALL =
      new Constraint.Range(Optional.of(new BigDecimal("-1.5")), true, Optional.of(BigDecimal.TEN), false);

  private RecordOfAllKinds() {}

  static RecordCodec<Object[]> codec() {
    List<FieldSchema> fields = new ArrayList<>();
    for (DType dtype : DType.values()) {
      fields.add(field(dtype.wireName(), new ArrayType(dtype, ShapePattern.any(), false)));
    }
    for (Scalar scalar : Scalar.values()) {
      fields.add(field(scalar.javaName(), new ScalarType(scalar, FREE)));
    }
    for (Time time : Time.values()) {
      fields.add(field(time.javaName(), new TimeType(time)));
    }
    fields.addAll(arrays());
    fields.addAll(values());
    fields.add(field("items", new SequenceType(new ArrayType(DType.FLOAT32, ShapePattern.any(), false))));
    return SchemaCodec.of(new RecordSchema("AllKinds", "", false, fields));
  }

  /// What equals another where all values in it are the same, to the bit. Reads the items of sequences.
  static Object comparable(Object value) {
    return switch (value) {
      case Object[] values -> Arrays.stream(values).map(RecordOfAllKinds::comparable).toList();
      case List<?> values -> values.stream().map(RecordOfAllKinds::comparable).toList();
      case LazySequence<?> values -> values.stream().map(RecordOfAllKinds::comparable).toList();
      case SchemaCodec.Variant(String tag, List<Object> values) -> Map.entry(tag, comparable(values));
      case Optional<?> optional -> optional.map(RecordOfAllKinds::comparable);
      case byte[] bytes -> ByteBuffer.wrap(bytes);
      default -> value;
    };
  }

  private static List<FieldSchema> arrays() {
    return List.of(
        field("points", new ArrayType(DType.FLOAT32, ShapePattern.parse("N, 3"), true)),
        field("weights", new ArrayType(DType.FLOAT64, ShapePattern.parse("N"), false)),
        field("any", new ArrayType(Optional.empty(), ShapePattern.any(), false, FREE)),
        field(
            "bounded",
            new ArrayType(
                Optional.of(DType.FLOAT16),
                ShapePattern.any(),
                false,
                List.of(new Constraint.NoNanOrInfinity(), SMALL, new Constraint.Size(0, 4)))),
        field("counts", new ArrayType(Optional.of(DType.UINT64), ShapePattern.any(), false, List.of(SMALL))));
  }

  private static List<FieldSchema> values() {
    return List.of(
        field("digit", new ScalarType(Scalar.DOUBLE, List.of(SMALL, new Constraint.Digits(2, 3)))),
        field("rank", new ScalarType(Scalar.INT, List.of(SMALL))),
        field("yes", new ScalarType(Scalar.BOOLEAN, List.of(new Constraint.Exactly(true)))),
        field("text", new TextType(FREE)),
        field(
            "code",
            new TextType(List.of(new Constraint.Matches("[a-z]+(-[0-9]{2})*", 0), new Constraint.Size(2, 9)))),
        field("mail", new TextType(List.of(new Constraint.Email(), new Constraint.NotBlank()))),
        field("bytes", new BytesType(List.of(new Constraint.Size(0, 64)))),
        field("colour", new EnumType("Colour", List.of("red", "deep blue"))),
        field("list", new ListType(new ArrayType(DType.INT64, ShapePattern.parse("N"), false), FREE)),
        field("map", new MapType(new ListType(new ScalarType(Scalar.LONG, FREE), FREE), FREE)),
        field("inner", new RecordType(record(Map.entry("x", new ScalarType(Scalar.FLOAT, FREE))))),
        field("solid", new UnionType("Solid", "kind", List.of(ball(), box()))));
  }

  private static UnionType.Variant ball() {
    return new UnionType.Variant("ball", record(Map.entry("radius", new ScalarType(Scalar.INT, FREE))));
  }

  private static UnionType.Variant box() {
    return new UnionType.Variant(
        "box",
        record(
            Map.entry("name", new TextType(FREE)),
            Map.entry("corners", new ArrayType(DType.FLOAT32, ShapePattern.parse("8, 3"), false))));
  }

  @SafeVarargs
  private static RecordSchema record(Map.Entry<String, FieldType>... fields) {
    List<FieldSchema> schemas = new ArrayList<>();
    for (Map.Entry<String, FieldType> field : fields) {
      schemas.add(field(field.getKey(), field.getValue()));
    }
    return new RecordSchema("Record", "", false, schemas);
  }

  private static FieldSchema field(String name, FieldType type) {
    return new FieldSchema(name, "", new OptionalType(type));
  }
}
