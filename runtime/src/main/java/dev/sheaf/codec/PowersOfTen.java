package dev.sheaf.codec;

import java.math.BigInteger;

/// Powers of ten as the Schubfach algorithm needs them: for each exponent the number `g = floor(10^e / 2^r) + 1`, where
/// `r` is such that `g` has 126 bits; see section 9.8 of the paper that [ShortestDecimal] names.
final class PowersOfTen {
  private static final int MIN_EXPONENT = -292;
  private static final int MAX_EXPONENT = 324;
  private static final int BITS = 126;

  private static final long[] HIGH = new long[MAX_EXPONENT - MIN_EXPONENT + 1];
  private static final long[] LOW = new long[MAX_EXPONENT - MIN_EXPONENT + 1];

  static {
    for (int exponent = MIN_EXPONENT; exponent <= MAX_EXPONENT; exponent++) {
      BigInteger power = BigInteger.TEN.pow(Math.abs(exponent));
      BigInteger cut = exponent < 0 ? reciprocal(power) : power.shiftLeft(BITS).shiftRight(power.bitLength());
      BigInteger bits = cut.add(BigInteger.ONE);
      HIGH[exponent - MIN_EXPONENT] = bits.shiftRight(63).longValueExact();
      LOW[exponent - MIN_EXPONENT] = bits.longValue() & Long.MAX_VALUE;
    }
  }

  private PowersOfTen() {}

  /// The first 126 bits of 1 / `power`, which is no power of two.
  private static BigInteger reciprocal(BigInteger power) {
    return BigInteger.ONE.shiftLeft(BITS + power.bitLength() - 1).divide(power);
  }

  /// The upper 63 bits of the number for 10^`exponent`.
  static long high(int exponent) {
    return HIGH[exponent - MIN_EXPONENT];
  }

  /// The lower 63 bits of it.
  static long low(int exponent) {
    return LOW[exponent - MIN_EXPONENT];
  }
}
