package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.schema.DType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Holds the JSON of a written record against that of the reference, as the README beside the cases says: the same names
/// in the same order, numbers by their values, everything else as it is. Every answer is the first difference, or empty.
///
/// What packed bytes and complex numbers say is left to those who read them back: each library packs in its own way, and
/// the reference drops the sign of a zero.
final class WrittenText {
  /// Compares two values in the same place.
  private interface Comparison {
    Optional<String> difference(JsonNode expected, JsonNode found);
  }

  private WrittenText() {}

  static Optional<String> difference(JsonNode expected, JsonNode found) {
    if (expected.isArray()) {
      return items(expected, found, WrittenText::difference);
    }
    if (!expected.isObject()) {
      return expected.isDouble() ? equal(sameDouble(expected, found), expected, found) : equal(expected, found);
    }
    Optional<DType> dtype = DType.fromWireName(expected.path("dtype").asText());
    boolean isArray = expected.path("object_type").asText().equals("array") && dtype.isPresent();
    return isArray
        ? members(expected, found, "data", (ours, theirs) -> data(ours, theirs, dtype.get()))
        : members(expected, found, "", WrittenText::difference);
  }

  private static Optional<String> data(JsonNode expected, JsonNode found, DType dtype) {
    if (expected.path("encoding").asText().equals("json")) {
      return members(expected, found, "buffer", (ours, theirs) -> elements(ours, theirs, dtype));
    }
    return expected.has("compression")
        ? members(expected, found, "buffer", (_, buffer) -> equal(buffer.isTextual(), expected, found))
        : equal(expected, found);
  }

  private static Optional<String> elements(JsonNode expected, JsonNode found, DType dtype) {
    if (expected.isArray()) {
      return items(expected, found, (ours, theirs) -> elements(ours, theirs, dtype));
    }
    return switch (dtype.kind()) {
      case BOOL, SIGNED, UNSIGNED -> equal(expected, found);
      case FLOAT -> equal(sameElement(expected, found, dtype), expected, found);
      case COMPLEX -> equal(expected.isTextual() && found.isTextual(), expected, found);
    };
  }

  private static boolean sameElement(JsonNode expected, JsonNode found, DType dtype) {
    if (!expected.isNumber() || !found.isNumber()) {
      return expected.equals(found);
    }
    return switch (dtype) {
      case FLOAT16 ->
          Float.floatToFloat16(expected.floatValue()) == Float.floatToFloat16(found.floatValue());
      case FLOAT32 ->
          Float.floatToIntBits((float) expected.doubleValue()) == Float.floatToIntBits((float) found.doubleValue());
      default -> sameDouble(expected, found);
    };
  }

  private static boolean sameDouble(JsonNode expected, JsonNode found) {
    return found.isNumber()
        && Double.doubleToLongBits(expected.doubleValue()) == Double.doubleToLongBits(found.doubleValue());
  }

  /// Compares the member of this name in its own way, and all others as any values.
  private static Optional<String> members(JsonNode expected, JsonNode found, String name, Comparison ofIt) {
    List<String> names = names(expected);
    if (!found.isObject() || !names.equals(names(found))) {
      return Optional.of("expected the names %s, found %s".formatted(names, found));
    }
    for (String each : names) {
      Comparison comparison = each.equals(name) ? ofIt : WrittenText::difference;
      Optional<String> difference = comparison.difference(expected.get(each), found.get(each));
      if (difference.isPresent()) {
        return difference.map((each + ": ")::concat);
      }
    }
    return Optional.empty();
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static Optional<String> items(JsonNode expected, JsonNode found, Comparison comparison) {
    if (!found.isArray() || expected.size() != found.size()) {
      return Optional.of("expected a list of %d, found %s".formatted(expected.size(), found));
    }
    for (int i = 0; i < expected.size(); i++) {
      Optional<String> difference = comparison.difference(expected.get(i), found.get(i));
      if (difference.isPresent()) {
        return difference.map(("[" + i + "]: ")::concat);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> equal(JsonNode expected, JsonNode found) {
    return equal(expected.equals(found), expected, found);
  }

  private static Optional<String> equal(boolean equal, JsonNode expected, JsonNode found) {
    return equal ? Optional.empty() : Optional.of("expected %s, found %s".formatted(expected, found));
  }
}
