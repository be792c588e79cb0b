package dev.sheaf.pipeline;

import dev.sheaf.pipeline.PipelineException.Work;

/// One block to make.
final class BlockTask {
  private final String unit;
  private final long epoch;
  private final long firstItem;
  private final int rowsPerItem;
  private final long[] positions;
  private final int rows;
  private final Ending ending;

  /// @param unit what the pipeline delivers: `row` or `batch`
  /// @param epoch which pass over the dataset
  /// @param firstItem which item of the epoch is the block's first
  /// @param rowsPerItem how many rows go into an item
  /// @param positions where its rows are in the dataset, in order; the worker's own array
  /// @param rows how many of the positions count
  /// @param ending what tells the task to stop
  BlockTask(String unit, long epoch, long firstItem, int rowsPerItem, long[] positions, int rows, Ending ending) {
    this.unit = unit;
    this.epoch = epoch;
    this.firstItem = firstItem;
    this.rowsPerItem = rowsPerItem;
    this.positions = positions;
    this.rows = rows;
    this.ending = ending;
  }

  /// Where the block's rows are in the dataset, in order; only the first [#rows()] count.
  long[] positions() {
    return positions;
  }

  int rows() {
    return rows;
  }

  /// What tells the task to stop.
  Ending ending() {
    return ending;
  }

  /// A failure with one row of the block.
  Failure failure(Work work, int row, Throwable cause) {
    return new Failure(work, epoch, unit, firstItem + row / rowsPerItem, positions[row], cause);
  }

  /// A failure with the block's only item as a whole.
  Failure failure(Work work, Throwable cause) {
    return new Failure(work, epoch, unit, firstItem, -1, cause);
  }
}
