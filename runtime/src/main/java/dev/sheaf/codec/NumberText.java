package dev.sheaf.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Spells numbers in ASCII, straight into an array of bytes.
///
/// Each method returns where the text ends. Bytes behind that, up to [#MAX_BYTES] from the start, may be overwritten.
final class NumberText {
  /// What a number needs at most, counting bytes that are written and then not used.
  static final int MAX_BYTES = 32;

  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EIGHT_ZEROS = 0x3030303030303030L;
  private static final long ZERO_POINT_ZEROS = (EIGHT_ZEROS & ~0xFF00L) | ('.' << 8);
  private static final int TEN_8 = 100_000_000;
  private static final long TEN_16 = 10_000_000_000_000_000L;

  /// Numbers from 10^-5 up to below 10^16 are spelled without an exponent, as Python does.
  private static final int MIN_PLAIN_POINT = -4;

  private static final int MAX_PLAIN_POINT = 16;

  private static final int NARROW_DIGITS = 9;
  private static final int WIDE_DIGITS = 17;

  private static final long[] POWERS = new long[WIDE_DIGITS + 1];

  /// For each highest bit what must be added to a number of at most nine digits, so that the sum's upper half is their
  /// count: the count of the greatest such number, less the power of ten at which it begins.
  private static final long[] COUNTS = new long[30];

