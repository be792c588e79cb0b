package dev.sheaf.stage;

import dev.sheaf.DataException;
import java.io.Serial;
import java.util.List;
import java.util.Optional;

/// What was zipped does not make rows.
public final class ZipException extends DataException {
  @Serial private static final long serialVersionUID = 1L;
  private static final String SOURCE = "zip";

  private final Problem problem;
  private final transient List<Integer> indices;
  private final transient Optional<String> key;

  /// What is wrong.
  public enum Problem {
    /// Some ended before the others.
    UNEQUAL_LENGTHS,
    /// In one row, some items are maps and others are not.
    MIXED_KINDS,
    /// In one row, several maps have the same key.
    DUPLICATE_KEY
  }

  private ZipException(
      Problem problem, String message, String expected, String found, List<Integer> indices, Optional<String> key) {
    super(message, SOURCE, NOWHERE, expected, found, null);
    this.problem = problem;
    this.indices = List.copyOf(indices);
    this.key = key;
  }

  /// @param longer those that have more, from 0
  static ZipException unequalLengths(long rows, List<Integer> longer) {
    String expected = "all to end after %d rows".formatted(rows);
    String found = "more in those at %s".formatted(longer);
    return new ZipException(
        Problem.UNEQUAL_LENGTHS,
        "zip: expected %s, found %s; end with the shortest if that is meant".formatted(expected, found),
        expected,
        found,
        longer,
        Optional.empty());
  }

  /// @param index the first that is of another kind than the one at 0
  static ZipException mixedKinds(int index, boolean firstIsMap) {
    String expected = firstIsMap ? "a map, as the one at 0 is" : "no map, as the one at 0 is none";
    String found = firstIsMap ? "none at " + index : "one at " + index;
    return new ZipException(
        Problem.MIXED_KINDS,
        "zip: expected %s, found %s; a row is made of maps alone, or has none".formatted(expected, found),
        expected,
        found,
        List.of(index),
        Optional.empty());
  }

  /// @param index the map that has it a second time
  static ZipException duplicateKey(int index, String key) {
    String expected = "each key once in a row";
    String found = "\"%s\" again in the map at %d".formatted(key, index);
    return new ZipException(
        Problem.DUPLICATE_KEY,
        "zip: expected %s, found %s; rename it before it is zipped".formatted(expected, found),
        expected,
        found,
        List.of(index),
        Optional.of(key));
  }

  /// What is wrong.
  public Problem problem() {
    return problem;
  }

  /// Which of those that were zipped are meant, from 0: those that have more, or the one that does not fit.
  public List<Integer> indices() {
    return indices;
  }

  /// The key that came twice.
  public Optional<String> key() {
    return key;
  }
}
