package dev.sheaf.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.EnumType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.ShapePattern;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Schemas of records with fields of all kinds, and records read by them from texts.
final class Records {
  private Records() {}

  static RecordSchema of(FieldSchema... fields) {
    return new RecordSchema("Record", "", false, List.of(fields));
  }

  static FieldSchema field(String name, FieldType type) {
    return new FieldSchema(name, "", type);
  }

  static FieldSchema withDefault(String name, FieldType type, String json) {
    return new FieldSchema(name, name, "", type, Optional.of(json));
  }

  static FieldType scalar(Scalar scalar, Constraint... constraints) {
    return new ScalarType(scalar, List.of(constraints));
  }

  static FieldType text(Constraint... constraints) {
    return new TextType(List.of(constraints));
  }

  static FieldType bytes(Constraint... constraints) {
    return new BytesType(List.of(constraints));
  }

  static FieldType color() {
    return new EnumType("Color", List.of("red", "green"));
  }

  static FieldType list(FieldType element, Constraint... constraints) {
    return new ListType(element, List.of(constraints));
  }

  static FieldType map(FieldType value, Constraint... constraints) {
    return new MapType(value, List.of(constraints));
  }

  static FieldType record(FieldSchema... fields) {
    return new RecordType(of(fields));
  }

  static FieldType array(DType dtype, String dims, Constraint... constraints) {
    return new ArrayType(Optional.of(dtype), ShapePattern.parse(dims), false, List.of(constraints));
  }

  /// A circle with a radius, or a box with an edge; `kind` says which.
  static FieldType shape() {
    return new UnionType(
        "Shape",
        "kind",
        List.of(
            new UnionType.Variant("circle", of(field("radius", scalar(Scalar.DOUBLE)))),
            new UnionType.Variant("box", of(field("edge", scalar(Scalar.INT))))));
  }

  /// Reads a record without `inputs` around it.
  static Object[] read(String json, RecordSchema schema) {
    return read(json, schema, DecodeOptions.DEFAULT);
  }

  static Object[] read(String json, RecordSchema schema, DecodeOptions options) {
    return read(json.getBytes(StandardCharsets.UTF_8), schema, options);
  }

  static Object[] read(byte[] json, RecordSchema schema, DecodeOptions options) {
    return Payload.parse(json, Path.of(""), SchemaCodec.of(schema), options);
  }

  /// The value of the only field of a record.
  static Object only(FieldType type, String value, DecodeOptions options) {
    return read("{\"v\":%s}".formatted(value), of(field("v", type)), options)[0];
  }

  static Object only(FieldType type, String value) {
    return only(type, value, DecodeOptions.DEFAULT);
  }

  static DecodeException refusal(Rule rule, String json, RecordSchema schema, DecodeOptions options) {
    DecodeException refusal = assertThrows(DecodeException.class, () -> read(json, schema, options), json);
    assertEquals(rule, refusal.rule(), refusal.getMessage());
    return refusal;
  }

  static DecodeException refusal(Rule rule, String json, RecordSchema schema) {
    return refusal(rule, json, schema, DecodeOptions.DEFAULT);
  }

  static DecodeException refusal(Rule rule, FieldType type, String value) {
    return refusal(rule, type, value, DecodeOptions.DEFAULT);
  }

  static DecodeException refusal(Rule rule, FieldType type, String value, DecodeOptions options) {
    return refusal(rule, "{\"v\":%s}".formatted(value), of(field("v", type)), options);
  }
}
