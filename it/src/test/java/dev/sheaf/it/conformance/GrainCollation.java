package dev.sheaf.it.conformance;

import dev.sheaf.array.Int64Array;
import dev.sheaf.batch.DictionaryCollator;
import dev.sheaf.it.conformance.GrainValues.Tuple;
import dev.sheaf.schema.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Puts elements into batches: whole numbers, and containers of them, into lists that the functions of the cases take; all
/// others as a user would.
final class GrainCollation {
  private static final DictionaryCollator COLLATOR = DictionaryCollator.stacking().withNumbersAsArrays();

  private GrainCollation() {}

  /// A batch of elements of one structure: a tuple of batches, an object of batches, or an array.
  static Object stack(List<?> elements) {
    try {
      return ofWholeNumbers(elements);
    } catch (UnusualException e) {
      return COLLATOR.collate(elements.stream().map(GrainCollation::plain).toList());
    }
  }

  /// Tuples are lists to the collator, and lists of whole numbers arrays.
  private static Object plain(Object element) {
    return switch (element) {
      case Tuple(List<Object> parts) -> parts.stream().map(GrainCollation::plain).toList();
      case Map<?, ?> fields -> {
        Map<Object, Object> plain = new LinkedHashMap<>();
        fields.forEach((name, value) -> plain.put(name, plain(value)));
        yield plain;
      }
      case List<?> rows -> plain(rows);
      default -> element;
    };
  }

  private static Object plain(List<?> rows) {
    try {
      Shape shape = Shape.of(shape(rows).stream().mapToLong(Long::longValue).toArray());
      return Int64Array.of(shape, numbers(rows).toArray());
    } catch (UnusualException e) {
      // The collator made it of tuples.
      return rows;
    }
  }

  private static LongStream numbers(Object element) {
    return element instanceof List<?> rows
        ? rows.stream().flatMapToLong(GrainCollation::numbers)
        : LongStream.of((Long) element);
  }

  private static Object ofWholeNumbers(List<?> elements) throws UnusualException {
    return switch (elements.getFirst()) {
      case Tuple(List<Object> first) -> {
        List<Object> parts = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
          List<Object> column = new ArrayList<>();
          for (Object element : elements) {
            column.add(same(element, first).get(i));
          }
          parts.add(ofWholeNumbers(column));
        }
        yield new Tuple(parts);
      }
      case Map<?, ?> first -> {
        Map<Object, Object> fields = new LinkedHashMap<>();
        for (Object name : first.keySet()) {
          List<Object> column = new ArrayList<>();
          for (Object element : elements) {
            column.add(same(element, first).get(name));
          }
          fields.put(name, ofWholeNumbers(column));
        }
        yield fields;
      }
      case Long _, List<?> _ -> {
        shape(elements);
        yield List.copyOf(elements);
      }
      default -> throw new UnusualException();
    };
  }

  /// The shape of a list, or of a number.
  ///
  /// @throws UnusualException if the elements of a list are not of one shape
  private static List<Long> shape(Object element) throws UnusualException {
    List<Long> shape = new ArrayList<>();
    switch (element) {
      case Long _ -> {}
      case List<?> rows -> {
        shape.add((long) rows.size());
        for (Object row : rows) {
          if (!shape(row).equals(shape(rows.getFirst()))) {
            throw new UnusualException();
          }
        }
        if (!rows.isEmpty()) {
          shape.addAll(shape(rows.getFirst()));
        }
      }
      default -> throw new UnusualException();
    }
    return shape;
  }

  private static List<Object> same(Object element, List<Object> first) throws UnusualException {
    if (element instanceof Tuple(List<Object> parts) && parts.size() == first.size()) {
      return parts;
    }
    throw new UnusualException();
  }

  private static Map<?, ?> same(Object element, Map<?, ?> first) throws UnusualException {
    if (element instanceof Map<?, ?> fields && fields.keySet().equals(first.keySet())) {
      return fields;
    }
    throw new UnusualException();
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

  /// Elements that are not all whole numbers, or containers of them.
  private static final class UnusualException extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
