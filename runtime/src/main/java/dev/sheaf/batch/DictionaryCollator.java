package dev.sheaf.batch;

import dev.sheaf.batch.CollateException.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Collates values without a schema, made of maps, lists, arrays, texts and numbers: many values of one structure
/// become one value of that structure, with columns in it.
///
/// The first row says what the structure is, and in which order the keys of maps come:
///
/// - maps become a map of columns, lists a list of columns; all rows must have the same keys and lengths;
/// - arrays of one dtype and shape are stacked along a new first axis; with [Padding] they may differ along their first
///   axis and become a [Padded];
/// - numbers, texts and everything else are listed as they are; numbers and booleans become arrays if that is asked for
///   ([#withNumbersAsArrays()]). All must be of the same kind: an `int` beside a `double` or a `long` is refused, as
///   nothing is converted.
///
/// The columns of arrays lie in one piece of native memory, each at a multiple of 64 bytes, and are handed over. Maps
/// and lists in a batch cannot be changed. Immutable and thread-safe.
///
/// ```java
/// DictionaryCollator collator =
///     DictionaryCollator.padding(Padding.with(0)).padding(path -> path.toString().equals("tokens"), Padding.with(1));
/// ```
public final class DictionaryCollator implements Collator<Object, Object> {
  /// What is done with arrays in some places: padded, or else stacked.
  private record Choice(Predicate<? super ColumnPath> at, Optional<Padding> padding) {}

  private final Optional<Padding> padding;
  private final List<Choice> choices;
  private final boolean numbersAsArrays;
  private final Optional<Fill> fill;

  /// Rows that are added.
  ///
  /// @param rows how many there are with them
  /// @param value what they consist of
  record Fill(int rows, Padding value) {}

  private DictionaryCollator(
      Optional<Padding> padding, List<Choice> choices, boolean numbersAsArrays, Optional<Fill> fill) {
    this.padding = padding;
    this.choices = List.copyOf(choices);
    this.numbersAsArrays = numbersAsArrays;
    this.fill = fill;
  }

  /// Arrays in one place must have the same shape, and are stacked.
  public static DictionaryCollator stacking() {
    return new DictionaryCollator(Optional.empty(), List.of(), false, Optional.empty());
  }

  /// All arrays are padded along their first axis, also where they happen to be equally long.
  public static DictionaryCollator padding(Padding padding) {
    return new DictionaryCollator(Optional.of(padding), List.of(), false, Optional.empty());
  }

  /// The same, but arrays in these places are padded so. Where more than one of such rules says something of a place,
  /// the first counts.
  public DictionaryCollator padding(Predicate<? super ColumnPath> at, Padding padding) {
    return with(new Choice(at, Optional.of(padding)));
  }

  /// The same, but arrays in these places are stacked. Where more than one of such rules says something of a place, the
  /// first counts.
  public DictionaryCollator stacking(Predicate<? super ColumnPath> at) {
    return with(new Choice(at, Optional.empty()));
  }

  private DictionaryCollator with(Choice choice) {
    List<Choice> more = new ArrayList<>(choices);
    more.add(choice);
    return new DictionaryCollator(padding, more, numbersAsArrays, fill);
  }

  /// The same, but numbers and booleans become arrays of shape `(rows,)`, of the dtype of their Java type.
  public DictionaryCollator withNumbersAsArrays() {
    return new DictionaryCollator(padding, choices, true, fill);
  }

  /// The same, but a batch of fewer rows is filled up with rows of this number: in arrays and among numbers. Columns
  /// that are padded get rows of length 0.
  ///
  /// @throws IllegalArgumentException if `rows` is less than 1
  public DictionaryCollator filledTo(int rows, long value) {
    return filledTo(rows, Padding.with(value));
  }

  /// The same, with a number that is not whole.
  ///
  /// @throws IllegalArgumentException if `rows` is less than 1
  public DictionaryCollator filledTo(int rows, double value) {
    return filledTo(rows, Padding.with(value));
  }

  private DictionaryCollator filledTo(int rows, Padding value) {
    if (rows < 1) {
      throw new IllegalArgumentException("expected to fill batches to 1 row or more, found " + rows);
    }
    return new DictionaryCollator(padding, choices, numbersAsArrays, Optional.of(new Fill(rows, value)));
  }

  /// One value of columns: a [Map], a [List], an array, or a [Padded], as the rows are.
  ///
  /// @throws CollateException if the rows are not made alike, or there are none
  /// @throws PaddingException if arrays or numbers do not have the value that they are to be padded or filled up with
  /// @throws IllegalArgumentException if there are more rows than batches are filled up to
  @Override
  public Object collate(List<? extends Object> rows) {
    if (rows.isEmpty()) {
      throw new CollateException(Rule.EMPTY, ColumnPath.ROOT, 0, "at least one row", "none");
    }
    int filled = fill.map(Fill::rows).orElse(rows.size());
    if (rows.size() > filled) {
      throw new IllegalArgumentException(
          "expected at most %d rows, to which a batch is filled up, found %d".formatted(filled, rows.size()));
    }
    return new DictionaryColumns(this, filled).collate(rows);
  }

  /// The same for rows that are maps.
  ///
  /// @throws CollateException if the rows are not made alike, or there are none
  /// @throws PaddingException if arrays or numbers do not have the value that they are to be padded or filled up with
  /// @throws IllegalArgumentException if there are more rows than batches are filled up to
  @SuppressWarnings("unchecked") // A row's keys are the keys of the columns.
  public Map<String, Object> collateMaps(List<? extends Map<String, ?>> rows) {
    return (Map<String, Object>) collate(rows);
  }

  /// How the arrays in one place are padded; empty if they are stacked.
  Optional<Padding> padding(ColumnPath path) {
    for (Choice choice : choices) {
      if (choice.at.test(path)) {
        return choice.padding;
      }
    }
    return padding;
  }

  boolean numbersAsArrays() {
    return numbersAsArrays;
  }

  Optional<Padding> fillValue() {
    return fill.map(Fill::value);
  }
}
