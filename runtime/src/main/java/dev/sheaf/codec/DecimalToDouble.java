package dev.sheaf.codec;

/// Rounds `digits * 10^exponent` to the nearest double, half to even.
///
/// Eisel and Lemire's way: a product with the first bits of a power of five, which tells nearly always; see algorithm 1
/// of Lemire, "Number Parsing at a Gigabyte per Second" (2021, <https://arxiv.org/abs/2101.11408>), and, for why one or
/// two products are enough, Mushtak and Lemire, "Fast Number Parsing Without Fallback" (2023,
/// <https://arxiv.org/abs/2212.06644>).
final class DecimalToDouble {
  /// What [#round] returns when 128 bits are not enough to tell; no rounding of a decimal number is NaN.
  static final double UNDECIDED = Double.NaN;

  private static final int MANTISSA_BITS = 52;
  private static final long HIDDEN_BIT = 1L << MANTISSA_BITS;
  private static final int EXPONENT_BIAS = 1023;
  private static final int INFINITE_EXPONENT = 0x7FF;

  /// The bits of a product behind the 55 that count; where all are set, a carry could reach those.
  private static final long UNDECIDED_BITS = 0x1FF;

  private DecimalToDouble() {}

  /// The double nearest to `digits * 10^exponent`, or [#UNDECIDED].
  ///
  /// The usual case alone, small enough to be inlined into a loop: a normal number that the first half of the power of
  /// five decides. Its branches almost always go the same way. Clinger's way ("How to Read Floating Point Numbers
  /// Accurately", 1990), one division of doubles, is not tried first: whether 16 or 17 digits fit its 53 bits is a coin
  /// toss, and a branch that is foretold wrongly costs more than the product.
  ///
  /// @param digits at most 19 decimal digits, unsigned
  static double round(long digits, int exponent) {
    if (digits == 0 || exponent < PowersOfFive.MIN_EXPONENT || exponent > PowersOfFive.MAX_EXPONENT) {
      return roundUnusual(digits, exponent);
    }
    int leadingZeros = Long.numberOfLeadingZeros(digits);
    long normalized = digits << leadingZeros;
    long power = PowersOfFive.high(exponent);
    long low = normalized * power;
    long high = Math.unsignedMultiplyHigh(normalized, power);
    int top = (int) (high >>> 63);
    int biased = binaryExponent(exponent, leadingZeros) + top;
    boolean carryMatters = (high & UNDECIDED_BITS) == UNDECIDED_BITS;
    boolean mayBeHalf = Long.compareUnsigned(low + 1, 2) <= 0;
    if (carryMatters || mayBeHalf || biased <= 0 || biased >= INFINITE_EXPONENT - 1) {
      return roundUnusual(digits, exponent);
    }
    long mantissa = high >>> (top + 64 - MANTISSA_BITS - 3);
    // The hidden bit, and a carry out of the mantissa, add one to the exponent.
    return Double.longBitsToDouble((((long) biased - 1) << MANTISSA_BITS) + ((mantissa + (mantissa & 1)) >>> 1));
  }

  private static int binaryExponent(int exponent, int leadingZeros) {
    return ((217706 * exponent) >> 16) + 63 - leadingZeros + EXPONENT_BIAS;
  }

  private static double roundUnusual(long digits, int exponent) {
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
    if ((high & UNDECIDED_BITS) == UNDECIDED_BITS) {
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
    int binaryExponent = binaryExponent(exponent, leadingZeros) + top;
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
