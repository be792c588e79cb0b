package dev.sheaf.order;

/// Whether and how items come to an end.
public enum Finitude {
  /// They end.
  FINITE,
  /// They have no end of their own, and end with what they are put beside: a constant, a count.
  PSEUDO_INFINITE,
  /// They have no end.
  INFINITE;

  /// The one that lasts longer.
  public Finitude max(Finitude other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
