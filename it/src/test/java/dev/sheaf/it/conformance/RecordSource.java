package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sheaf.schema.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import javax.lang.model.SourceVersion;

/// Writes the record that a case's schema declares as Java source, as its user would write it.
final class RecordSource {
  /// Names that no component of a record may have, because `Object` has such a method.
  private static final List<String> METHODS_OF_OBJECT =
      List.of("clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

  private final String name;

  /// The records, interfaces and enums that stand inside the record.
  private final List<String> members = new ArrayList<>();

  private int nested;

  private RecordSource(String name) {
    this.name = name;
  }

  /// The source of a record of this name.
  static String of(String packageName, String name, JsonNode schema) {
    RecordSource source = new RecordSource(name);
    String components = source.components(schema.get("fields"));
    return """
        package %s;

        import dev.sheaf.array.*;
        import dev.sheaf.schema.*;
        import java.util.*;

        @SchemaRecord
        public record %s(%s) {
        %s}
        """
        .formatted(packageName, name, components, String.join("", source.members));
  }

  private String components(JsonNode fields) {
    StringJoiner components = new StringJoiner(", ");
    for (int position = 0; position < fields.size(); position++) {
      components.add(component(fields.get(position), position));
    }
    return components.toString();
  }

  private String component(JsonNode field, int position) {
    String inData = field.get("name").asText();
    boolean usable = isIdentifier(inData) && !METHODS_OF_OBJECT.contains(inData);
    StringBuilder component = new StringBuilder();
    if (field.has("description")) {
      component.append(annotation("Description", field.get("description").asText()));
    }
    if (field.has("default")) {
      component.append(annotation("Default", field.get("default").asText()));
    }
    if (!usable) {
      component.append(annotation("FieldName", inData));
    }
    return component.append(type(field)).append(' ').append(usable ? inData : "field" + position).toString();
  }

  private static boolean isIdentifier(String name) {
    return SourceVersion.isIdentifier(name) && !SourceVersion.isKeyword(name);
  }

  /// The type of a component: a primitive one where Java has one.
  private String type(JsonNode type) {
    return isKind(type, "scalar")
        ? switch (type.get("type").asText()) {
          case "int" -> "long";
          case "float" -> "double";
          case "bool" -> "boolean";
          default -> "String";
        }
        : argument(type);
  }

  /// The type as an argument of another.
  private String argument(JsonNode type) {
    return switch (type.get("kind").asText()) {
      case "array" -> array(type);
      case "scalar" -> boxed(type.get("type").asText());
      case "enum" -> constants(type.get("values"));
      case "optional" -> "Optional<%s>".formatted(argument(type.get("of")));
      case "list" -> "List<%s>".formatted(argument(type.get("of")));
      case "map" -> "Map<String, %s>".formatted(argument(type.get("of")));
      case "lazy" -> "LazySequence<%s>".formatted(argument(type.get("of")));
      case "nested" -> record(nextName("Part"), type.get("fields"), "", "");
      case "union" -> union(type.get("tag").asText(), type.get("of"));
      default -> throw new AssertionError("unknown kind in " + type);
    };
  }

  private static String boxed(String scalar) {
    return switch (scalar) {
      case "int" -> "Long";
      case "float" -> "Double";
      case "bool" -> "Boolean";
      case "str" -> "String";
      default -> throw new AssertionError("unknown scalar " + scalar);
    };
  }

  private static String array(JsonNode type) {
    String array =
        type.get("dtype").isNull()
            ? "NdArray"
            : DType.fromWireName(type.get("dtype").asText()).orElseThrow().arrayTypeName();
    return annotation("Dims", dims(type.get("shape")))
        + (type.path("differentiable").asBoolean() ? "@Differentiable " : "")
        + array;
  }

  private static String dims(JsonNode shape) {
    if (shape.isTextual()) {
      return "...";
    }
    StringJoiner dims = new StringJoiner(", ");
    shape.forEach(dim -> dims.add(dim.isNull() ? "?" : dim.asText()));
    return dims.toString();
  }

  private String constants(JsonNode values) {
    String type = nextName("Choice");
    StringJoiner constants = new StringJoiner(", ");
    for (int position = 0; position < values.size(); position++) {
      String inData = values.get(position).asText();
      constants.add(isIdentifier(inData) ? inData : annotation("FieldName", inData) + "VALUE_" + position);
    }
    return member(type, "  public enum %s { %s }\n".formatted(type, constants));
  }

  private String union(String tag, JsonNode variants) {
    String type = nextName("Either");
    StringJoiner permitted = new StringJoiner(", ");
    for (Map.Entry<String, JsonNode> variant : variants.properties()) {
      permitted.add(
          record(
              nextName(type + "Part"),
              variant.getValue(),
              annotation("DiscriminatorValue", variant.getKey()),
              " implements " + type));
    }
    return member(
        type,
        "  %spublic sealed interface %s permits %s {}\n"
            .formatted(annotation("Discriminator", tag), type, permitted));
  }

  private String record(String type, JsonNode fields, String annotations, String interfaces) {
    return member(
        type, "  %spublic record %s(%s)%s {}\n".formatted(annotations, type, components(fields), interfaces));
  }

  private String member(String type, String source) {
    members.add(source);
    return name + "." + type;
  }

  private String nextName(String what) {
    return what + nested++;
  }

  private static boolean isKind(JsonNode type, String kind) {
    return type.get("kind").asText().equals(kind);
  }

  private static String annotation(String type, String value) {
    // JSON's escapes are Java's too, as far as they occur.
    return "@%s(%s) ".formatted(type, JsonNodeFactory.instance.textNode(value));
  }
}
