package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// The functions that stand in the cases: what each makes of an element. Null is SPDL's way to drop one.
final class SpdlFunctions {
  private SpdlFunctions() {}

  /// Numbers as `Long`, arrays as lists.
  static @Nullable Object value(JsonNode json) {
    if (json.isArray()) {
      List<Object> list = new ArrayList<>();
      json.forEach(each -> list.add(value(each)));
      return list;
    }
    return json.isNull() || json.isMissingNode() ? null : json.isTextual() ? json.textValue() : (Object) json.longValue();
  }

  /// Weights, of which some may be no numbers.
  static double[] weights(JsonNode weights) {
    return StreamSupport.stream(weights.spliterator(), false).mapToDouble(SpdlFunctions::weight).toArray();
  }

  private static double weight(JsonNode weight) {
    return switch (weight.asText()) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      default -> weight.doubleValue();
    };
  }

  /// A function of one element.
  static Function<Object, @Nullable Object> one(JsonNode pipe) {
    if (pipe.has("container")) {
      return container(pipe.get("container"));
    }
    String name = pipe.get("fn").textValue();
    long value = pipe.path("value").longValue();
    return switch (name) {
      case "identity" -> x -> x;
      case "add" -> x -> (long) x + value;
      case "mul" -> x -> (long) x * value;
      case "neg" -> x -> -(long) x;
      case "square" -> x -> (long) x * (long) x;
      case "to_string" -> String::valueOf;
      case "sum" -> x -> numbers(x).stream().mapToLong(Long::longValue).sum();
      case "length" -> x -> (long) numbers(x).size();
      case "stats" -> SpdlFunctions::stats;
      case "reverse" -> x -> numbers(x).reversed();
      case "null" -> _ -> null;
      case "skip_mod" -> x -> hits(pipe, x) ? null : x;
      case "fail_mod" -> x -> failIf(hits(pipe, x), x);
      case "fail_on" -> x -> failIf(((List<?>) value(pipe.get("values"))).contains(x), x);
      case "fail_from" -> x -> failIf((long) x >= value, x);
      case "fail_always" -> x -> failIf(true, x);
      case "fail_if_contains" -> x -> failIf(numbers(x).contains(value), x);
      case "null_if_shorter" -> x -> numbers(x).size() < value ? null : x;
      case "map_add" -> x -> numbers(x).stream().map(each -> each + value).toList();
      case "map_mul" -> x -> numbers(x).stream().map(each -> each * value).toList();
      case "keep_gt" -> x -> numbers(x).stream().filter(each -> each > value).toList();
      case "wrong_arity" -> _ -> {
        throw new IncompatibleClassChangeError("a function that cannot be called");
      };
      case "stop_iteration" -> x -> {
        if (x.equals(value)) {
          throw new NoSuchElementException("stop");
        }
        return x;
      };
      case "exit" -> x -> {
        if (x.equals(value)) {
          throw new Exit();
        }
        return x;
      };
      default -> throw ConformanceCases.unknown("function", name);
    };
  }

  /// What is no ordinary exception.
  private static final class Exit extends Error {
    private static final long serialVersionUID = 1L;

    Exit() {
      super("exit");
    }
  }

  private static Function<Object, @Nullable Object> container(JsonNode container) {
    if (container.isArray()) {
      List<?> list = (List<?>) value(container);
      return x -> list.get(Math.toIntExact((long) x));
    }
    Map<String, Object> map = new HashMap<>();
    container.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
    return x -> {
      Object found = map.get(String.valueOf(x));
      if (found == null) {
        throw new NoSuchElementException("no " + x);
      }
      return found;
    };
  }

  /// A function that gives any number of elements. It may fail after some.
  static Function<Object, Iterable<@Nullable Object>> many(JsonNode pipe) {
    String name = pipe.get("fn").textValue();
    long value = pipe.path("value").longValue();
    return switch (name) {
      case "repeat" -> x -> Collections.nCopies(pipe.get("count").intValue(), x);
      case "three" -> x -> List.of(x, (long) x + 1, (long) x + 2);
      case "up_to" -> x -> LongStream.range(0, (long) x).mapToObj(each -> (Object) each).toList();
      case "with_null" -> x -> Stream.of(x, null, 10 * (long) x).toList();
      case "fail_between" -> x -> x.equals(value) ? failingAfter(List.of(x)) : List.of(x, (long) x + 10);
      case "fail_first" -> x -> x.equals(value) ? failingAfter(List.of()) : List.of(x);
      case "nothing" -> _ -> List.of();
      case "items" -> x -> Collections.unmodifiableList((List<?>) x);
      default -> x -> Collections.singletonList(one(pipe).apply(x));
    };
  }

  private static Iterable<@Nullable Object> failingAfter(List<Object> items) {
    return () -> {
      Iterator<Object> first = items.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return true;
        }

        @Override
        public Object next() {
          if (!first.hasNext()) {
            throw new IllegalArgumentException("failed on purpose");
          }
          return first.next();
        }
      };
    };
  }

  /// A router of single elements.
  static java.util.function.ToIntFunction<Object> router(JsonNode route) {
    int value = route.path("value").intValue();
    return switch (route.get("fn").textValue()) {
      case "mod" -> x -> Math.floorMod((long) x, route.get("divisor").intValue());
      case "constant" -> _ -> value;
      case "at" -> x -> x.equals(route.get("item").longValue()) ? value : 0;
      case "fail_on" -> x -> failIf(((List<?>) value(route.get("values"))).contains(x), x) == null ? 1 : 0;
      default -> throw ConformanceCases.unknown("router", route);
    };
  }

  /// A router of the members of lists.
  static Function<List<Object>, int[]> batchRouter(JsonNode route) {
    int value = route.path("value").intValue();
    return switch (route.get("fn").textValue()) {
      case "each_mod" ->
          list -> list.stream().mapToInt(x -> Math.floorMod((long) x, route.get("divisor").intValue())).toArray();
      case "each_constant" -> list -> list.stream().mapToInt(_ -> value).toArray();
      case "too_few" -> list -> new int[Math.max(0, list.size() - 1)];
      default -> throw ConformanceCases.unknown("router", route);
    };
  }

  private static boolean hits(JsonNode pipe, Object x) {
    return Math.floorMod((long) x, pipe.get("divisor").longValue()) == pipe.get("remainder").longValue();
  }

  private static Object failIf(boolean fails, Object x) {
    if (fails) {
      throw new IllegalArgumentException("failed on purpose: " + x);
    }
    return x;
  }

  private static List<Object> stats(Object x) {
    List<Long> numbers = numbers(x);
    return List.of(
        (long) numbers.size(),
        Collections.min(numbers),
        Collections.max(numbers),
        numbers.stream().mapToLong(Long::longValue).sum());
  }

  @SuppressWarnings("unchecked") // The cases give lists of numbers where functions of lists stand.
  private static List<Long> numbers(Object list) {
    return (List<Long>) list;
  }
}
