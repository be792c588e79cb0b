package dev.sheaf.tools.profile;

import java.math.BigInteger;

/// A sum of numbers, or of their squares, without any rounding: so the order in which they come makes no difference.
///
/// It is one wide fixed-point number, in 32-bit digits of 64 bits each whose upper halves collect carries. For one
/// thread.
final class ExactSum {
  /// The exponent of the lowest bit: that of the square of the smallest double.
  static final int LOWEST = -2 * 1074;

  private static final int DIGITS = (2 * 1024 - LOWEST + 64) / 32 + 4;
  private static final long MASK = 0xFFFF_FFFFL;

  /// So many additions leave room in the upper half of each digit.
  private static final int PENDING = 1 << 28;

  private final long[] digits = new long[DIGITS];
  private int pending;

  /// Adds a finite number.
  void add(double value) {
    long bits = Double.doubleToRawLongBits(value);
    add(0, mantissa(bits), exponent(bits) - LOWEST, bits < 0);
  }

  /// Adds the square of a finite number.
  void addSquare(double value) {
    long bits = Double.doubleToRawLongBits(value);
    long mantissa = mantissa(bits);
    add(Math.multiplyHigh(mantissa, mantissa), mantissa * mantissa, 2 * exponent(bits) - LOWEST, false);
  }

  /// Adds a whole number.
  void add(long value) {
    add(0, Math.abs(value), -LOWEST, value < 0);
  }

  /// Adds a whole number without a sign.
  void addUnsigned(long value) {
    add(0, value, -LOWEST, false);
  }

  /// Adds the square of a whole number.
  void addSquare(long value) {
    addUnsignedSquare(Math.abs(value));
  }

  /// Adds the square of a whole number without a sign.
  void addUnsignedSquare(long value) {
    add(Math.unsignedMultiplyHigh(value, value), value * value, -LOWEST, false);
  }

  private static long mantissa(long bits) {
    long fraction = bits & ((1L << 52) - 1);
    return (bits >>> 52 & 0x7FF) == 0 ? fraction : fraction | 1L << 52;
  }

  private static int exponent(long bits) {
    return Math.max(1, (int) (bits >>> 52 & 0x7FF)) - 1075;
  }

  /// Adds a number of 128 bits, moved up by `position` bits.
  private void add(long high, long low, int position, boolean negative) {
    int digit = position >>> 5;
    int shift = position & 31;
    long sign = negative ? -1 : 1;
    long a = low << shift;
    long b = shift == 0 ? high : high << shift | low >>> (64 - shift);
    long c = shift == 0 ? 0 : high >>> (64 - shift);
    digits[digit] += sign * (a & MASK);
    digits[digit + 1] += sign * (a >>> 32);
    digits[digit + 2] += sign * (b & MASK);
    digits[digit + 3] += sign * (b >>> 32);
    digits[digit + 4] += sign * (c & MASK);
    if (++pending == PENDING) {
      carry();
    }
  }

  private void carry() {
    for (int i = 0; i < DIGITS - 1; i++) {
      digits[i + 1] += digits[i] >> 32;
      digits[i] &= MASK;
    }
    pending = 0;
  }

  /// Adds what another one has collected.
  void add(ExactSum other) {
    carry();
    other.carry();
    for (int i = 0; i < DIGITS; i++) {
      digits[i] += other.digits[i];
    }
    carry();
  }

  /// The sum, in units of `2^LOWEST`.
  BigInteger scaled() {
    carry();
    BigInteger sum = BigInteger.valueOf(digits[DIGITS - 1]);
    for (int i = DIGITS - 2; i >= 0; i--) {
      sum = sum.shiftLeft(32).add(BigInteger.valueOf(digits[i]));
    }
    return sum;
  }
}
