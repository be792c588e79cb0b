package dev.sheaf.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A worker read, mapped and collated one batch, or one block of rows; the duration is the time that this took.
@Name("dev.sheaf.BatchAssembled")
@Label("Batch Assembled")
@Category("Sheaf")
@Description("A worker read, mapped and collated one batch")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // The flight recorder reads the fields.
public final class BatchAssembled extends Event {
  @Label("Epoch")
  private long epoch;

  @Label("Batch")
  @Description("Which batch of the epoch, from 0; the first row of the block, if the pipeline makes no batches")
  private long batch;

  @Label("Rows")
  private long rows;

  /// Makes the event; call `begin()` next.
  public BatchAssembled() {}

  /// Ends the event and records it, if the recording wants it.
  ///
  /// @param epoch which pass over the dataset
  /// @param batch which batch of the epoch
  /// @param rows how many rows it has
  public void finish(long epoch, long batch, long rows) {
    end();
    if (shouldCommit()) {
      this.epoch = epoch;
      this.batch = batch;
      this.rows = rows;
      commit();
    }
  }
}
