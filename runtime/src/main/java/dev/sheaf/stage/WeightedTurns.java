package dev.sheaf.stage;

import dev.sheaf.random.MersenneTwister;
import dev.sheaf.random.PositionRandom;
import java.util.Arrays;

/// Draws by weight: which of several it is, for each draw of an epoch.
abstract sealed class WeightedTurns {
  /// Which one a draw falls on.
  ///
  /// @param draw the number of the draw in its epoch, from 0
  abstract int at(long draw);

  /// From here on one is never drawn; the others share its part.
  abstract void leaveOut(int index);

  /// The draws of one epoch.
  ///
  /// @param weights above 0 and finite
  static WeightedTurns of(DrawnBy drawnBy, double[] weights, long seed, long epoch) {
    return switch (drawnBy) {
      case POSITION -> new ByPosition(weights, seed, epoch);
      case MERSENNE_TWISTER -> new ByMersenneTwister(weights, seed + epoch);
    };
  }

  private static final class ByPosition extends WeightedTurns {
    private final PositionRandom random;
    private final long epoch;
    private final double[] weights;
    private final double[] sums;

    ByPosition(double[] weights, long seed, long epoch) {
      this.random = PositionRandom.of(seed);
      this.epoch = epoch;
      this.weights = weights.clone();
      this.sums = new double[weights.length];
      sum();
    }

    private void sum() {
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        sum += weights[i];
        sums[i] = sum;
      }
    }

    @Override
    int at(long draw) {
      double number = random.at(epoch, draw).nextDouble() * sums[sums.length - 1];
      int index = Arrays.binarySearch(sums, number);
      // A sum itself is the beginning of the next part; parts of no width are passed over.
      int drawn = index < 0 ? -index - 1 : index + 1;
      while (drawn < weights.length && weights[drawn] == 0) {
        drawn++;
      }
      return drawn < weights.length ? drawn : last();
    }

    private int last() {
      int last = weights.length - 1;
      while (weights[last] == 0) {
        last--;
      }
      return last;
    }

    @Override
    void leaveOut(int index) {
      weights[index] = 0;
      sum();
    }
  }

  /// The arithmetic of fairseq2, in 32 bits, step by step: another order of the same sums would round otherwise.
  private static final class ByMersenneTwister extends WeightedTurns {
    private final long seed;
    private final float[] sums;
    private final boolean[] isLeftOut;
    private MersenneTwister random;
    private long next;

    ByMersenneTwister(double[] weights, long seed) {
      this.seed = seed;
      this.random = MersenneTwister.of(seed);
      this.sums = new float[weights.length];
      this.isLeftOut = new boolean[weights.length];
      float sum = 0;
      for (int i = 0; i < sums.length; i++) {
        sum += (float) weights[i];
        sums[i] = sum;
      }
      normalize();
    }

    private void normalize() {
      float sum = sums.length == 0 ? 1 : sums[sums.length - 1];
      if (Math.abs(1 - sum) >= 0.0001f * Math.max(1, Math.abs(sum))) {
        for (int i = 0; i < sums.length; i++) {
          sums[i] /= sum;
        }
      }
    }

    @Override
    int at(long draw) {
      if (draw < next) {
        random = MersenneTwister.of(seed);
        next = 0;
      }
      while (next < draw) {
        random.nextInt();
        next++;
      }
      next++;
      float number = random.nextFloat();
      int low = 0;
      int high = sums.length - 1;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (sums[middle] < number) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      // Rounding may leave nothing to the right of the last that is not left out.
      for (int i = 0; i < sums.length && isLeftOut[low]; i++) {
        low = low + 1 == sums.length ? 0 : low + 1;
      }
      return low;
    }

    @Override
    void leaveOut(int index) {
      isLeftOut[index] = true;
      float before = index == 0 ? 0 : sums[index - 1];
      float weight = sums[index] - before;
      sums[index] = before;
      for (int i = index + 1; i < sums.length; i++) {
        sums[i] -= weight;
      }
      normalize();
    }
  }
}
