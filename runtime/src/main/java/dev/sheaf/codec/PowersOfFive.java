package dev.sheaf.codec;

import java.math.BigInteger;

/// The first 128 bits of the powers of five that a decimal exponent of a double can need.
///
/// Positive powers are cut off, negative ones (as reciprocals) rounded up, as section 5 of Lemire, "Number Parsing at a
/// Gigabyte per Second" (2021), asks.
final class PowersOfFive {
  /// Below 10^-342 every number of 19 digits is zero as a double.
  static final int MIN_EXPONENT = -342;

  /// Above 10^308 every number is infinite as a double.
  static final int MAX_EXPONENT = 308;

  private static final int COUNT = MAX_EXPONENT - MIN_EXPONENT + 1;
  private static final long[] HIGH = new long[COUNT];
  private static final long[] LOW = new long[COUNT];

  static {
    BigInteger five = BigInteger.valueOf(5);
    for (int exponent = MIN_EXPONENT; exponent <= MAX_EXPONENT; exponent++) {
      BigInteger power = five.pow(Math.abs(exponent));
      BigInteger bits = exponent < 0 ? reciprocal(power, exponent) : power;
      int excess = bits.bitLength() - 128;
      bits = excess > 0 ? bits.shiftRight(excess) : bits.shiftLeft(-excess);
      HIGH[exponent - MIN_EXPONENT] = bits.shiftRight(64).longValue();
      LOW[exponent - MIN_EXPONENT] = bits.longValue();
    }
  }

  private PowersOfFive() {}

  private static BigInteger reciprocal(BigInteger power, int exponent) {
    int bits = power.bitLength();
    // The smallest ones fit 128 bits exactly after rounding up; for the others there are more bits, cut off later.
    int shift = exponent >= -27 ? bits + 127 : 2 * bits + 128;
    return BigInteger.ONE.shiftLeft(shift).divide(power).add(BigInteger.ONE);
  }

  /// The upper 64 bits of 5^`exponent`, the first of them set.
  static long high(int exponent) {
    return HIGH[exponent - MIN_EXPONENT];
  }

  /// The 64 bits after those.
  static long low(int exponent) {
    return LOW[exponent - MIN_EXPONENT];
  }
}
