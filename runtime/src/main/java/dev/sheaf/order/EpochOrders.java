package dev.sheaf.order;

import dev.sheaf.random.Permutation;
import org.jspecify.annotations.Nullable;

/// The permutations that were worked out last, since one costs more than it is asked for: a table of up to 2^16
/// positions. Of those that fall on the same place the later stays.
///
/// For any number of threads: a race costs working one out twice, and no more, since entries are immutable.
final class EpochOrders {
  private static final long SEED_MASK = 0xffff_ffffL;
  private static final int KEPT = 8;

  private final long seed;
  private final @Nullable Entry[] kept = new Entry[KEPT];

  private record Entry(long number, Permutation order) {}

  /// @param seed from 0 to 2^32 - 1
  /// @throws IllegalArgumentException if the seed is out of range
  EpochOrders(long seed) {
    if (seed < 0 || seed > SEED_MASK) {
      throw new IllegalArgumentException("expected a seed from 0 to %d, found %d".formatted(SEED_MASK, seed));
    }
    this.seed = seed;
  }

  /// The order of some epoch, or window: that of the seed `seed + number`, modulo 2^32.
  ///
  /// @param size how many positions it has; the same whenever this number is asked for
  Permutation order(long number, long size) {
    int place = (int) (number & (KEPT - 1));
    Entry entry = kept[place];
    if (entry == null || entry.number() != number) {
      entry = new Entry(number, Permutation.of(size, (seed + number) & SEED_MASK));
      kept[place] = entry;
    }
    return entry.order();
  }
}
