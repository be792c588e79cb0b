package dev.sheaf.pipeline;

import dev.sheaf.SheafException;
import java.io.Serial;

/// A batch could not be made. The cause is what was thrown while a row was read or mapped, or the batch collated.
///
/// All batches before it were delivered; the loader's checkpoint stands before this one.
public final class PipelineException extends SheafException {
  @Serial private static final long serialVersionUID = 1L;

  private final Work work;
  private final long epoch;
  private final long batch;
  private final long position;

  /// What was being done.
  public enum Work {
    /// The dataset read a row.
    READ,
    /// A function given to `map` was called.
    MAP,
    /// The collator put rows side by side.
    COLLATE
  }

  PipelineException(Failure failure) {
    super(failure.message(), failure.cause());
    this.work = failure.work();
    this.epoch = failure.epoch();
    this.batch = failure.batch();
    this.position = failure.position();
  }

  /// What was being done.
  public Work work() {
    return work;
  }

  /// Which pass over the dataset, from 0.
  public long epoch() {
    return epoch;
  }

  /// Which batch of the epoch, from 0; which row, if the pipeline makes no batches.
  public long batch() {
    return batch;
  }

  /// Which row of the dataset, or -1 if it was the batch as a whole.
  public long position() {
    return position;
  }
}
