package dev.sheaf.random;

import java.util.Arrays;

/// Draws by weight of which none comes twice: an order for one epoch in which heavier indices tend to come first.
///
/// The first is drawn by weight among all, the second among the others, and so on: every index waits for a time that is
/// exponential with its weight, and they come as their times do
/// ([Efraimidis and Spirakis](https://doi.org/10.1016/j.ipl.2005.11.003)). One of weight 0 never comes.
///
/// Takes memory and, when it is made, time for all weights, unlike [WeightedDraw]. Immutable and thread-safe.
public final class WeightedOrder {
  private static final long DOMAIN = 2;

  private final int[] order;

  private WeightedOrder(int[] order) {
    this.order = order;
  }

  /// An order of all indices whose weight is above 0.
  ///
  /// @param weights one for each index: finite, 0 or more, not all 0
  /// @param seed 0 or more
  /// @param epoch which order: any `long`
  /// @throws IllegalArgumentException if an argument is out of range
  public static WeightedOrder of(double[] weights, long seed, long epoch) {
    var _ = Weights.sum(weights);
    PositionRandom random = PositionRandom.of(SeedSequence.of(seed), DOMAIN);
    double[] times = new double[weights.length];
    int size = 0;
    for (int i = 0; i < times.length; i++) {
      times[i] = weights[i] > 0 ? random.moved(epoch, i).nextExponential() / weights[i] : Double.NaN;
      size += weights[i] > 0 ? 1 : 0;
    }
    return new WeightedOrder(Arrays.copyOf(Ascending.order(times), size));
  }

  /// How many indices there are in the order.
  public int size() {
    return order.length;
  }

  /// The index at `position`; no other position has the same.
  ///
  /// @throws IndexOutOfBoundsException if the position is not from 0 to `size() - 1`
  public long at(long position) {
    if (position < 0 || position >= order.length) {
      throw new IndexOutOfBoundsException(
          "expected a position from 0 to %d, found %d".formatted(order.length - 1, position));
    }
    return order[(int) position];
  }

  /// Replaces the first `count` of `positions` by the indices that stand there.
  ///
  /// @throws IndexOutOfBoundsException if a position is not from 0 to `size() - 1`; those before it are replaced
  public void apply(long[] positions, int count) {
    for (int i = 0; i < count; i++) {
      positions[i] = at(positions[i]);
    }
  }
}