  static {
    long power = 1;
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = power;
      power *= 10;
    }
    for (int bit = 0; bit < COUNTS.length; bit++) {
      int fewest = wideDigitCount(1L << bit);
      int most = wideDigitCount((2L << bit) - 1);
      COUNTS[bit] = ((long) most << 32) - (fewest == most ? 0 : POWERS[fewest]);
    }
  }

  private NumberText() {}

  /// Spells a whole number.
  static int putInteger(byte[] target, int at, long value) {
    if (value < 0) {
      target[at] = '-';
      // The bits of -2^63 are those of 2^63.
      return putUnsigned(target, at + 1, -value);
    }
    return putUnsigned(target, at, value);
  }

  /// Spells the whole number from 0 to 2^64 - 1 that has these bits.
  static int putUnsigned(byte[] target, int at, long value) {
    if (Long.compareUnsigned(value, TEN_8) < 0) {
      return putLeading(target, at, (int) value);
    }
    if (Long.compareUnsigned(value, TEN_16) < 0) {
      long upper = value / TEN_8;
      int end = putLeading(target, at, (int) upper);
      LONG.set(target, end, eightDigits((int) (value - upper * TEN_8)) | EIGHT_ZEROS);
      return end + 8;
    }
    long upper = Long.divideUnsigned(value, TEN_16);
    long rest = value - upper * TEN_16;
    long middle = rest / TEN_8;
    int end = putLeading(target, at, (int) upper);
    LONG.set(target, end, eightDigits((int) middle) | EIGHT_ZEROS);
    LONG.set(target, end + 8, eightDigits((int) (rest - middle * TEN_8)) | EIGHT_ZEROS);
    return end + 16;
  }

  /// Spells a number of up to eight digits, without leading zeros.
  private static int putLeading(byte[] target, int at, int value) {
    if (value < 10) {
      target[at] = (byte) ('0' + value);
      return at + 1;
    }
    long digits = eightDigits(value);
    int zeros = Long.numberOfTrailingZeros(digits) >>> 3;
    LONG.set(target, at, (digits | EIGHT_ZEROS) >>> (8 * zeros));
    return at + 8 - zeros;
  }

  /// Spells `digits * 10^exponent` with a point or an exponent, and without trailing zeros: `0.25`, `3.0`, `1e16`.
  ///
  /// @param digits 1 to 999,999,999
  static int putDecimal(byte[] target, int at, int digits, int exponent) {
    int count = (int) ((digits + COUNTS[31 - Integer.numberOfLeadingZeros(digits)]) >>> 32);
    int scaled = digits * (int) POWERS[NARROW_DIGITS - count];
    int head = scaled / TEN_8;
    long middle = eightDigits(scaled - head * TEN_8);
    int length = NARROW_DIGITS - (Long.numberOfLeadingZeros(middle) >>> 3);
    return put(target, at, head, middle, 0, false, length, count + exponent);
  }

  /// Spells `digits * 10^exponent` in the same way.
  ///
  /// @param digits 1 to 10^17 - 1
  static int putDecimal(byte[] target, int at, long digits, int exponent) {
    int count = wideDigitCount(digits);
    long scaled = digits * POWERS[WIDE_DIGITS - count];
    long head = scaled / TEN_16;
    long rest = scaled - head * TEN_16;
    long upper = rest / TEN_8;
    long middle = eightDigits((int) upper);
    long low = eightDigits((int) (rest - upper * TEN_8));
    int length =
        low != 0
            ? WIDE_DIGITS - (Long.numberOfLeadingZeros(low) >>> 3)
            : NARROW_DIGITS - (Long.numberOfLeadingZeros(middle) >>> 3);
    return put(target, at, (int) head, middle, low, true, length, count + exponent);
  }

  /// How many decimal digits a positive number has.
  private static int wideDigitCount(long value) {
    // 1233 / 4096 is a little more than log10(2).
    int guess = ((64 - Long.numberOfLeadingZeros(value)) * 1233) >>> 12;
    return guess + (value >= POWERS[guess] ? 1 : 0);
  }

  /// The eight decimal digits of a number below 10^8, one in each byte, the first in the lowest.
  ///
  /// Splits the number in halves, three times, in all lanes of a word at once; the quotients by 100 and by 10 are
  /// products with rounded reciprocals, exact for what a lane can hold.
  private static long eightDigits(int value) {
    // A quotient as a product here too: the compiler's own would mind negative numbers.
    long upper = (value * 3_518_437_209L) >>> 45;
    long fours = upper | ((value - upper * 10_000) << 32);
    long hundreds = ((fours * 10_486) >>> 20) & 0x7F_0000_007FL;
    long twos = hundreds | ((fours - hundreds * 100) << 16);
    long tens = ((twos * 103) >>> 10) & 0xF_000F_000F_000FL;
    return tens | ((twos - tens * 10) << 8);
  }

  /// Lays out nine digits, `head` and the eight of `middle`, or seventeen, with the eight of `low`.
  ///
  /// @param wide whether there are seventeen
  /// @param length how many of them count: the others are zeros
  /// @param point how many stand before the point; 0 or less when zeros follow it
  private static int put(
      byte[] target, int at, int head, long middle, long low, boolean wide, int length, int point) {
    if (point <= 0 && point >= MIN_PLAIN_POINT) {
      LONG.set(target, at, ZERO_POINT_ZEROS);
      int start = at + 2 - point;
      putDigits(target, start, head, middle, low, wide);
      return start + length;
    }
    if (point <= 0 || point > MAX_PLAIN_POINT) {
      return putScientific(target, at, head, middle, low, length, point - 1);
    }
    putDigits(target, at, head, middle, low, wide || point >= length);
    if (point >= length) {
      target[at + point] = '.';
      target[at + point + 1] = '0';
      return at + point + 2;
    }
    // The digits behind the point once more, one place further on.
    if (point < NARROW_DIGITS) {
      LONG.set(target, at + point + 1, (middle | EIGHT_ZEROS) >>> (8 * (point - 1)));
      if (wide) {
        LONG.set(target, at + 10, low | EIGHT_ZEROS);
      }
    } else {
      LONG.set(target, at + point + 1, (low | EIGHT_ZEROS) >>> (8 * (point - NARROW_DIGITS)));
    }
    target[at + point] = '.';
    return at + length + 1;
  }

  private static void putDigits(byte[] target, int at, int head, long middle, long low, boolean wide) {
    target[at] = (byte) ('0' + head);
    LONG.set(target, at + 1, middle | EIGHT_ZEROS);
    if (wide) {
      LONG.set(target, at + 9, low | EIGHT_ZEROS);
    }
  }

  private static int putScientific(
      byte[] target, int at, int head, long middle, long low, int length, int exponent) {
    int end = at + 1;
    if (length > 1) {
      putDigits(target, at + 1, head, middle, low, true);
      target[at + 1] = '.';
      end = at + 1 + length;
    }
    target[at] = (byte) ('0' + head);
    target[end] = 'e';
    return putInteger(target, end + 1, exponent);
  }
}
