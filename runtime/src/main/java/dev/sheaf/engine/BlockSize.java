package dev.sheaf.engine;

/// How many items go into a block: so many that making them takes long enough for the hand-over not to be felt, and no more,
/// so that the first ones do not wait for the last.
///
/// Only how items are grouped depends on the time, never which come, or in which order. Thread-safe; a race costs a
/// block of another size.
final class BlockSize {
  private static final long LEAST_NANOS = 50_000;
  private static final long MOST_NANOS = 400_000;

  /// Twice the least time at 40 GB a second.
  private static final long GROWN_BYTES = 4 << 20;

  private final int most;
  private volatile int items;

  /// @param first how many go into the first block
  /// @param most how many may go into one
  BlockSize(int first, int most) {
    this.items = Math.min(first, most);
    this.most = most;
  }

  /// How many items of so many bytes a block has at most when it has grown: no machine writes more in the time for which it
  /// grows.
  ///
  /// @param itemBytes negative where that is not known
  static long grown(int first, int most, long itemBytes) {
    return itemBytes < 0 ? first : Math.clamp(GROWN_BYTES / Math.max(1, itemBytes), Math.min(first, most), most);
  }

  /// How many items go into the next block.
  int items() {
    return items;
  }

  /// Whether nobody should wait so long for those that come with it.
  static boolean isLong(long nanos) {
    return nanos > MOST_NANOS;
  }

  /// It took `nanos` to make a block of `made` items.
  void took(long nanos, int made) {
    int now = items;
    if (made == now && nanos < LEAST_NANOS) {
      items = Math.min(most, now * 2);
    } else if (isLong(nanos) && now > 1) {
      items = now / 2;
    }
  }
}
