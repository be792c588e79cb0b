package dev.sheaf.pipeline;

/// What the passes of a repeated pipeline have to do with each other.
public enum Passes {
  /// Each is an epoch of its own: a shuffle before it gives each another order.
  RESHUFFLED,
  /// Those of an epoch are as its first; a shuffle before it gives each epoch another order.
  ///
  /// What is to have the order of the first epoch in all epochs is cut from passes without end, which are one epoch:
  /// `shuffle(42).repeat(SAME_ORDER).take(n)`.
  SAME_ORDER
}
