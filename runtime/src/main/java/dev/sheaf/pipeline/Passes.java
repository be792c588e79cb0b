package dev.sheaf.pipeline;

/// What the passes of a repeated pipeline have to do with each other.
public enum Passes {
  /// Each is an epoch of its own: a shuffle before it gives each another order.
  RESHUFFLED,
  /// All are as the first, in all epochs.
  SAME_ORDER
}
