package dev.sheaf.order;

/// The items in a random order, another one in each epoch: that of [dev.sheaf.random.Permutation] with the
/// seed `seed + epoch`, modulo 2^32.
public final class ShuffledSamples<T> extends ReorderedSamples<T> {
  private final String call;
  private final EpochOrders orders;
  private final long size;

  private ShuffledSamples(Samples<T> parent, long seed, String call) {
    super(parent);
    if (parent.size() == UNBOUNDED) {
      throw new IllegalArgumentException(
          "expected %s of items with an end, found %s; shuffle before repeating".formatted(call, parent));
    }
    this.call = call;
    this.orders = new EpochOrders(seed);
    this.size = parent.size();
  }

  /// @param seed from 0 to 2^32 - 1
  /// @throws IllegalArgumentException if the seed is out of range, or the parent has no end
  public ShuffledSamples(Samples<T> parent, long seed) {
    this(parent, seed, "shuffle(" + seed + ")");
  }

  /// With a seed that follows from those said before.
  ///
  /// @throws IllegalArgumentException if none was said, or the parent has no end
  public ShuffledSamples(Samples<T> parent) {
    this(parent, SeedSearch.behind(parent, "shuffle()"), "shuffle()");
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  protected void toParent(long[] positions, int count) {
    for (int i = 0; i < count; ) {
      long epoch = Math.floorDiv(positions[i], size);
      long first = epoch * size;
      int end = endOf(positions, i, count, first, size);
      orders.order(epoch, size).apply(positions, i, end, first);
      i = end;
    }
  }

  @Override
  protected String call() {
    return call;
  }
}
