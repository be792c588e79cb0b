package dev.sheaf.order;

import dev.sheaf.random.Permutation;
import org.jspecify.annotations.Nullable;

/// The items in a random order, another one in each epoch: that of [Permutation] with the seed `seed + epoch`, modulo
/// 2^32.
public final class ShuffledSamples<T> extends ReorderedSamples<T> {
  private static final long SEED_MASK = 0xffff_ffffL;

  private final long seed;
  private final long size;

  /// The last permutation that was worked out. A race costs working it out twice.
  private volatile @Nullable EpochOrder last;

  private record EpochOrder(long epoch, Permutation permutation) {}

  /// @param seed from 0 to 2^32 - 1
  /// @throws IllegalArgumentException if the seed is out of range, or the parent has no end
  public ShuffledSamples(Samples<T> parent, long seed) {
    super(parent);
    if (seed < 0 || seed > SEED_MASK) {
      throw new IllegalArgumentException("expected a seed from 0 to %d, found %d".formatted(SEED_MASK, seed));
    }
    if (parent.size() == UNBOUNDED) {
      throw new IllegalArgumentException(
          "expected shuffle(%d) of items with an end, found %s; shuffle before repeating".formatted(seed, parent));
    }
    this.seed = seed;
    this.size = parent.size();
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
      Permutation permutation = permutation(epoch);
      for (; i < count && Long.compareUnsigned(positions[i] - first, size) < 0; i++) {
        positions[i] = first + permutation.at(positions[i] - first);
      }
    }
  }

  private Permutation permutation(long epoch) {
    EpochOrder order = last;
    if (order == null || order.epoch() != epoch) {
      order = new EpochOrder(epoch, Permutation.of(size, (seed + epoch) & SEED_MASK));
      last = order;
    }
    return order.permutation();
  }

  @Override
  protected String call() {
    return "shuffle(" + seed + ")";
  }
}
