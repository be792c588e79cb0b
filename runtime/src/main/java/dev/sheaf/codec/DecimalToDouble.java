package dev.sheaf.codec;

/// Rounds `digits * 10^exponent` to the nearest double, half to even.
///
/// Two ways, both exact: Clinger's, where one multiplication or division of doubles cannot err, and Eisel and Lemire's,
/// which multiplies by 128 bits of a power of five ("Number Parsing at a Gigabyte per Second", 2021, algorithm 1).
final class DecimalToDouble {
  /// What [#round] returns when 128 bits are not enough to tell; no rounding of a decimal number is NaN.
  static final double UNDECIDED = Double.NaN;

  private static final double[] EXACT_POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22
  };

  private static final int MANTISSA_BITS = 52;
  private static final long HIDDEN_BIT = 1L << MANTISSA_BITS;
  private static final int EXPONENT_BIAS = 1023;
  private static final int INFINITE_EXPONENT = 0x7FF;

  private DecimalToDouble() {}

  /// The double nearest to `digits * 10^exponent`, or [#UNDECIDED].
  ///
  /// @param digits at most 19 decimal digits, unsigned
  static double round(long digits, int exponent) {
    if (digits >>> 53 == 0 && exponent >= -22 && exponent <= 22) {
      return exponent < 0 ? digits / EXACT_POWERS_OF_TEN[-exponent] : digits * EXACT_POWERS_OF_TEN[exponent];
    }
    return roundByProduct(digits, exponent);
  }

  private static double roundByProduct(long digits, int exponent) {
    if (digits == 0 || exponent < PowersOfFive.MIN_EXPONENT) {
      return 0;
    }
    if (exponent > PowersOfFive.MAX_EXPONENT) {
      return Double.POSITIVE_INFINITY;
    }
    int leadingZeros = Long.numberOfLeadingZeros(digits);
    long normalized = digits << leadingZeros;
    long power = PowersOfFive.high(exponent);
    long low = normalized * power;
    long high = Math.unsignedMultiplyHigh(normalized, power);
    if ((high & 0x1FF) == 0x1FF) {
      // The bits behind the 55 that count are all set: a carry from the second half of the power may come through.
      long carry = Math.unsignedMultiplyHigh(normalized, PowersOfFive.low(exponent));
      low += carry;
      if (Long.compareUnsigned(low, carry) < 0) {
        high++;
      }
    }
    if (low == -1 && (exponent < -27 || exponent > 55)) {
      return UNDECIDED;
    }
    int top = (int) (high >>> 63);
    int shift = top + 64 - MANTISSA_BITS - 3;
    long mantissa = high >>> shift;
    int binaryExponent = ((217706 * exponent) >> 16) + 63 + top - leadingZeros + EXPONENT_BIAS;
    if (binaryExponent <= 0) {
      return subnormal(mantissa, binaryExponent);
    }
    boolean exactlyHalf =
        Long.compareUnsigned(low, 1) <= 0
            && exponent >= -4
            && exponent <= 23
            && (mantissa & 3) == 1
            && mantissa << shift == high;
    if (exactlyHalf) {
      mantissa &= ~1L;
    }
    mantissa = (mantissa + (mantissa & 1)) >>> 1;
    if (mantissa >= HIDDEN_BIT << 1) {
      mantissa = HIDDEN_BIT;
      binaryExponent++;
    }
    if (binaryExponent >= INFINITE_EXPONENT) {
      return Double.POSITIVE_INFINITY;
    }
    return Double.longBitsToDouble(((long) binaryExponent << MANTISSA_BITS) | (mantissa & ~HIDDEN_BIT));
  }

  private static double subnormal(long mantissa, int binaryExponent) {
    if (binaryExponent <= -63) {
      return 0;
    }
    long rounded = mantissa >>> (1 - binaryExponent);
    rounded = (rounded + (rounded & 1)) >>> 1;
    // Rounded up to the hidden bit, the same bits spell the smallest normal number.
    return Double.longBitsToDouble(rounded);
  }
}
