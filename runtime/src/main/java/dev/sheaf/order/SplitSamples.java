package dev.sheaf.order;

import dev.sheaf.random.Permutation;
import java.math.BigInteger;

/// One of the two parts that a seed divides the items into. Which items are in which part, and their order, are the same
/// in all epochs.
public final class SplitSamples<T> extends ReorderedSamples<T> {
  private final Permutation order;
  private final long parentSize;
  private final long start;
  private final long size;
  private final String call;

  private SplitSamples(Samples<T> parent, Permutation order, long start, long size, String call) {
    super(parent);
    this.order = order;
    this.parentSize = parent.size();
    this.start = start;
    this.size = size;
    this.call = call;
  }

  /// The first part: `share` of `of` items, rounded down.
  ///
  /// @param seed from 0 to 2^32 - 1
  /// @throws IllegalArgumentException if an argument is out of range, or the items have no end
  public static <T> SplitSamples<T> first(Samples<T> parent, long share, long of, long seed) {
    long size = firstSize(parent, share, of);
    return new SplitSamples<>(
        parent, Permutation.of(parent.size(), seed), 0, size, "split(%d, %d, %d).first".formatted(share, of, seed));
  }

  /// The second part: all items that are not in the first.
  ///
  /// @param seed from 0 to 2^32 - 1
  /// @throws IllegalArgumentException if an argument is out of range, or the items have no end
  public static <T> SplitSamples<T> second(Samples<T> parent, long share, long of, long seed) {
    long start = firstSize(parent, share, of);
    return new SplitSamples<>(
        parent,
        Permutation.of(parent.size(), seed),
        start,
        parent.size() - start,
        "split(%d, %d, %d).second".formatted(share, of, seed));
  }

  private static long firstSize(Samples<?> parent, long share, long of) {
    if (of < 1 || share < 0 || share > of) {
      throw new IllegalArgumentException(
          "expected a share from 0 to all of 1 or more, found %d of %d".formatted(share, of));
    }
    if (parent.size() == UNBOUNDED) {
      throw new IllegalArgumentException("expected items with an end to split, found " + parent);
    }
    return BigInteger.valueOf(parent.size())
        .multiply(BigInteger.valueOf(share))
        .divide(BigInteger.valueOf(of))
        .longValueExact();
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
      long parentFirst = epochStart(epoch, parentSize);
      int end = endOf(positions, i, count, first, size);
      for (int j = i; j < end; j++) {
        positions[j] += parentFirst + start - first;
      }
      order.apply(positions, i, end, parentFirst);
      i = end;
    }
  }

  @Override
  protected String call() {
    return call;
  }
}
