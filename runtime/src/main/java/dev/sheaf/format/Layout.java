package dev.sheaf.format;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How the rows of a file are stored, in the words of its format: for people, and for tools that show it. What it says may
/// change with any release.
///
/// @param facts of the whole file, in the order in which they are shown: `row groups` to `3`
/// @param columns what is stored by itself, in the file's order; none where rows are stored whole
public record Layout(Map<String, String> facts, List<Column> columns) {
  /// The number of bytes of a column of which nobody knows it without reading it.
  public static final long UNKNOWN = -1;

  /// Where there is nothing to say.
  public static final Layout EMPTY = new Layout(Map.of(), List.of());

  /// One column as it is stored.
  ///
  /// @param name what the format calls it
  /// @param type what its elements are, and how they are shaped: `float32 (28, 28)`
  /// @param storedBytes how many bytes of the file it has, compressed as it is, or [#UNKNOWN]
  /// @param facts more of it, in the order in which they are shown: `compression` to `zstd`
  public record Column(String name, String type, long storedBytes, Map<String, String> facts) {
    public Column {
      facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /// A column of which no more is known.
    public Column(String name, String type, long storedBytes) {
      this(name, type, storedBytes, Map.of());
    }

    /// The same with one fact more.
    public Column with(String fact, Object value) {
      return new Column(name, type, storedBytes, Layout.with(facts, fact, value));
    }
  }

  public Layout {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    columns = List.copyOf(columns);
  }

  /// The same with one fact more.
  public Layout with(String fact, Object value) {
    return new Layout(with(facts, fact, value), columns);
  }

  /// The same with one column more.
  public Layout with(Column column) {
    List<Column> more = new ArrayList<>(columns);
    more.add(column);
    return new Layout(facts, more);
  }

  private static Map<String, String> with(Map<String, String> facts, String fact, Object value) {
    Map<String, String> more = new LinkedHashMap<>(facts);
    more.put(fact, value.toString());
    return more;
  }
}
