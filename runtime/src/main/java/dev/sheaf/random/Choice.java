package dev.sheaf.random;

import java.util.Arrays;

/// Draws from the positions from 0 on: NumPy's `Generator.choice`, number for number.
public final class Choice {
  /// From so many positions on, drawing more than a fiftieth of them is done by shuffling all.
  private static final int FEW = 10_000;

  private static final int SHUFFLED_FRACTION = 50;
  private static final int MAX_SPARSE_DRAWS = 1 << 29;

  private Choice() {}

  /// Independent draws: `choice(size, draws)`.
  ///
  /// @param size how many positions there are, 1 or more
  /// @param draws how many are drawn, 0 or more
  /// @throws IllegalArgumentException if an argument is out of range
  public static long[] any(NumpyRandom random, long size, int draws) {
    checkDraws(draws);
    if (size < 1) {
      throw new IllegalArgumentException("expected a size of 1 position or more, found " + size);
    }
    long[] drawn = new long[draws];
    for (int i = 0; i < draws; i++) {
      drawn[i] = random.nextLong(size);
    }
    return drawn;
  }

  /// Draws of which none comes twice: `choice(size, draws, replace=False)`.
  ///
  /// @param size how many positions there are, 0 or more; below 2^31 where more than a fiftieth is drawn
  /// @param draws how many are drawn, from 0 to `size`, and up to 2^29 where that is less than a fiftieth
  /// @throws IllegalArgumentException if an argument is out of range
  public static long[] distinct(NumpyRandom random, long size, int draws) {
    checkDraws(draws);
    if (draws > size) {
      throw new IllegalArgumentException("expected up to %d draws without repeats, found %d".formatted(size, draws));
    }
    return size > FEW && draws > size / SHUFFLED_FRACTION
        ? tailOfShuffled(random, size, draws)
        : floyd(random, size, draws);
  }

  private static long[] tailOfShuffled(NumpyRandom random, long size, int draws) {
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "expected fewer than 2^31 positions where more than a fiftieth of them is drawn, found " + size);
    }
    long[] all = new long[(int) size];
    Arrays.setAll(all, i -> i);
    for (int i = all.length - 1; i >= Math.max(all.length - draws, 1); i--) {
      NumpyRandom.swap(all, i, (int) random.nextLong(i + 1L));
    }
    return Arrays.copyOfRange(all, all.length - draws, all.length);
  }

  /// [Floyd's algorithm](https://doi.org/10.1145/30401.315746), then a shuffle of what was drawn.
  private static long[] floyd(NumpyRandom random, long size, int draws) {
    if (draws > MAX_SPARSE_DRAWS) {
      throw new IllegalArgumentException(
          "expected up to %d draws out of %d, found %d".formatted(MAX_SPARSE_DRAWS, size, draws));
    }
    long[] drawn = new long[draws];
    PositionSet seen = new PositionSet(draws);
    for (int i = 0; i < draws; i++) {
      long last = size - draws + i;
      long position = random.nextLong(last + 1);
      drawn[i] = seen.add(position) ? position : last;
      seen.add(drawn[i]);
    }
    for (int i = draws - 1; i > 0; i--) {
      NumpyRandom.swap(drawn, i, (int) random.nextLong(i + 1L));
    }
    return drawn;
  }

  /// Independent draws by weight: `choice(len(p), draws, p=p)`, but for the weights, which may have any sum.
  ///
  /// @param weights one for each position: finite, 0 or more, not all 0
  /// @param draws how many are drawn, 0 or more
  /// @throws IllegalArgumentException if an argument is out of range
  public static long[] weighted(NumpyRandom random, double[] weights, int draws) {
    checkDraws(draws);
    var _ = Weights.sum(weights);
    double[] bounds = bounds(weights);
    long[] drawn = new long[draws];
    for (int i = 0; i < draws; i++) {
      drawn[i] = above(bounds, random.nextDouble());
    }
    return drawn;
  }

  /// Draws by weight of which none comes twice: `choice(len(p), draws, replace=False, p=p)`, but for the weights, which
  /// may have any sum.
  ///
  /// @param weights one for each position: finite, 0 or more, not all 0
  /// @param draws how many are drawn, from 0 to the number of weights above 0
  /// @throws IllegalArgumentException if an argument is out of range
  public static long[] weightedDistinct(NumpyRandom random, double[] weights, int draws) {
    checkDraws(draws);
    var _ = Weights.sum(weights);
    long positive = Arrays.stream(weights).filter(weight -> weight > 0).count();
    if (draws > positive) {
      throw new IllegalArgumentException(
          "expected up to %d draws, as many as there are weights above 0, found %d".formatted(positive, draws));
    }
    double[] left = weights.clone();
    long[] drawn = new long[draws];
    int found = 0;
    while (found < draws) {
      double[] bounds = bounds(left);
      for (int missing = draws - found; missing > 0; missing--) {
        int position = above(bounds, random.nextDouble());
        if (left[position] > 0) {
          left[position] = 0;
          drawn[found++] = position;
        }
      }
    }
    return drawn;
  }

  /// The sums up to each weight, over the last of them.
  private static double[] bounds(double[] weights) {
    double[] bounds = weights.clone();
    for (int i = 1; i < bounds.length; i++) {
      bounds[i] += bounds[i - 1];
    }
    double total = bounds[bounds.length - 1];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] /= total;
    }
    return bounds;
  }

  /// The first whose bound is above `value`.
  private static int above(double[] bounds, double value) {
    int low = 0;
    int high = bounds.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (bounds[middle] > value) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static void checkDraws(int draws) {
    if (draws < 0) {
      throw new IllegalArgumentException("expected 0 draws or more, found " + draws);
    }
  }
}
