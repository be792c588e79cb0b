package dev.sheaf.stage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// How the items of a row are put together.
public final class Rows {
  private Rows() {}

  /// Each under its name, in the order of the names.
  public static <T> Function<List<T>, Map<String, T>> named(List<String> names) {
    List<String> keys = List.copyOf(names);
    return row -> {
      Map<String, T> named = LinkedHashMap.newLinkedHashMap(keys.size());
      for (int i = 0; i < keys.size(); i++) {
        named.put(keys.get(i), row.get(i));
      }
      return Collections.unmodifiableMap(named);
    };
  }

  /// Maps merged into one; else one list, in which the elements of lists stand beside the others.
  ///
  /// @throws ZipException if maps are mixed with others, or have a key in common
  public static Object flat(List<?> row) {
    return row.getFirst() instanceof Map<?, ?> ? merged(row) : spliced(row);
  }

  private static Map<Object, Object> merged(List<?> row) {
    Map<Object, Object> merged = new LinkedHashMap<>();
    for (int i = 0; i < row.size(); i++) {
      if (!(row.get(i) instanceof Map<?, ?> map)) {
        throw ZipException.mixedKinds(i, true);
      }
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (merged.putIfAbsent(entry.getKey(), entry.getValue()) != null) {
          throw ZipException.duplicateKey(i, entry.getKey().toString());
        }
      }
    }
    return Collections.unmodifiableMap(merged);
  }

  private static List<Object> spliced(List<?> row) {
    List<Object> spliced = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      switch (row.get(i)) {
        case Map<?, ?> _ -> throw ZipException.mixedKinds(i, false);
        case List<?> list -> spliced.addAll(list);
        case Object item -> spliced.add(item);
      }
    }
    return Collections.unmodifiableList(spliced);
  }
}
