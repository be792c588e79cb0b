package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.ShapePattern.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// The records that cases declare, as schemas; records inside them are named by the way to them.
final class CaseSchema {
  private CaseSchema() {}

  static RecordSchema of(JsonNode schema) {
    return record("Record", schema.get("fields"));
  }

  private static RecordSchema record(String name, JsonNode fields) {
    List<FieldSchema> read = new ArrayList<>();
    for (JsonNode field : fields) {
      String fieldName = field.get("name").asText();
      read.add(
          new FieldSchema(
              fieldName,
              fieldName,
              field.path("description").asText(),
              type(name + "_" + fieldName, field),
              Optional.ofNullable(field.get("default")).map(JsonNode::toString)));
    }
    return new RecordSchema(name, "", false, read);
  }

  private static FieldType type(String name, JsonNode field) {
    return switch (field.get("kind").asText()) {
      case "array" ->
          new FieldType.ArrayType(
              DType.fromWireName(field.path("dtype").asText()),
              shape(field.get("shape")),
              field.path("differentiable").asBoolean(),
              List.of());
      case "scalar" -> scalar(field.get("type").asText());
      case "enum" -> new FieldType.EnumType(name, texts(field.get("values")));
      case "optional" -> new FieldType.OptionalType(type(name, field.get("of")));
      case "list" -> new FieldType.ListType(type(name, field.get("of")), List.of());
      case "map" -> new FieldType.MapType(type(name, field.get("of")), List.of());
      case "nested" -> new FieldType.RecordType(record(name, field.get("fields")));
      case "lazy" -> new FieldType.SequenceType(type(name, field.get("of")));
      case "union" -> union(name, field);
      default -> throw new AssertionError("a kind of field that is not in the README: " + field);
    };
  }

  private static FieldType scalar(String type) {
    return switch (type) {
      case "int" -> new FieldType.ScalarType(Scalar.LONG, List.of());
      case "float" -> new FieldType.ScalarType(Scalar.DOUBLE, List.of());
      case "bool" -> new FieldType.ScalarType(Scalar.BOOLEAN, List.of());
      case "str" -> new FieldType.TextType(List.of());
      default -> throw new AssertionError("a type of scalar that is not in the README: " + type);
    };
  }

  private static UnionType union(String name, JsonNode field) {
    List<UnionType.Variant> variants = new ArrayList<>();
    for (Map.Entry<String, JsonNode> variant : field.get("of").properties()) {
      String tag = variant.getKey();
      variants.add(new UnionType.Variant(tag, record(name + "_" + tag, variant.getValue())));
    }
    return new UnionType(name, field.get("tag").asText(), variants);
  }

  private static ShapePattern shape(JsonNode shape) {
    if (shape.isTextual()) {
      return ShapePattern.any();
    }
    List<Axis> axes = new ArrayList<>();
    shape.forEach(extent -> axes.add(extent.isNull() ? new Axis.Any() : new Axis.Fixed(extent.asLong())));
    return new ShapePattern(false, axes);
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
