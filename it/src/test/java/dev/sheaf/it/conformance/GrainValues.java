package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sheaf.array.NdArray;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Grain's values as Java has them, and as the cases write them.
///
/// A whole number is a [Long], or a [BigInteger] where it is wider; a tuple, or any list inside an element, a [Tuple]; an
/// object a [Map]; bytes a [MemorySegment]; an array of whole numbers that a batch is made of a [List].
final class GrainValues {
  /// Longer bytes are written as their hash.
  private static final int SHOWN_BYTES = 96;

  private GrainValues() {}

  /// Parts that belong together, each a value of its own.
  record Tuple(List<Object> parts) {
    Tuple {
      parts = List.copyOf(parts);
    }

    static Tuple of(Object... parts) {
      return new Tuple(List.of(parts));
    }
  }

  /// A value that a case gives.
  static Object of(JsonNode json) {
    if (json.isTextual()) {
      return json.textValue();
    }
    if (json.isIntegralNumber()) {
      return json.canConvertToLong() ? (Object) json.longValue() : json.bigIntegerValue();
    }
    if (json.isNumber()) {
      return json.doubleValue();
    }
    if (json.isArray() || json.has("$tuple")) {
      List<Object> parts = new ArrayList<>();
      json.path("$tuple").forEach(part -> parts.add(of(part)));
      if (json.isArray()) {
        json.forEach(part -> parts.add(of(part)));
      }
      return new Tuple(parts);
    }
    if (json.has("$array")) {
      return GrainArrays.of(json);
    }
    if (json.has("$scalar")) {
      return GrainArrays.scalar(json);
    }
    if (json.has("$bytes")) {
      return MemorySegment.ofArray(Base64.getDecoder().decode(json.get("$bytes").textValue()));
    }
    if (json.isObject() && json.properties().stream().noneMatch(field -> field.getKey().startsWith("$"))) {
      Map<String, Object> fields = new LinkedHashMap<>();
      json.properties().forEach(field -> fields.put(field.getKey(), of(field.getValue())));
      return fields;
    }
    throw ConformanceCases.unknown("value", json);
  }

  /// A value as the cases write it.
  static JsonNode shown(Object value) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (value) {
      case Long number -> json.numberNode(number);
      case BigInteger number -> json.numberNode(number);
      case Double number -> json.numberNode(number);
      case String text -> json.textNode(text);
      case Tuple(List<Object> parts) -> shown(parts);
      case List<?> array -> {
        ArrayNode node = json.arrayNode();
        array.forEach(element -> node.add(shown(element)));
        yield node;
      }
      case Map<?, ?> fields -> {
        ObjectNode node = json.objectNode();
        fields.forEach((name, field) -> node.set((String) name, shown(field)));
        yield node;
      }
      case NdArray array -> GrainArrays.shown(array);
      case JsonNode node -> node;
      case MemorySegment bytes -> shown(bytes.toArray(ValueLayout.JAVA_BYTE));
      default -> throw new AssertionError("a value that the cases do not have: " + value);
    };
  }

  private static JsonNode shown(byte[] bytes) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (bytes.length <= SHOWN_BYTES) {
      return node.put("$bytes", Base64.getEncoder().encodeToString(bytes));
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return node.put("$sha256", HexFormat.of().formatHex(hash)).put("length", (long) bytes.length);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Whether two values are written alike: `3` is `3` in 32 and in 64 bits.
  static boolean areEqual(JsonNode expected, JsonNode found) {
    return expected.equals(
        (a, b) -> a.isIntegralNumber() && b.isIntegralNumber()
            ? a.bigIntegerValue().compareTo(b.bigIntegerValue())
            : a.equals(b) ? 0 : 1,
        found);
  }
}
