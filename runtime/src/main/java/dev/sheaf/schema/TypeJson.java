package dev.sheaf.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The JSON form of a [FieldType] inside a descriptor.
final class TypeJson {
  private TypeJson() {}

  static ObjectNode write(FieldType type, boolean descriptions) {
    return switch (type) {
      case ArrayType(Optional<DType> dtype, ShapePattern shape, boolean differentiable, var constraints) -> {
        ObjectNode node = kind("array");
        dtype.ifPresent(known -> node.put("dtype", known.wireName()));
        node.put("shape", shape.toString());
        if (differentiable) {
          node.put("differentiable", true);
        }
        yield constrained(node, constraints);
      }
      case ScalarType(Scalar scalar, var constraints) ->
          constrained(kind("scalar").put("type", scalar.javaName()), constraints);
      case TextType(var constraints) -> constrained(kind("text"), constraints);
      case BytesType(var constraints) -> constrained(kind("bytes"), constraints);
      case EnumType(String name, List<String> values) -> {
        ObjectNode node = kind("enum").put("name", name);
        values.forEach(node.putArray("values")::add);
        yield node;
      }
      case TimeType(Time time) -> kind("time").put("type", time.javaName());
      case OptionalType(FieldType of) -> kind("optional").set("of", write(of, descriptions));
      case ListType(FieldType element, var constraints) ->
          constrained(kind("list").set("element", write(element, descriptions)), constraints);
      case MapType(FieldType value, var constraints) ->
          constrained(kind("map").set("value", write(value, descriptions)), constraints);
      case RecordType(RecordSchema record) -> kind("record").set("record", SchemaJson.write(record, descriptions));
      case UnionType(String name, String discriminator, List<UnionType.Variant> variants) -> {
        ObjectNode node = kind("union").put("name", name).put("discriminator", discriminator);
        ArrayNode array = node.putArray("variants");
        for (UnionType.Variant variant : variants) {
          array.addObject().put("tag", variant.tag()).set("record", SchemaJson.write(variant.record(), descriptions));
        }
        yield node;
      }
      case SequenceType(FieldType element) -> kind("sequence").set("element", write(element, descriptions));
    };
  }

  private static ObjectNode kind(String kind) {
    return JsonNodeFactory.instance.objectNode().put("kind", kind);
  }

  private static ObjectNode constrained(ObjectNode node, List<Constraint> constraints) {
    if (!constraints.isEmpty()) {
      ArrayNode array = node.putArray("constraints");
      constraints.forEach(constraint -> array.add(write(constraint)));
    }
    return node;
  }

  private static ObjectNode write(Constraint constraint) {
    return switch (constraint) {
      case Constraint.NoNanOrInfinity _ -> rule("finite");
      case Constraint.Range(var min, boolean minIncluded, var max, boolean maxIncluded) -> {
        ObjectNode node = rule("range");
        min.ifPresent(bound -> node.put(minIncluded ? "min" : "above", bound.toString()));
        max.ifPresent(bound -> node.put(maxIncluded ? "max" : "below", bound.toString()));
        yield node;
      }
      case Constraint.Size(long min, long max) -> rule("size").put("min", min).put("max", max);
      case Constraint.Matches matches ->
          rule("matches").put("regex", matches.regex()).put("flags", matches.flags());
      case Constraint.NotBlank _ -> rule("not-blank");
      case Constraint.Email _ -> rule("email");
      case Constraint.Digits(int integer, int fraction) ->
          rule("digits").put("integer", integer).put("fraction", fraction);
      case Constraint.Exactly(boolean value) -> rule("exactly").put("value", value);
    };
  }

  private static ObjectNode rule(String rule) {
    return JsonNodeFactory.instance.objectNode().put("rule", rule);
  }

  static FieldType read(JsonNode node) {
    String kind = SchemaJson.text(node, "kind");
    return switch (kind) {
      case "array" ->
          new ArrayType(
              node.has("dtype") ? Optional.of(dtype(SchemaJson.text(node, "dtype"))) : Optional.empty(),
              ShapePattern.parse(SchemaJson.text(node, "shape")),
              node.path("differentiable").asBoolean(),
              constraints(node));
      case "scalar" -> new ScalarType(scalar(SchemaJson.text(node, "type")), constraints(node));
      case "text" -> new TextType(constraints(node));
      case "bytes" -> new BytesType(constraints(node));
      case "enum" -> {
        List<String> values = new ArrayList<>();
        node.path("values").forEach(value -> values.add(value.asText()));
        yield new EnumType(SchemaJson.text(node, "name"), values);
      }
      case "time" -> new TimeType(time(SchemaJson.text(node, "type")));
      case "optional" -> new OptionalType(read(node.path("of")));
      case "list" -> new ListType(read(node.path("element")), constraints(node));
      case "map" -> new MapType(read(node.path("value")), constraints(node));
      case "record" -> new RecordType(SchemaJson.read(node.path("record")));
      case "union" -> {
        List<UnionType.Variant> variants = new ArrayList<>();
        for (JsonNode variant : node.path("variants")) {
          variants.add(
              new UnionType.Variant(SchemaJson.text(variant, "tag"), SchemaJson.read(variant.path("record"))));
        }
        yield new UnionType(SchemaJson.text(node, "name"), SchemaJson.text(node, "discriminator"), variants);
      }
      case "sequence" -> new SequenceType(read(node.path("element")));
      default -> throw new IllegalArgumentException("expected a kind of field, found \"" + kind + "\"");
    };
  }

  private static List<Constraint> constraints(JsonNode node) {
    List<Constraint> constraints = new ArrayList<>();
    node.path("constraints").forEach(constraint -> constraints.add(constraint(constraint)));
    return constraints;
  }

  private static Constraint constraint(JsonNode node) {
    String rule = SchemaJson.text(node, "rule");
    return switch (rule) {
      case "finite" -> new Constraint.NoNanOrInfinity();
      case "range" -> {
        boolean above = node.has("above");
        boolean below = node.has("below");
        yield new Constraint.Range(
            bound(node, above ? "above" : "min"), !above, bound(node, below ? "below" : "max"), !below);
      }
      case "size" -> new Constraint.Size(node.path("min").asLong(), node.path("max").asLong());
      case "matches" -> new Constraint.Matches(SchemaJson.text(node, "regex"), node.path("flags").asInt());
      case "not-blank" -> new Constraint.NotBlank();
      case "email" -> new Constraint.Email();
      case "digits" -> new Constraint.Digits(node.path("integer").asInt(), node.path("fraction").asInt());
      case "exactly" -> new Constraint.Exactly(node.path("value").asBoolean());
      default -> throw new IllegalArgumentException("expected a rule of values, found \"" + rule + "\"");
    };
  }

  private static Optional<BigDecimal> bound(JsonNode node, String key) {
    return node.has(key) ? Optional.of(new BigDecimal(SchemaJson.text(node, key))) : Optional.empty();
  }

  private static DType dtype(String name) {
    return DType.fromWireName(name)
        .orElseThrow(() -> new IllegalArgumentException("expected a dtype, found \"" + name + "\""));
  }

  private static Scalar scalar(String name) {
    return Arrays.stream(Scalar.values())
        .filter(scalar -> scalar.javaName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected one of %s, found \"%s\""
                        .formatted(
                            Arrays.stream(Scalar.values()).map(Scalar::javaName).collect(Collectors.joining(", ")),
                            name)));
  }

  private static Time time(String name) {
    return Arrays.stream(Time.values())
        .filter(time -> time.javaName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("expected a type of java.time, found \"" + name + "\""));
  }
}
