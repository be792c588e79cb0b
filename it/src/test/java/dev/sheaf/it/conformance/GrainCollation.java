package dev.sheaf.it.conformance;

import dev.sheaf.it.conformance.GrainValues.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Puts whole numbers, and containers of them, into batches as Grain does; how other values are put together is asked
/// where batches are.
final class GrainCollation {
  private GrainCollation() {}

  /// A batch of elements of one structure: a tuple of batches, an object of batches, or an array.
  static Object stack(List<?> elements) {
    return switch (elements.getFirst()) {
      case Tuple(List<Object> first) -> {
        List<Object> parts = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
          int part = i;
          parts.add(stack(elements.stream().map(element -> same(element, first).get(part)).toList()));
        }
        yield new Tuple(parts);
      }
      case Map<?, ?> first -> {
        Map<Object, Object> fields = new LinkedHashMap<>();
        for (Object name : first.keySet()) {
          fields.put(name, stack(elements.stream().map(element -> same(element, first).get(name)).toList()));
        }
        yield fields;
      }
      case Long _, List<?> _ -> {
        if (!elements.stream().allMatch(element -> element instanceof Long || element instanceof List<?>)) {
          throw unusual();
        }
        yield List.copyOf(elements);
      }
      default -> throw unusual();
    };
  }

  private static List<Object> same(Object element, List<Object> first) {
    if (element instanceof Tuple(List<Object> parts) && parts.size() == first.size()) {
      return parts;
    }
    throw unusual();
  }

  private static Map<?, ?> same(Object element, Map<?, ?> first) {
    if (element instanceof Map<?, ?> fields && fields.keySet().equals(first.keySet())) {
      return fields;
    }
    throw unusual();
  }

  /// A batch of whole numbers, filled up to a size.
  ///
  /// @throws IllegalArgumentException if there are more, or the padding is not a whole number
  static Object pad(List<?> numbers, int size, Number pad) {
    if (numbers.size() > size) {
      throw new IllegalArgumentException("expected up to %d rows, found %d".formatted(size, numbers.size()));
    }
    if (!(pad instanceof Long)) {
      throw new IllegalArgumentException("expected a whole number to pad with, found " + pad);
    }
    return IntStream.range(0, size).mapToObj(i -> i < numbers.size() ? numbers.get(i) : pad).toList();
  }

  private static RuntimeException unusual() {
    return new UnsuitableException();
  }

  /// Elements that only a collator of Sheaf can say something about.
  static final class UnsuitableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsuitableException() {
      super("elements of several kinds are collation's");
    }
  }
}
