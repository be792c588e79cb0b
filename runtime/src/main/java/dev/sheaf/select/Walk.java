package dev.sheaf.select;

import dev.sheaf.schema.Field;
import dev.sheaf.select.Step.Each;
import dev.sheaf.select.Step.Index;
import dev.sheaf.select.Step.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Goes down one path into one value, and remembers which elements of lists it is in, for messages. For one thread.
final class Walk {
  private final List<Step> steps;
  /// At the depth of each [Each], which element it is in.
  private final long[] indices;

  Walk(ElementPath path) {
    steps = path.steps();
    indices = new long[steps.size()];
  }

  /// Calls `visitor` with each element, in order.
  void visit(Object value, Consumer<Object> visitor) {
    visit(value, 0, visitor);
  }

  private void visit(Object value, int depth, Consumer<Object> visitor) {
    if (depth == steps.size()) {
      visitor.accept(value);
    } else if (steps.get(depth) instanceof Each) {
      indices[depth] = 0;
      for (Object element : list(value, depth)) {
        visit(present(element, depth + 1), depth + 1, visitor);
        indices[depth]++;
      }
    } else {
      visit(child(value, depth), depth + 1, visitor);
    }
  }

  /// A value with what `function` makes of its elements in their place. What is around them is copied, all else is
  /// shared.
  Object modify(Object value, Function<Object, ? extends @Nullable Object> function) {
    return modify(value, 0, function);
  }

  private Object modify(Object value, int depth, Function<Object, ? extends @Nullable Object> function) {
    if (depth == steps.size()) {
      return applied(value, function);
    }
    return switch (steps.get(depth)) {
      case Each _ -> {
        Object[] copy = list(value, depth).toArray(new Object[0]);
        for (int i = 0; i < copy.length; i++) {
          indices[depth] = i;
          copy[i] = modify(present(copy[i], depth + 1), depth + 1, function);
        }
        yield likeIn(value, copy);
      }
      case Index(long index) -> {
        Object element = modify(child(value, depth), depth + 1, function);
        Object[] copy = list(value, depth).toArray(new Object[0]);
        copy[(int) index] = element;
        yield likeIn(value, copy);
      }
      case Step.Key(String name) -> {
        Map<Object, Object> copy = new LinkedHashMap<>(map(value, depth));
        copy.put(name, modify(child(value, depth), depth + 1, function));
        yield Collections.unmodifiableMap(copy);
      }
      case Member(Field<?, ?> field) ->
          replaced(field, value, modify(child(value, depth), depth + 1, function), depth);
    };
  }

  private static Object likeIn(Object original, Object[] elements) {
    return original instanceof Object[] ? elements : Collections.unmodifiableList(Arrays.asList(elements));
  }

  private Object applied(Object element, Function<Object, ? extends @Nullable Object> function) {
    Object result;
    try {
      result = function.apply(element);
    } catch (RuntimeException e) {
      throw new ElementFunctionException(text(resolved(steps.size())), e);
    }
    if (result == null) {
      throw new ElementFunctionException(
          text(resolved(steps.size())), new NullPointerException("expected a value from the function, found null"));
    }
    return result;
  }

  // The types of a selector's steps fit each other, and so does the value: Selector's methods see to that.
  @SuppressWarnings("unchecked")
  private Object replaced(Field<?, ?> field, Object record, Object element, int depth) {
    try {
      return ((Field<Object, Object>) field).with(record, element);
    } catch (RuntimeException e) {
      throw field.replacement().isEmpty()
          ? e
          : new ElementFunctionException(text(resolved(depth).subList(0, depth + 1)), e);
    }
  }

  /// The value behind a step that leads to one.
  private Object child(Object value, int depth) {
    return switch (steps.get(depth)) {
      case Step.Key(String name) -> {
        Object found = map(value, depth).get(name);
        if (found == null) {
          throw missing(depth, "a value under \"%s\"".formatted(name), "a map without");
        }
        yield found;
      }
      case Index(long index) -> {
        List<?> list = list(value, depth);
        if (index >= list.size()) {
          throw missing(depth, "an element " + index, "a list of %d elements".formatted(list.size()));
        }
        yield present(list.get((int) index), depth);
      }
      case Member(Field<?, ?> field) -> present(member(field, value), depth);
      case Each _ -> throw new IllegalStateException("[*] leads to any number of elements");
    };
  }

  // A record of the user's may hold null, whatever its types say.
  @SuppressWarnings("unchecked")
  private static @Nullable Object member(Field<?, ?> field, Object record) {
    return ((Field<Object, Object>) field).apply(record);
  }

  private Object present(@Nullable Object element, int depth) {
    if (element == null) {
      throw missing(depth, "a value", "null");
    }
    return element;
  }

  private List<?> list(Object value, int depth) {
    return switch (value) {
      case List<?> list -> list;
      case Object[] elements -> Arrays.asList(elements);
      default -> throw missing(depth, "a list", inWords(value));
    };
  }

  private Map<?, ?> map(Object value, int depth) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw missing(depth, "a map", inWords(value));
  }

  private static String inWords(Object value) {
    return switch (value) {
      case Map<?, ?> map -> "a map of %d values".formatted(map.size());
      case List<?> list -> "a list of %d elements".formatted(list.size());
      default -> "a value of class " + value.getClass().getSimpleName();
    };
  }

  /// @param depth how many steps did lead to something
  private MissingElementException missing(int depth, String expected, String found) {
    return new MissingElementException(text(resolved(depth)), expected, found);
  }

  /// The steps, with the elements that the first `depth` of them have led to.
  private List<Step> resolved(int depth) {
    List<Step> resolved = new ArrayList<>(steps);
    for (int i = 0; i < depth; i++) {
      if (steps.get(i) instanceof Each) {
        resolved.set(i, new Index(indices[i]));
      }
    }
    return resolved;
  }

  private static String text(List<Step> steps) {
    return new ElementPath(steps).text();
  }
}
