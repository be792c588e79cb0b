package dev.sheaf.batch;

import dev.sheaf.schema.Shape;
import java.util.Arrays;

/// The shapes of one column's rows, as flat arrays.
///
/// For one thread, which fills in the extents.
final class RowShapes {
  /// For columns whose shape the schema fixes.
  static final RowShapes FIXED = new RowShapes(new long[1], new long[0]);

  private final long[] axes;
  private final long[] extents;

  private RowShapes(long[] axes, long[] extents) {
    this.axes = axes;
    this.extents = extents;
  }

  /// Where `rows` rows of the same number of axes lie.
  static RowShapes ofRank(int rows, int rank) {
    long[] axes = new long[rows + 1];
    for (int row = 0; row <= rows; row++) {
      axes[row] = (long) row * rank;
    }
    return ofAxes(axes);
  }

  /// Where rows lie whose extents begin and end as `axes` says.
  static RowShapes ofAxes(long[] axes) {
    return new RowShapes(axes, new long[Math.toIntExact(axes[axes.length - 1])]);
  }

  /// Where the extents of each row begin and end in [#extents()]: one more than there are rows.
  long[] axes() {
    return axes;
  }

  /// All extents, row after row, outermost axis first: not a copy.
  long[] extents() {
    return extents;
  }

  /// Where the extents of one row begin in [#extents()].
  int start(int row) {
    return (int) axes[row];
  }

  /// How many elements the array of one row has.
  long elements(int row) {
    return Shape.of(Arrays.copyOfRange(extents, start(row), start(row + 1))).size();
  }

  /// The first extent of one row.
  long first(int row) {
    return extents[start(row)];
  }

  /// How many axes each of the first `rows` rows has.
  ///
  /// @throws IllegalArgumentException if they differ
  int commonRank(int rows) {
    int rank = rows == 0 ? 0 : start(1);
    for (int row = 1; row < rows; row++) {
      int other = start(row + 1) - start(row);
      if (other != rank) {
        throw new IllegalArgumentException(
            "row %d of the batch: expected as many axes as row 0 has, %d, to pad it, found %d"
                .formatted(row, rank, other));
      }
    }
    return rank;
  }

  /// The largest extent of the first `rows` rows along an axis that all of them have.
  long longest(int rows, int axis) {
    long longest = 0;
    for (int row = 0; row < rows; row++) {
      longest = Math.max(longest, extents[start(row) + axis]);
    }
    return longest;
  }
}
