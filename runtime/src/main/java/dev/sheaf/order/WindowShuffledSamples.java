package dev.sheaf.order;

/// The items in a random order inside windows of so many: none moves further than its window is long. Each window has an
/// order of its own: that of [dev.sheaf.random.Permutation] with the seed `seed + number`, modulo 2^32, where windows are
/// counted on from epoch to epoch. The last window of an epoch has what is left.
public final class WindowShuffledSamples<T> extends ReorderedSamples<T> {
  private final long seed;
  private final EpochOrders orders;
  private final long window;
  private final long size;
  private final long windows;

  /// @param window how many items, 1 or more
  /// @param seed from 0 to 2^32 - 1
  /// @throws IllegalArgumentException if an argument is out of range
  public WindowShuffledSamples(Samples<T> parent, long window, long seed) {
    super(parent);
    if (window < 1) {
      throw new IllegalArgumentException("expected a window of 1 item or more, found " + window);
    }
    this.seed = seed;
    this.orders = new EpochOrders(seed);
    this.window = window;
    this.size = parent.size();
    this.windows = Math.ceilDiv(size, window);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  protected void toParent(long[] positions, int count) {
    for (int i = 0; i < count; ) {
      long epoch = Math.floorDiv(positions[i], size);
      long number = (positions[i] - epoch * size) / window;
      long first = epoch * size + number * window;
      long length = Math.min(window, size - number * window);
      int end = endOf(positions, i, count, first, length);
      orders.order(epoch * windows + number, length).apply(positions, i, end, first);
      i = end;
    }
  }

  @Override
  protected String call() {
    return "windowShuffle(%d, %d)".formatted(window, seed);
  }
}
