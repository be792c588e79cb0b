package dev.sheaf.pipeline;

import dev.sheaf.SheafException;
import dev.sheaf.order.Fault;
import dev.sheaf.stage.FaultException;
import java.io.Serial;
import java.util.Optional;

/// An item could not be made. The cause is what was thrown while a row was read, or by a function of the pipeline.
///
/// All items before it were delivered; the loader's checkpoint stands before this one, or, if one may go on, behind it.
/// Where more items failed than may be left out, the cause is a [dev.sheaf.stage.LimitExceededException].
public final class PipelineException extends SheafException {
  @Serial private static final long serialVersionUID = 1L;

  private final String stage;
  private final long epoch;
  private final long item;
  private final long row;
  private final boolean recoverable;
  private final transient Optional<Object> about;

  PipelineException(Fault fault, boolean recoverable, long epoch, long item) {
    super(
        "item %d of epoch %d: %s failed%s: %s"
            .formatted(
                item,
                epoch,
                fault.stage(),
                fault.row() < 0 ? "" : " for the row at position " + fault.row(),
                fault.cause()),
        fault.cause());
    this.stage = fault.stage();
    this.epoch = epoch;
    this.item = item;
    this.row = fault.row();
    this.recoverable = recoverable;
    this.about = fault.about();
  }

  /// What is thrown to the consumer for a fault. What else had failed is suppressed in it, if it was another stage.
  static PipelineException of(Fault fault, boolean recoverable, long epoch, long item) {
    PipelineException explained = new PipelineException(fault, recoverable, epoch, item);
    for (Throwable other : fault.cause().getSuppressed()) {
      if (other instanceof FaultException failure) {
        explained.addSuppressed(new PipelineException(failure.fault(), false, epoch, item));
      }
    }
    return explained;
  }

  /// The stage of the pipeline that failed: `read`, `map`, `batch`, or the name that it was given.
  public String stage() {
    return stage;
  }

  /// Which pass over the data, from 0.
  public long epoch() {
    return epoch;
  }

  /// Which item of the epoch was to be delivered next, from 0: a batch, or whatever the pipeline gives.
  public long item() {
    return item;
  }

  /// Which row of the dataset, or -1 where that is not known, or several were looked at.
  public long row() {
    return row;
  }

  /// Whether one may go on: the next call gives the item behind this one, which is in the ledger as failed. If not, every
  /// further call throws the same.
  public boolean isRecoverable() {
    return recoverable;
  }

  /// The item that the stage was given, where it was given one, and this exception was not written and read again.
  @SuppressWarnings("OptionalAssignedToNull") // What is transient is null after that.
  public Optional<Object> about() {
    return about == null ? Optional.empty() : about;
  }
}
