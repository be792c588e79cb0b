package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.array.Float64Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The values of cases that were drawn from fairseq2, and what they are in Java.
///
/// | in a case | in Java |
/// |---|---|
/// | number without a point, with one | `Long`, `Double` |
/// | text, truth | `String`, `Boolean` |
/// | null | [JsonNull] |
/// | list, object | `List`, `LinkedHashMap` |
/// | `$array` | [NdArray] |
/// | `$bytes` | [MemorySegment] |
/// | `$tuple` | `Object[]` |
/// | `$float` | `Double` |
final class Fairseq2Values {
  /// JSON's null, which is a value like any other here: Sheaf has no null items.
  enum JsonNull {
    NULL
  }

  private Fairseq2Values() {}

  static Object of(JsonNode json) {
    return switch (json.getNodeType()) {
      case NULL -> JsonNull.NULL;
      case BOOLEAN -> json.booleanValue();
      case STRING -> json.textValue();
      case NUMBER -> number(json);
      case ARRAY -> list(json);
      case OBJECT -> object(json);
      case BINARY, MISSING, POJO -> throw new IllegalArgumentException("expected a value, found " + json);
    };
  }

  private static Object number(JsonNode json) {
    if (json.isIntegralNumber()) {
      if (!json.canConvertToLong()) {
        throw new IllegalArgumentException("expected an integer of 64 bits, found " + json);
      }
      return json.longValue();
    }
    return json.doubleValue();
  }

  static List<Object> list(JsonNode json) {
    List<Object> values = new ArrayList<>();
    json.forEach(element -> values.add(of(element)));
    return values;
  }

  /// Whole numbers as they stand in a case.
  static List<Object> longs(List<Integer> integers) {
    return integers.stream().<Object>map(Integer::longValue).toList();
  }

  private static Object object(JsonNode json) {
    if (json.size() == 1 && json.fieldNames().next().startsWith("$")) {
      JsonNode content = json.elements().next();
      return switch (json.fieldNames().next()) {
        case "$array" -> array(content);
        case "$bytes" -> MemorySegment.ofArray(HexFormat.of().parseHex(content.textValue())).asReadOnly();
        case "$tuple" -> list(content).toArray();
        case "$float" -> real(json);
        default -> throw new IllegalArgumentException("expected a kind of value that the README names, found " + json);
      };
    }
    Map<String, Object> values = new LinkedHashMap<>();
    json.properties().forEach(entry -> values.put(entry.getKey(), of(entry.getValue())));
    return values;
  }

  private static double real(JsonNode json) {
    if (!json.has("$float")) {
      return json.isBoolean() ? (json.booleanValue() ? 1 : 0) : json.doubleValue();
    }
    return switch (json.get("$float").textValue()) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> throw new IllegalArgumentException("expected nan, inf or -inf, found " + json);
    };
  }

  private static NdArray array(JsonNode json) {
    DType dtype = DType.fromWireName(json.get("dtype").textValue()).orElseThrow();
    Shape shape = Shape.of(elements(json.get("shape")).mapToLong(JsonNode::longValue).toArray());
    JsonNode data = json.get("data");
    return switch (dtype.kind()) {
      case SIGNED, UNSIGNED ->
          Int64Array.of(shape, elements(data).mapToLong(JsonNode::longValue).toArray()).convertExactly(dtype);
      case BOOL, FLOAT, COMPLEX ->
          Float64Array.of(shape, elements(data).mapToDouble(Fairseq2Values::real).toArray()).convertRounding(dtype);
    };
  }

  private static Stream<JsonNode> elements(JsonNode json) {
    return StreamSupport.stream(json.spliterator(), false);
  }

  /// Whether what was found is what a case expects. Keys must be in the same order. A list stands for a positional row
  /// too.
  static boolean isSame(Object expected, Object found) {
    return switch (expected) {
      case Map<?, ?> map -> found instanceof Map<?, ?> other && isSameMap(map, other);
      case List<?> list when found instanceof Object[] row -> isSameList(list, Arrays.asList(row));
      case List<?> list -> found instanceof List<?> other && isSameList(list, other);
      case Object[] row -> found instanceof Object[] other && isSameList(Arrays.asList(row), Arrays.asList(other));
      case MemorySegment bytes -> found instanceof MemorySegment other && bytes.mismatch(other) == -1;
      default -> expected.equals(found);
    };
  }

  private static boolean isSameMap(Map<?, ?> expected, Map<?, ?> found) {
    return List.copyOf(expected.keySet()).equals(List.copyOf(found.keySet()))
        && isSameList(List.copyOf(expected.values()), List.copyOf(found.values()));
  }

  private static boolean isSameList(List<?> expected, List<?> found) {
    Iterator<?> others = found.iterator();
    return expected.size() == found.size() && expected.stream().allMatch(element -> isSame(element, others.next()));
  }

  /// A value for a message.
  static String show(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<Object, String> shown = new LinkedHashMap<>();
        map.forEach((key, element) -> shown.put(key, show(element)));
        yield shown.toString();
      }
      case List<?> list -> list.stream().map(Fairseq2Values::show).toList().toString();
      case Object[] row -> "row" + show(Arrays.asList(row));
      case MemorySegment bytes -> "bytes " + HexFormat.of().formatHex(bytes.toArray(ValueLayout.JAVA_BYTE));
      case String text -> '"' + text + '"';
      default -> value.toString();
    };
  }
}
