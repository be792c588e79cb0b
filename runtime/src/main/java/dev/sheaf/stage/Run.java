package dev.sheaf.stage;

import dev.sheaf.order.Fault;
import java.util.function.Supplier;

/// What all cursors share that one thread draws from.
public interface Run {
  /// Stops a cursor that is not wanted any more; called wherever a cursor may go through many items to give one.
  ///
  /// @throws java.util.concurrent.CancellationException if the pipeline is being closed
  void check();

  /// Leaves out an item that could not be made. The cursor goes on with the next; the fault travels to the consumer in its
  /// place, where the policy of its stage is asked, in order: only there is it known what was received before.
  ///
  /// @throws FaultException if the policy does not leave it out, or does not any more, and this is where that is known;
  ///     the cursor passes it on
  void leaveOut(Fault fault);

  /// Leaves out a part of an item, of which another is there or is left out: nobody has to know that one is missing.
  default void leaveOutPart(Fault fault) {
    leaveOut(fault);
  }

  /// A count for the ledger; the same for the same stage and kind. Asked for when a cursor is opened.
  default Tally tally(String stage, Tally.Kind kind) {
    return new Tally(stage, kind);
  }

  /// The same run, for reading items again that an operator held back when a checkpoint was taken: what was left out on
  /// the way to them has been told and counted before, and is not again.
  default Run rereading() {
    return this;
  }

  /// Does something once more that was done before a checkpoint was taken: what it counts was counted then, and what it
  /// leaves out was told. Cursors that were opened before are used in it, and go on behind it.
  default <R> R again(Supplier<R> work) {
    return work.get();
  }

  /// The same run, for one who has to know of each item that is missing: what could not be made is thrown.
  default Run telling() {
    return this;
  }

  /// The same run, for one who has to know of each item that is missing and that no policy leaves out: it is thrown.
  default Run tellingOfFailures() {
    return this;
  }

  /// Leaves out an item that the data is at fault for and no function of the user: where the policy does not, one can go
  /// on behind it all the same.
  default void goOnBehind(Fault fault) {
    leaveOut(fault.recoverable());
  }
}
