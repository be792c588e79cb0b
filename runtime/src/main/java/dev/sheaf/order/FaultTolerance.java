package dev.sheaf.order;

/// Which items may be missing. Thread-safe.
@FunctionalInterface
public interface FaultTolerance {
  /// None may.
  FaultTolerance NONE = _ -> false;

  /// Whether a batch is made without the item that could not be made. Counting, and giving up after too many, is done
  /// where batches are handed over in order.
  boolean leavesOut(Fault fault);
}
