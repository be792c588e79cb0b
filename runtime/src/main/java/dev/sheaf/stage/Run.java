package dev.sheaf.stage;

import dev.sheaf.order.Fault;

/// What all cursors of one opened pipeline share.
public interface Run {
  /// Stops a cursor that is not wanted any more; called wherever a cursor may go through many items to give one.
  ///
  /// @throws java.util.concurrent.CancellationException if the pipeline is being closed
  void check();

  /// Leaves out an item that could not be made, and counts it, where the policy of its stage says so.
  ///
  /// @throws FaultException if the policy does not, or does not any more
  void leaveOut(Fault fault);
}
