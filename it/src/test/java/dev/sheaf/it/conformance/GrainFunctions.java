package dev.sheaf.it.conformance;

import dev.sheaf.it.conformance.GrainValues.Tuple;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/// The functions that chains of the cases name.
final class GrainFunctions {
  private static final Pattern BOUND = Pattern.compile("([a-z+-]+)\\((\\d+)\\)");

  private GrainFunctions() {}

  /// Of numbers, and of batches of numbers one by one.
  static Function<Object, Object> map(String name) {
    return ofNumbers(number(name));
  }

  private static Function<Object, Object> ofNumbers(LongUnaryOperator function) {
    return value ->
        switch (value) {
          case Long x -> function.applyAsLong(x);
          case List<?> batch -> batch.stream().map(ofNumbers(function)).toList();
          default -> throw new IllegalArgumentException("expected numbers, found " + value);
        };
  }

  private static LongUnaryOperator number(String name) {
    return switch (name) {
      case "x+1" -> x -> x + 1;
      case "x*2" -> x -> x * 2;
      case "x*x" -> x -> x * x;
      case "x%7" -> x -> Math.floorMod(x, 7L);
      default -> throw ConformanceCases.unknown("function", name);
    };
  }

  /// Whether a function leaves some elements out.
  static boolean isOptional(String name) {
    return name.equals("hole-if-odd");
  }

  static Function<Object, Optional<Object>> optional() {
    return value -> (Long) value % 2 == 0 ? Optional.of(value) : Optional.empty();
  }

  static Object withIndex(String name, long index, Object value) {
    if (name.equals("pair")) {
      return Tuple.of(index, value);
    }
    throw ConformanceCases.unknown("function of an index", name);
  }

  static Predicate<Object> filter(String name) {
    Matcher bound = BOUND.matcher(name);
    if (bound.matches()) {
      long n = Long.parseLong(bound.group(2));
      return switch (bound.group(1)) {
        case "multiple-of" -> value -> Math.floorMod((Long) value, n) == 0;
        case "below" -> value -> (Long) value < n;
        case "at-least" -> value -> (Long) value >= n;
        default -> throw ConformanceCases.unknown("predicate", name);
      };
    }
    return switch (name) {
      case "even" -> value -> Math.floorMod((Long) value, 2L) == 0;
      case "odd" -> value -> Math.floorMod((Long) value, 2L) == 1;
      case "x%3==0" -> value -> Math.floorMod((Long) value, 3L) == 0;
      case "all" -> _ -> true;
      case "none" -> _ -> false;
      default -> throw ConformanceCases.unknown("predicate", name);
    };
  }

  static BiFunction<Object, RandomGenerator, Object> random(String name) {
    Matcher bound = BOUND.matcher(name);
    if (bound.matches() && bound.group(1).equals("x+integers")) {
      long n = Long.parseLong(bound.group(2));
      return (value, random) -> (Long) value + random.nextLong(n);
    }
    throw ConformanceCases.unknown("random function", name);
  }

  static Function<Object, List<Object>> flat(String name) {
    return switch (name) {
      case "copies" -> value -> copies(value, (Long) value);
      case "x%4 copies" -> value -> copies(value, Math.floorMod((Long) value, 4L));
      case "below-x" -> value -> LongStream.range(0, (Long) value).<Object>mapToObj(x -> x).toList();
      default -> throw ConformanceCases.unknown("function to lists", name);
    };
  }

  private static List<Object> copies(Object value, long count) {
    return Collections.nCopies(Math.toIntExact(count), value);
  }
}
