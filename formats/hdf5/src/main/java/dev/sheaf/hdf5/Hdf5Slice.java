package dev.sheaf.hdf5;

/// Some positions along one axis: every `step`th from `from` on, and before `to`.
///
/// @param from the first
/// @param to what they stay below; none are taken where it is `from`
/// @param step from one to the next
public record Hdf5Slice(long from, long to, long step) {
  public Hdf5Slice {
    if (from < 0 || to < from || step < 1) {
      throw new IllegalArgumentException(
          "expected 0 <= from <= to and a step of 1 or more, found from %d to %d by %d".formatted(from, to, step));
    }
  }

  /// The positions `from` to `to - 1`.
  public Hdf5Slice(long from, long to) {
    this(from, to, 1);
  }

  /// How many there are.
  public long count() {
    return to == from ? 0 : (to - from - 1) / step + 1;
  }
}
