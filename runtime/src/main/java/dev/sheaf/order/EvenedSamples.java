package dev.sheaf.order;

/// Every `world`-th item, from number `rank` on, and equally many for every rank: those that lack one are given one of the
/// first items of the epoch a second time.
public final class EvenedSamples<T> extends ReorderedSamples<T> {
  private final int rank;
  private final int world;
  private final long parentSize;
  private final long size;

  /// @throws IllegalArgumentException if the rank is out of range
  public EvenedSamples(Samples<T> parent, int rank, int world) {
    super(parent);
    SlicedSamples.requireRank(rank, world);
    this.rank = rank;
    this.world = world;
    this.parentSize = parent.size();
    this.size = parentSize == UNBOUNDED ? UNBOUNDED : Math.ceilDiv(parentSize, (long) world);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  protected void toParent(long[] positions, int count) {
    for (int i = 0; i < count; i++) {
      long epoch = Math.floorDiv(positions[i], size);
      long number = (positions[i] - epoch * size) * world + rank;
      positions[i] = (parentSize == UNBOUNDED ? 0 : epochStart(epoch, parentSize)) + number % parentSize;
    }
  }

  @Override
  protected String call() {
    return "shardEvenly(%d, %d)".formatted(rank, world);
  }
}
