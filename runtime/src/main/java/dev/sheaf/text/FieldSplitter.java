package dev.sheaf.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Splits a line of text into its fields: those of a file with tabs or commas, without quotes. Empty fields are fields;
/// an empty line has one. Immutable.
///
/// ```java
/// Function<String, Map<String, String>> columns = FieldSplitter.on('\t').only(0, 1).named("en", "fr");
/// ```
///
/// All functions throw [MalformedTextException] for a line that has too few fields, or for names too many.
public final class FieldSplitter implements Function<String, List<String>> {
  private enum Choice {
    ALL,
    ONLY,
    WITHOUT
  }

  private final char separator;
  private final Choice choice;
  private final SortedSet<Integer> positions;

  private FieldSplitter(char separator, Choice choice, SortedSet<Integer> positions) {
    this.separator = separator;
    this.choice = choice;
    this.positions = positions;
  }

  /// Gives all fields.
  ///
  /// @throws IllegalArgumentException if the separator is half of a character
  public static FieldSplitter on(char separator) {
    if (Character.isSurrogate(separator)) {
      throw new IllegalArgumentException("expected a whole character as separator, found half of one");
    }
    return new FieldSplitter(separator, Choice.ALL, new TreeSet<>());
  }

  /// Gives the fields at these positions, counted from 0, in the order of the line.
  ///
  /// @throws IllegalArgumentException if there are none, or one is negative or there twice
  public FieldSplitter only(int... positions) {
    return new FieldSplitter(separator, Choice.ONLY, checked(positions));
  }

  /// Gives all fields but those at these positions, counted from 0; a line must have them.
  ///
  /// @throws IllegalArgumentException if there are none, or one is negative or there twice
  public FieldSplitter without(int... positions) {
    return new FieldSplitter(separator, Choice.WITHOUT, checked(positions));
  }

  private static SortedSet<Integer> checked(int... positions) {
    SortedSet<Integer> checked = new TreeSet<>();
    for (int position : positions) {
      if (position < 0 || !checked.add(position)) {
        throw new IllegalArgumentException(
            "expected different positions of 0 or more, found " + IntStream.of(positions).boxed().toList());
      }
    }
    if (checked.isEmpty()) {
      throw new IllegalArgumentException("expected one position or more, found none");
    }
    return checked;
  }

  /// Gives the field at one position, counted from 0, by itself.
  ///
  /// @throws IllegalArgumentException if the position is negative
  public Function<String, String> field(int position) {
    FieldSplitter one = only(position);
    return line -> one.apply(line).getFirst();
  }

  /// Gives the chosen fields under these names, in the order of the line.
  ///
  /// @throws IllegalArgumentException if a name is there twice, or if there is not one for each of the positions of
  ///     [#only]
  public Function<String, Map<String, String>> named(String... names) {
    List<String> keys = List.of(names);
    if (Set.copyOf(keys).size() != keys.size()) {
      throw new IllegalArgumentException("expected different names, found " + keys);
    }
    if (choice == Choice.ONLY && keys.size() != positions.size()) {
      throw new IllegalArgumentException(
          "expected a name for each of the positions %s, found %s".formatted(positions, keys));
    }
    return line -> {
      List<String> fields = apply(line);
      if (fields.size() != keys.size()) {
        throw new MalformedTextException(line, "a field for each of %s".formatted(keys), fields.size() + " fields");
      }
      Map<String, String> named = LinkedHashMap.newLinkedHashMap(keys.size());
      for (int i = 0; i < keys.size(); i++) {
        named.put(keys.get(i), fields.get(i));
      }
      return Collections.unmodifiableMap(named);
    };
  }

  /// The chosen fields of a line, in its order.
  @Override
  public List<String> apply(String line) {
    List<String> fields = split(line);
    if (choice == Choice.ALL) {
      return Collections.unmodifiableList(fields);
    }
    if (positions.last() >= fields.size()) {
      throw new MalformedTextException(
          line, "at least %d fields".formatted(positions.last() + 1L), fields.size() + " fields");
    }
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      if (positions.contains(i) == (choice == Choice.ONLY)) {
        chosen.add(fields.get(i));
      }
    }
    return Collections.unmodifiableList(chosen);
  }

  private List<String> split(String line) {
    List<String> fields = new ArrayList<>();
    int start = 0;
    for (int end = line.indexOf(separator); end >= 0; end = line.indexOf(separator, start)) {
      fields.add(line.substring(start, end));
      start = end + 1;
    }
    fields.add(line.substring(start));
    return fields;
  }
}
