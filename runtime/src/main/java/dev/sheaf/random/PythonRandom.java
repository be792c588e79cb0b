package dev.sheaf.random;

import java.math.BigInteger;

/// The numbers of CPython's `random.Random(seed)`.
///
/// Not thread-safe: one for each thread.
public final class PythonRandom {
  private final MersenneTwister twister;

  private PythonRandom(MersenneTwister twister) {
    this.twister = twister;
  }

  /// `random.Random(seed)`; a seed and its negative give the same numbers.
  public static PythonRandom of(long seed) {
    return of(BigInteger.valueOf(seed));
  }

  /// `random.Random(seed)` with a seed of any width.
  public static PythonRandom of(BigInteger seed) {
    return new PythonRandom(MersenneTwister.ofWords(Words.ofMagnitude(seed)));
  }

  /// A generator that goes on where another was when its state was taken.
  ///
  /// @param state what [#state()] gave
  /// @throws IllegalArgumentException if it is no such state
  public static PythonRandom restore(int[] state) {
    return new PythonRandom(MersenneTwister.restore(state));
  }

  /// Where the generator is: the 625 numbers of `getstate()[1]`. A copy.
  public int[] state() {
    return twister.state();
  }

  /// A random bit: `getrandbits(1)`.
  public boolean nextBit() {
    return twister.nextInt() < 0;
  }

  /// So many random bits: `getrandbits(count)`.
  ///
  /// @throws IllegalArgumentException if the count is negative
  public BigInteger nextBits(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("expected a count of 0 bits or more, found " + count);
    }
    BigInteger bits = BigInteger.ZERO;
    for (int at = 0; at < count; at += 32) {
      int word = twister.nextInt() >>> Math.max(0, 32 - (count - at));
      bits = bits.or(BigInteger.valueOf(Integer.toUnsignedLong(word)).shiftLeft(at));
    }
    return bits;
  }

  /// A number from 0 to `bound - 1`: `randrange(bound)`.
  ///
  /// @throws IllegalArgumentException if the bound is below 1
  public long nextLong(long bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("expected a bound of 1 or more, found " + bound);
    }
    int bits = Long.SIZE - Long.numberOfLeadingZeros(bound);
    long drawn = bits(bits);
    while (drawn >= bound) {
      drawn = bits(bits);
    }
    return drawn;
  }

  /// From 1 to 63 random bits; the second word holds the high ones.
  private long bits(int count) {
    if (count <= 32) {
      return Integer.toUnsignedLong(twister.nextInt() >>> (32 - count));
    }
    long low = Integer.toUnsignedLong(twister.nextInt());
    return low | (long) (twister.nextInt() >>> (64 - count)) << 32;
  }

  /// A number from 0 to `bound - 1`, of any width: `randrange(bound)`.
  ///
  /// @throws IllegalArgumentException if the bound is below 1
  public BigInteger nextBelow(BigInteger bound) {
    if (bound.signum() < 1) {
      throw new IllegalArgumentException("expected a bound of 1 or more, found " + bound);
    }
    BigInteger drawn = nextBits(bound.bitLength());
    while (drawn.compareTo(bound) >= 0) {
      drawn = nextBits(bound.bitLength());
    }
    return drawn;
  }

  /// A number from 0 to 1, without 1: `random()`.
  public double nextDouble() {
    int upper = twister.nextInt() >>> 5;
    int lower = twister.nextInt() >>> 6;
    return ((long) upper << 26 | lower) * 0x1p-53;
  }
}
