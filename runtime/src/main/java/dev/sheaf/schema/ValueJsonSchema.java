package dev.sheaf.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The JSON Schema of single values: booleans, numbers, texts, bytes and times.
final class ValueJsonSchema {
  private final JsonDefinitions definitions;

  ValueJsonSchema(JsonDefinitions definitions) {
    this.definitions = definitions;
  }

  // Booleans and numbers: all spellings of one Java type stand under its name, constraints beside the reference.

  ObjectNode scalar(ScalarType type) {
    String name = type.scalar().javaName();
    return switch (type.scalar()) {
      case BOOLEAN ->
          type.constraints().stream()
              .filter(Constraint.Exactly.class::isInstance)
              .findFirst()
              .map(exactly -> exactly(((Constraint.Exactly) exactly).value()))
              .orElseGet(() -> definitions.shared(name, ValueJsonSchema::bool));
      case BYTE, SHORT, INT, LONG -> {
        ObjectNode node = definitions.shared(name, () -> integer(type.scalar()));
        yield bounded(node, type.constraints());
      }
      case FLOAT, DOUBLE -> {
        ObjectNode node = bounded(definitions.shared(name, () -> floating(type.scalar())), type.constraints());
        // A constraint excludes NaN and infinities: what is left has digits.
        yield type.constraints().isEmpty() ? node : node.put("pattern", "[0-9]");
      }
    };
  }

  private static ObjectNode bool() {
    ObjectNode numbers = node();
    numbers.putArray("enum").add(0).add(1);
    return anyOf(
        "A boolean; also 0, 1 or a word.",
        node().put("type", "boolean"),
        numbers,
        node().put("type", "string").put("pattern", TextPattern.BOOLEAN));
  }

  /// All that says this value and not the other.
  private static ObjectNode exactly(boolean value) {
    ObjectNode node = node();
    ArrayNode forms = node.putArray("anyOf");
    forms.addObject().putArray("enum").add(value).add(value ? 1 : 0);
    forms.addObject().put("type", "string").put("pattern", value ? TextPattern.TRUE : TextPattern.FALSE);
    return node;
  }

  private static ObjectNode integer(Scalar scalar) {
    ObjectNode number = node().put("type", "integer");
    NumberBounds.of(scalar.dtype()).writeTo(number);
    return anyOf(
        "A whole number (Java's %s); also as a text, and booleans for 0 and 1.".formatted(scalar.javaName()),
        number,
        node().put("type", "boolean"),
        node().put("type", "string").put("pattern", TextPattern.INTEGER));
  }

  private static ObjectNode floating(Scalar scalar) {
    ObjectNode number = node().put("type", "number");
    NumberBounds.of(scalar.dtype()).writeTo(number);
    return anyOf(
        "A number (Java's %s); also as a text, NaN and infinities too, and booleans for 0 and 1."
            .formatted(scalar.javaName()),
        number,
        node().put("type", "boolean"),
        node().put("type", "string").put("pattern", TextPattern.FLOATING));
  }

  private static ObjectNode anyOf(String description, ObjectNode... forms) {
    ObjectNode node = node().put("description", description);
    node.putArray("anyOf").addAll(List.of(forms));
    return node;
  }

  private static ObjectNode bounded(ObjectNode node, List<Constraint> constraints) {
    List<NumberBounds> bounds = constraints.stream().map(NumberBounds::of).toList();
    for (int i = 0; i < bounds.size(); i++) {
      bounds.get(i).writeTo(i == 0 ? node : node.withArrayProperty("allOf").addObject());
    }
    // Bounds of JSON Schema are for numbers only: a boolean that stands for one outside of them is excluded by name.
    List<Boolean> excluded = new ArrayList<>();
    for (boolean value : new boolean[] {false, true}) {
      BigDecimal number = value ? BigDecimal.ONE : BigDecimal.ZERO;
      if (bounds.stream().anyMatch(each -> !each.contain(number))) {
        excluded.add(value);
      }
    }
    if (!excluded.isEmpty()) {
      ArrayNode values = node.putObject("not").putArray("enum");
      excluded.forEach(values::add);
    }
    return node;
  }

  // Texts.

  ObjectNode text(TextType type) {
    ObjectNode node = sized(node().put("type", "string"), type.constraints(), "minLength", "maxLength");
    List<String> patterns = new ArrayList<>();
    for (Constraint constraint : type.constraints()) {
      switch (constraint) {
        case Constraint.NotBlank _ -> patterns.add(TextPattern.NOT_BLANK);
        case Constraint.Email _ -> {
          node.put("format", "email");
          patterns.add(TextPattern.EMAIL);
        }
        case Constraint.Matches matches -> {
          Optional<String> pattern = matches.flags() == 0 ? EcmaPattern.of(matches.regex()) : Optional.empty();
          pattern.ifPresentOrElse(patterns::add, () -> node.put("sheaf:pattern", matches.regex()));
        }
        case Constraint.NoNanOrInfinity _,
            Constraint.Range _,
            Constraint.Size _,
            Constraint.Digits _,
            Constraint.Exactly _ -> {}
      }
    }
    if (!patterns.isEmpty()) {
      node.put("pattern", patterns.getFirst());
    }
    for (String pattern : patterns.subList(Math.min(1, patterns.size()), patterns.size())) {
      node.withArrayProperty("allOf").addObject().put("pattern", pattern);
    }
    return node;
  }

  ObjectNode bytes(BytesType type) {
    ObjectNode node =
        node().put("type", "string").put("contentEncoding", "base64").put("pattern", TextPattern.BASE64);
    ObjectNode bytes = sized(node(), type.constraints(), "minLength", "maxLength");
    bytes.properties().forEach(bound -> node.put(bound.getKey(), (bound.getValue().longValue() + 2) / 3 * 4));
    return node;
  }

  ObjectNode time(Time time) {
    ObjectNode node = node().put("type", "string");
    switch (time) {
      case INSTANT -> node.put("format", "date-time");
      case LOCAL_DATE -> node.put("format", "date");
      // The formats of JSON Schema want seconds or an offset where java.time does not, and know fewer durations.
      case LOCAL_TIME, LOCAL_DATE_TIME, OFFSET_DATE_TIME, DURATION -> {}
    }
    node.put("pattern", TextPattern.of(time));
    node.putArray("examples").add(time.example());
    return node;
  }

  /// Adds the bounds of a size under these keywords.
  static ObjectNode sized(ObjectNode node, List<Constraint> constraints, String min, String max) {
    for (Constraint constraint : constraints) {
      if (constraint instanceof Constraint.Size(long least, long most)) {
        if (least > 0) {
          node.put(min, Math.max(least, node.path(min).asLong(least)));
        }
        if (most < Integer.MAX_VALUE) {
          node.put(max, Math.min(most, node.path(max).asLong(most)));
        }
      }
    }
    return node;
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
