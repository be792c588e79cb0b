package dev.sheaf.batch;

import java.lang.foreign.MemorySegment;

/// A batch that is laid out in memory, and where its columns are filled in.
final class BatchFrame<B> {
  private final int rows;
  private final MemorySegment[] targets;
  private final B batch;

  /// @param rows how many it has
  /// @param targets where the values of each column go
  /// @param batch made of the columns
  BatchFrame(int rows, MemorySegment[] targets, B batch) {
    this.rows = rows;
    this.targets = targets;
    this.batch = batch;
  }

  /// How many rows it has.
  int rows() {
    return rows;
  }

  /// Where the values of each column go: not a copy.
  MemorySegment[] targets() {
    return targets;
  }

  /// The batch, which is made of the columns.
  B batch() {
    return batch;
  }
}
