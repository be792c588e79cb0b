package dev.sheaf.dataset;

import dev.sheaf.io.CorruptDataException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/// Where each of several runs of rows begins, one behind the other: which row is in which of them. Immutable.
final class ShardStarts {
  /// Of each shard, and of what would come after the last.
  private final long[] starts;

  private ShardStarts(long[] starts) {
    this.starts = starts;
  }

  /// Takes rows that follow one another in one shard.
  interface Run {
    /// Takes some rows of a shard.
    ///
    /// @param rows in the shard; the first `length` of them
    /// @param first which of all positions is the first here
    void take(int shard, long[] rows, int first, int length);
  }

  /// Shards of these sizes, one behind the other.
  ///
  /// @throws ArithmeticException if that is more than can be counted
  static ShardStarts of(long[] sizes) {
    long[] starts = new long[sizes.length + 1];
    for (int i = 0; i < sizes.length; i++) {
      starts[i + 1] = Math.addExact(starts[i], sizes[i]);
    }
    return new ShardStarts(starts);
  }

  /// The same, as a description of data says them.
  ///
  /// @param description what says how many rows each shard has
  /// @throws CorruptDataException if that is more than can be counted
  static ShardStarts of(Path description, long[] sizes) {
    long[] starts = new long[sizes.length + 1];
    for (int i = 0; i < sizes.length; i++) {
      starts[i + 1] = starts[i] + sizes[i];
      if (starts[i + 1] < 0) {
        throw new CorruptDataException(
            description.toString(), 0, "at most 2^63 - 1 rows", "%d rows and more".formatted(starts[i]));
      }
    }
    return new ShardStarts(starts);
  }

  /// How many rows there are in all shards.
  long rows() {
    return starts[starts.length - 1];
  }

  /// The first row of a shard.
  long start(int shard) {
    return starts[shard];
  }

  /// The row behind the last of a shard.
  long end(int shard) {
    return starts[shard + 1];
  }

  /// The shard of a row.
  ///
  /// @throws IndexOutOfBoundsException if there is no such row
  int shardOf(long row) {
    Objects.checkIndex(row, rows());
    // Shards are as long as the first, mostly.
    long guess = row / Math.max(1, starts[1]);
    if (guess < starts.length - 1 && holds((int) guess, row)) {
      return (int) guess;
    }
    int found = Arrays.binarySearch(starts, row);
    int shard = found >= 0 ? found : -found - 2;
    // Shards without rows begin where the next one does.
    while (starts[shard + 1] <= row) {
      shard++;
    }
    return shard;
  }

  /// Takes positions in order, as long runs as there are.
  void runs(long[] positions, int count, Run run) {
    long[] rows = new long[count];
    for (int first = 0; first < count; ) {
      int shard = shardOf(positions[first]);
      int length = 0;
      while (first + length < count && holds(shard, positions[first + length])) {
        rows[length] = positions[first + length] - starts[shard];
        length++;
      }
      run.take(shard, rows, first, length);
      first += length;
    }
  }

  private boolean holds(int shard, long row) {
    return starts[shard] <= row && row < starts[shard + 1];
  }
}
