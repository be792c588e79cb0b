package dev.sheaf.random;

import java.math.BigInteger;
import java.util.Optional;

/// Positions drawn once for all readers and dealt out to them in turn: SPDL's `DistributedRandomSampler`, number for
/// number.
///
/// Without weights no position comes twice: the readers' parts are disjoint, and together a permutation where as many
/// are drawn as there are. With weights each draw is independent. An order depends on the seed alone. Where the shares
/// are even, only a multiple of the readers is drawn, so that who is left out changes with the seed.
///
/// A draw needs memory for all positions, which [Permutation] and [WeightedDraw] do not. Immutable and thread-safe.
public final class RandomSampler {
  private final long size;
  private final int draws;
  private final Share share;
  private final Optional<double[]> probabilities;

  private RandomSampler(long size, int draws, Share share, Optional<double[]> probabilities) {
    this.size = size;
    this.draws = draws;
    this.share = share;
    this.probabilities = probabilities;
  }

  /// All positions, in a random order.
  ///
  /// @param size how many positions there are, 1 or more
  /// @throws IllegalArgumentException if the size is out of range, or an even share would be empty
  public static RandomSampler of(int size, Share share) {
    return of(size, size, share);
  }

  /// Some of the positions, in a random order.
  ///
  /// @param size how many positions there are, 1 or more
  /// @param draws how many of them are drawn for all readers together, from 1 to `size`
  /// @throws IllegalArgumentException if an argument is out of range, or an even share would be empty
  public static RandomSampler of(long size, int draws, Share share) {
    SamplerArguments.check(size, draws, share);
    if (draws > size) {
      throw new IllegalArgumentException("expected up to %d draws without weights, found %d".formatted(size, draws));
    }
    return new RandomSampler(size, draws, share, Optional.empty());
  }

  /// Positions by weight; they may come again.
  ///
  /// @param size how many positions there are, 1 or more
  /// @param weights one for each position: finite, 0 or more, not all 0
  /// @param draws how many are drawn for all readers together, 1 or more
  /// @throws IllegalArgumentException if an argument is out of range, or an even share would be empty
  public static RandomSampler weighted(int size, double[] weights, int draws, Share share) {
    SamplerArguments.check(size, draws, share);
    if (weights.length != size) {
      throw new IllegalArgumentException(
          "expected a weight for each of %d positions, found %d".formatted(size, weights.length));
    }
    double total = Weights.sum(weights);
    double[] probabilities = weights.clone();
    for (int i = 0; i < size; i++) {
      probabilities[i] /= total;
    }
    return new RandomSampler(size, draws, share, Optional.of(probabilities));
  }

  /// How many positions there are for us.
  public long length() {
    return share.size(draws);
  }

  /// Our positions, in their order.
  ///
  /// @param seed decides the order: 0 or more
  /// @throws IllegalArgumentException if the seed is negative
  public long[] draw(long seed) {
    return draw(BigInteger.valueOf(seed));
  }

  /// Our positions, in their order.
  ///
  /// @param seed decides the order: 0 or more
  /// @throws IllegalArgumentException if the seed is negative
  public long[] draw(BigInteger seed) {
    Pcg64 random = Pcg64.of(seed);
    int covered = (int) share.covered(draws);
    long[] all =
        probabilities.isPresent()
            ? Choice.weighted(random, probabilities.get(), covered)
            : Choice.distinct(random, size, covered);
    long[] ours = new long[(int) length()];
    for (int i = 0; i < ours.length; i++) {
      ours[i] = all[(int) share.strided(i)];
    }
    return ours;
  }
}
