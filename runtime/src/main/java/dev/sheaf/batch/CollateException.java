package dev.sheaf.batch;

import dev.sheaf.DataException;
import java.io.Serial;
import java.util.Locale;

/// Values without a schema cannot be put side by side, as they are not made alike.
public final class CollateException extends DataException {
  @Serial private static final long serialVersionUID = 1L;

  /// What must be the same in all rows.
  public enum Rule {
    /// There is a row.
    EMPTY,
    /// Values are of the same kind: maps, lists, arrays, texts, numbers of one type.
    KIND,
    /// Lists have as many elements, and maps as many keys.
    SIZE,
    /// Maps have the same keys.
    MISSING,
    /// Arrays have the same shape; where they are padded, they have a first axis, and the others are the same.
    SHAPE,
    /// Arrays have the same dtype: none is converted.
    DTYPE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Rule rule;
  private final String path;
  private final int row;

  CollateException(Rule rule, ColumnPath path, int row, String expected, String found) {
    super(
        "%srow %d of the batch: expected %s, found %s"
            .formatted(path.steps().isEmpty() ? "" : "\"" + path + "\" of ", row, expected, found),
        "batch",
        NOWHERE,
        expected,
        found,
        null);
    this.rule = rule;
    this.path = path.toString();
    this.row = row;
  }

  /// What is not the same.
  public Rule rule() {
    return rule;
  }

  /// Where in the row, such as `foo[1].y`; empty for the row itself.
  public String path() {
    return path;
  }

  /// Which row of the batch, from 0, differs from the first.
  public int row() {
    return row;
  }
}
