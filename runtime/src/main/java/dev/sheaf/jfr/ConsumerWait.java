package dev.sheaf.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/// The consumer asked for a batch that was not finished yet; the duration is the time that it waited.
@Name("dev.sheaf.ConsumerWait")
@Label("Consumer Wait")
@Category("Sheaf")
@Description("The consumer waited for a batch")
@SuppressWarnings("UnusedVariable") // The flight recorder reads the fields.
public final class ConsumerWait extends Event {
  @Label("Epoch")
  private long epoch;

  @Label("Batch")
  @Description("Which batch of the epoch, from 0; which row, if the pipeline makes no batches")
  private long batch;

  /// Makes the event; call `begin()` next.
  public ConsumerWait() {}

  /// Ends the event and records it, if the recording wants it.
  ///
  /// @param epoch which pass over the dataset
  /// @param batch which batch of the epoch
  public void finish(long epoch, long batch) {
    end();
    if (shouldCommit()) {
      this.epoch = epoch;
      this.batch = batch;
      commit();
    }
  }
}
