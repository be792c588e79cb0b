package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.array.NdArray;
import dev.sheaf.it.conformance.Fairseq2Functions.UserException;
import dev.sheaf.it.conformance.Fairseq2Functions.ValueException;
import dev.sheaf.select.Selector;
import dev.sheaf.stage.BucketDivision;
import dev.sheaf.stage.BucketDivision.Divided;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/// The functions of cases that measure elements: predicates, costs, lengths, and those that divide a bucket.
final class Fairseq2Measures {
  private Fairseq2Measures() {}

  /// A function for `filter`.
  static Predicate<Object> predicate(JsonNode json) {
    Function<Object, Object> part = field(json);
    Predicate<Object> predicate = ofPart(json);
    return element -> predicate.test(part.apply(element));
  }

  private static Predicate<Object> ofPart(JsonNode json) {
    return switch (json.get("fn").textValue()) {
      case "even" -> value -> Math.floorMod(integer(value), 2L) == 0;
      case "odd" -> value -> Math.floorMod(integer(value), 2L) == 1;
      case "lt" -> value -> number(value) < json.get("value").doubleValue();
      case "gt" -> value -> number(value) > json.get("value").doubleValue();
      case "mod" -> value -> Math.floorMod(integer(value), json.get("divisor").longValue())
          == json.get("remainder").longValue();
      case "not_in" -> {
        List<Object> values = Fairseq2Values.list(json.get("values"));
        yield value -> !values.contains(value);
      }
      case "shorter" -> value -> sizeOf(value) < json.get("value").longValue();
      case "always" -> _ -> true;
      case "never" -> _ -> false;
      case "fail_on" -> value -> {
        failOn(json, value);
        return true;
      };
      default -> throw ConformanceCases.unknown("predicate", json.get("fn"));
    };
  }

  /// A function for the cost of an element.
  static ToDoubleFunction<Object> cost(JsonNode json) {
    Function<Object, Object> part = field(json);
    ToDoubleFunction<Object> cost =
        switch (json.get("fn").textValue()) {
          case "value" -> Fairseq2Measures::number;
          case "square" -> value -> number(value) * number(value);
          case "length" -> Fairseq2Measures::sizeOf;
          case "constant" -> _ -> json.get("value").doubleValue();
          case "negated" -> value -> -number(value);
          case "fail_on" -> value -> {
            failOn(json, value);
            return number(value);
          };
          default -> throw ConformanceCases.unknown("cost", json.get("fn"));
        };
    return element -> cost.applyAsDouble(part.apply(element));
  }

  /// What becomes of the elements of a bucket.
  static BucketDivision<Object> division(JsonNode json) {
    return switch (json.get("fn").textValue()) {
      case "all" -> bucket -> new Divided<>(List.of(bucket), List.of());
      case "keep_last" -> Fairseq2Measures::keepLast;
      case "singles" -> bucket -> new Divided<>(bucket.stream().map(List::of).toList(), List.of());
      case "halves" -> Fairseq2Measures::halves;
      case "sorted" -> bucket -> new Divided<>(
          List.of(bucket.stream().sorted(Comparator.comparingDouble(Fairseq2Measures::number)).toList()), List.of());
      case "none_yet" -> bucket -> new Divided<>(List.of(), bucket);
      default -> throw ConformanceCases.unknown("bucket function", json.get("fn"));
    };
  }

  private static Divided<Object> keepLast(List<Object> bucket) {
    int last = bucket.size() - 1;
    return last == 0
        ? new Divided<>(List.of(bucket), List.of())
        : new Divided<>(List.of(bucket.subList(0, last)), bucket.subList(last, last + 1));
  }

  private static Divided<Object> halves(List<Object> bucket) {
    int half = (bucket.size() + 1) / 2;
    return new Divided<>(
        half == bucket.size()
            ? List.of(bucket)
            : List.of(bucket.subList(0, half), bucket.subList(half, bucket.size())),
        List.of());
  }

  /// The length of an element, or the greatest of what a selector finds in it.
  static ToLongFunction<Object> length(JsonNode selector) {
    if (!selector.isTextual()) {
      return Fairseq2Measures::lengthOf;
    }
    Selector<Object, Object> parts = Selector.parse(selector.textValue());
    return element -> {
      long[] greatest = {0};
      parts.forEach(element, part -> greatest[0] = Math.max(greatest[0], lengthOf(part)));
      return greatest[0];
    };
  }

  private static long lengthOf(Object value) {
    return switch (value) {
      case Long length when length >= 0 -> length;
      case List<?> list -> list.size();
      case NdArray array when array.shape().rank() > 0 -> array.shape().dim(0);
      default -> throw new NoLengthException(value);
    };
  }

  /// An element that has no length.
  static final class NoLengthException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoLengthException(Object value) {
      super("expected a length, a list or an array, found " + value);
    }
  }

  private static Function<Object, Object> field(JsonNode json) {
    if (!json.has("field")) {
      return element -> element;
    }
    String field = json.get("field").textValue();
    return element -> {
      Object value = element instanceof Map<?, ?> map ? map.get(field) : null;
      if (value != null) {
        return value;
      }
      throw new ValueException("an element with the field " + field, element);
    };
  }

  private static void failOn(JsonNode json, Object value) {
    if (Fairseq2Values.list(json.get("values")).contains(value)) {
      throw new UserException(value);
    }
  }

  private static long sizeOf(Object value) {
    return switch (value) {
      case Map<?, ?> map -> map.size();
      case List<?> list -> list.size();
      case String text -> text.codePointCount(0, text.length());
      case NdArray array when array.shape().rank() > 0 -> array.shape().dim(0);
      default -> throw new ValueException("something with a length", value);
    };
  }

  private static long integer(Object value) {
    if (value instanceof Long integer) {
      return integer;
    }
    throw new ValueException("an integer", value);
  }

  private static double number(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new ValueException("a number", value);
  }
}
