package dev.sheaf.engine;

import dev.sheaf.stage.Tally;
import java.util.List;

/// What was counted on the way to each entry of a block, so that it is known exactly wherever the taker stops.
///
/// Rows are: 0 before the block, 1 where its first entry comes from, `i + 2` after entry `i`, and one more at the end of the
/// block, behind what follows its last entry. The maker writes a row before it publishes the entry, and the last two before
/// the block is complete.
final class Counts {
  /// Nothing is counted.
  static final Counts NONE = new Counts(List.of(), 0);

  private final List<Tally> columns;
  private final long[] counts;
  private final int capacity;
  private final int width;

  /// @param columns what is counted; only their names and kinds matter here
  /// @param capacity how many entries the block can have
  Counts(List<Tally> columns, int capacity) {
    this.columns = columns;
    this.capacity = capacity;
    this.width = columns.size();
    this.counts = new long[(capacity + 3) * width];
  }

  /// The same in more columns.
  Counts widened(List<Tally> more) {
    Counts wider = new Counts(more, capacity);
    for (int row = 0; row < capacity + 3; row++) {
      System.arraycopy(counts, row * width, wider.counts, row * wider.width, width);
    }
    return wider;
  }

  /// These, going on from a row of the block before, which has the same columns, or some of them.
  Counts after(Counts before, int row) {
    for (int column = 0; column < before.width; column++) {
      long count = before.counts[row * before.width + column];
      set(0, column, count);
      set(1, column, count);
    }
    return this;
  }

  List<Tally> columns() {
    return columns;
  }

  /// Sets one number.
  void set(int row, int column, long count) {
    counts[row * width + column] = count;
  }

  /// Copies what the columns count now.
  void record(int row) {
    for (int column = 0; column < width; column++) {
      counts[row * width + column] = columns.get(column).count();
    }
  }

  /// Nothing was counted from one row to another.
  void copy(int row, int to) {
    System.arraycopy(counts, row * width, counts, to * width, width);
  }

  /// How many were counted from one row to the next.
  long upTo(int row, int column) {
    return counts[row * width + column] - counts[(row - 1) * width + column];
  }
}
