package dev.sheaf.order;

/// The items at `start`, `start + step` and so on of each epoch: what shards, slices, skip and take have in common.
public final class SlicedSamples<T> extends ReorderedSamples<T> {
  private final long start;
  private final long step;
  private final long size;
  private final long parentSize;
  private final String call;

  private SlicedSamples(Samples<T> parent, long start, long step, long size, String call) {
    super(parent);
    this.start = start;
    this.step = step;
    this.size = size;
    this.parentSize = parent.size();
    this.call = call;
  }

  /// Every `world`-th item, from number `rank` on.
  ///
  /// @param dropRemainder whether all readers get equally many
  /// @throws IllegalArgumentException if the rank is out of range
  public static <T> SlicedSamples<T> shard(Samples<T> parent, int rank, int world, boolean dropRemainder, String call) {
    if (world < 1) {
      throw new IllegalArgumentException("expected a world of 1 reader or more, found " + world);
    }
    if (rank < 0 || rank >= world) {
      throw new IllegalArgumentException("expected a rank from 0 to %d, found %d".formatted(world - 1, rank));
    }
    long before = parent.size();
    long size = before == UNBOUNDED ? UNBOUNDED : before / world + (!dropRemainder && rank < before % world ? 1 : 0);
    return new SlicedSamples<>(parent, rank, world, size, call);
  }

  /// All but the first `count` items of each epoch.
  ///
  /// @throws IllegalArgumentException if `count` is negative
  public static <T> SlicedSamples<T> skip(Samples<T> parent, long count) {
    requireCount(count);
    long before = parent.size();
    long size = before == UNBOUNDED ? UNBOUNDED : Math.max(0, before - count);
    return new SlicedSamples<>(parent, count, 1, size, "skip(" + count + ")");
  }

  /// The first `count` items of each epoch.
  ///
  /// @throws IllegalArgumentException if `count` is negative
  public static <T> SlicedSamples<T> take(Samples<T> parent, long count) {
    requireCount(count);
    return new SlicedSamples<>(parent, 0, 1, Math.min(parent.size(), count), "take(" + count + ")");
  }

  private static void requireCount(long count) {
    if (count < 0) {
      throw new IllegalArgumentException("expected 0 rows or more, found " + count);
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  protected void toParent(long[] positions, int count) {
    for (int i = 0; i < count; i++) {
      long position = positions[i];
      if (Long.compareUnsigned(position, size) < 0) {
        positions[i] = start + position * step;
      } else {
        long epoch = Math.floorDiv(position, size);
        // Of a part with an end that was taken of items without one, all epochs are the first.
        long first = parentSize == UNBOUNDED ? 0 : epoch * parentSize;
        positions[i] = first + start + (position - epoch * size) * step;
      }
    }
  }

  @Override
  protected String call() {
    return call;
  }
}
