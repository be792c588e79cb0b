package dev.sheaf.random;

import java.math.BigInteger;
import java.util.List;

/// The generator of NumPy's `default_rng(seed)`: [PCG](https://www.pcg-random.org) with 128 bits of state, output by
/// exclusive or and rotation (XSL RR).
///
/// Not thread-safe: one for each thread.
public final class Pcg64 extends NumpyRandom {
  private static final long MULTIPLIER_HIGH = 0x2360ed051fc65da4L;
  private static final long MULTIPLIER_LOW = 0x4385df649fccf645L;

  private long high;
  private long low;
  private final long incrementHigh;
  private final long incrementLow;

  private Pcg64(long stateHigh, long stateLow, long streamHigh, long streamLow) {
    incrementHigh = streamHigh << 1 | streamLow >>> 63;
    incrementLow = streamLow << 1 | 1;
    step();
    add(stateHigh, stateLow);
    step();
  }

  /// NumPy's `default_rng(seed)`.
  ///
  /// @param seed 0 or more
  /// @throws IllegalArgumentException if the seed is negative
  public static Pcg64 of(long seed) {
    return of(BigInteger.valueOf(seed));
  }

  /// NumPy's `default_rng(seed)` with a seed of any width.
  ///
  /// @param seed 0 or more
  /// @throws IllegalArgumentException if the seed is negative
  public static Pcg64 of(BigInteger seed) {
    return of(SeedSequence.of(List.of(seed)));
  }

  /// NumPy's `default_rng(seeds)`.
  public static Pcg64 of(SeedSequence seeds) {
    long[] words = seeds.longs(4);
    return new Pcg64(words[0], words[1], words[2], words[3]);
  }

  @Override
  public long nextLong() {
    step();
    return Long.rotateRight(high ^ low, (int) (high >>> 58));
  }

  private void step() {
    long productHigh =
        Math.unsignedMultiplyHigh(low, MULTIPLIER_LOW) + high * MULTIPLIER_LOW + low * MULTIPLIER_HIGH;
    low *= MULTIPLIER_LOW;
    high = productHigh;
    add(incrementHigh, incrementLow);
  }

  private void add(long otherHigh, long otherLow) {
    low += otherLow;
    high += otherHigh + (Long.compareUnsigned(low, otherLow) < 0 ? 1 : 0);
  }
}
