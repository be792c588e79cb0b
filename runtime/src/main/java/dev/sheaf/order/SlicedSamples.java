package dev.sheaf.order;

/// The items at `start`, `start + step` and so on of each epoch: what shards, blocks, slices, skip and take have in common.
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
    requireRank(rank, world);
    long before = parent.size();
    long size = before == UNBOUNDED ? UNBOUNDED : before / world + (!dropRemainder && rank < before % world ? 1 : 0);
    return new SlicedSamples<>(parent, rank, world, size, call);
  }

  /// The `rank`-th of `world` blocks of consecutive items.
  ///
  /// @param dropRemainder whether all blocks are equally long; if not, the first have one item more where needed
  /// @throws IllegalArgumentException if the rank is out of range, or the items have no end
  public static <T> SlicedSamples<T> block(Samples<T> parent, int rank, int world, boolean dropRemainder, String call) {
    requireRank(rank, world);
    long before = requireEnd(parent, call);
    long each = before / world;
    long longer = dropRemainder ? 0 : before % world;
    long start = each * rank + Math.min(rank, longer);
    return new SlicedSamples<>(parent, start, 1, each + (rank < longer ? 1 : 0), call);
  }

  /// What Python's slices give: the items at `start`, `start + step` and so on, before `stop`. Negative numbers count from
  /// the end, and what lies outside is cut off.
  ///
  /// @throws IllegalArgumentException if `step` is 0, or something is counted from an end that there is not
  public static <T> SlicedSamples<T> slice(Samples<T> parent, long start, long stop, long step) {
    String call = "slice(%d, %d, %d)".formatted(start, stop, step);
    if (step == 0) {
      throw new IllegalArgumentException("expected a step other than 0, found " + call);
    }
    long before = parent.size();
    if (start < 0 || stop < 0 || step < 0) {
      requireEnd(parent, call);
    }
    long first = bound(start, before, step);
    long end = bound(stop, before, step);
    long size;
    if (before == UNBOUNDED && stop == UNBOUNDED) {
      size = UNBOUNDED;
    } else if (step > 0) {
      size = end > first ? (end - first - 1) / step + 1 : 0;
    } else {
      size = first > end ? (end - first + 1) / step + 1 : 0;
    }
    return new SlicedSamples<>(parent, first, step, size, call);
  }

  /// So many items from a position of any epoch on, at equal distances.
  public static <T> SlicedSamples<T> part(Samples<T> parent, long start, long step, long size) {
    return new SlicedSamples<>(parent, start, step, size, "part(%d, %d, %d)".formatted(start, step, size));
  }

  /// Where a bound of a slice stands: from 0 to `size`, or from -1 to `size - 1` where it goes backwards.
  private static long bound(long said, long size, long step) {
    long lowest = step < 0 ? -1 : 0;
    if (said < 0) {
      return said < -size ? lowest : said + size;
    }
    return Math.min(said, step < 0 ? size - 1 : size);
  }

  private static long requireEnd(Samples<?> parent, String call) {
    if (parent.size() == UNBOUNDED) {
      throw new IllegalArgumentException("expected %s of items with an end, found %s".formatted(call, parent));
    }
    return parent.size();
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

  /// Refuses a reader that there is not.
  ///
  /// @throws IllegalArgumentException if the rank is not from 0 to `world - 1`
  public static void requireRank(int rank, int world) {
    if (world < 1) {
      throw new IllegalArgumentException("expected a world of 1 reader or more, found " + world);
    }
    if (rank < 0 || rank >= world) {
      throw new IllegalArgumentException(
          "expected a rank from 0 to %d in a world of %d, found %d".formatted(world - 1, world, rank));
    }
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
    if (size == UNBOUNDED) {
      for (int i = 0; i < count; i++) {
        positions[i] = start + positions[i] * step;
      }
      return;
    }
    for (int i = 0; i < count; ) {
      long epoch = Math.floorDiv(positions[i], size);
      long first = epoch * size;
      // Of a part with an end that was taken of items without one, all epochs are the first.
      long parentFirst = (parentSize == UNBOUNDED ? 0 : epochStart(epoch, parentSize)) + start;
      for (; i < count && Long.compareUnsigned(positions[i] - first, size) < 0; i++) {
        positions[i] = parentFirst + (positions[i] - first) * step;
      }
    }
  }

  @Override
  protected String call() {
    return call;
  }
}
