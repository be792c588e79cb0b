package dev.sheaf.codec;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Scans one JSON number: `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`, and gives its value.
///
/// The bytes must stay where they are until the value has been taken. For one thread.
final class NumberScanner {
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ZEROS = 0x3030303030303030L;
  private static final long[] POWERS_OF_TEN = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000
  };

  /// How many decimal digits surely fit an unsigned 64-bit integer.
  private static final int MAX_DIGITS = 19;

  /// An exponent beyond this makes any number zero or infinite, however many digits it has.
  private static final int MAX_EXPONENT = 1 << 27;

  private byte[] bytes = new byte[0];
  private int start;
  private int end;
  private boolean negative;
  private boolean integer;

  /// The digits before and after the point as one number, modulo 2^64, and how many there are.
  private long digits;

  private int digitCount;
  private int fractionDigits;
  private int exponent;

  /// Scans the number that starts at `from`; some byte that is no part of a number must follow, and eight more bytes.
  ///
  /// @return the position after it; where it breaks the grammar, the complement of that position
  int scan(byte[] source, int from) {
    int at = from;
    boolean minus = source[at] == '-';
    if (minus) {
      at++;
    }
    int firstDigit = at;
    int firstValue = source[at] - '0';
    if (firstValue < 0 || firstValue > 9) {
      return ~at;
    }
    at++;
    long value = firstValue;
    if (isDigit(source[at])) {
      if (firstValue == 0) {
        return ~at;
      }
      long word = eight(source, at);
      // Most numbers of a file are about as long as each other, so that this branch is foretold well.
      for (; areDigits(word); word = eight(source, at)) {
        value = value * 100_000_000 + parseDigits(word);
        at += 8;
      }
      int digits = leadingDigits(word);
      value = value * POWERS_OF_TEN[digits] + parseDigits(word << (56 - 8 * digits) << 8);
      at += digits;
    }
    int count = at - firstDigit;
    int fraction = 0;
    boolean whole = true;
    if (source[at] == '.') {
      int point = ++at;
      long word = eight(source, at);
      // Most numbers of a file are about as long as each other, so that this branch is foretold well.
      for (; areDigits(word); word = eight(source, at)) {
        value = value * 100_000_000 + parseDigits(word);
        at += 8;
      }
      int digits = leadingDigits(word);
      value = value * POWERS_OF_TEN[digits] + parseDigits(word << (56 - 8 * digits) << 8);
      at += digits;
      fraction = at - point;
      if (fraction == 0) {
        return ~at;
      }
      count += fraction;
      whole = false;
    }
    bytes = source;
    start = from;
    end = at;
    negative = minus;
    integer = whole;
    digits = value;
    digitCount = count;
    fractionDigits = fraction;
    exponent = 0;
    return (source[at] | 0x20) == 'e' ? scanExponent(at + 1) : at;
  }

  /// Scans the exponent behind its `e`. Apart, so that the much more common rest is small enough to be inlined.
  private int scanExponent(int from) {
    int at = from;
    boolean down = bytes[at] == '-';
    if (down || bytes[at] == '+') {
      at++;
    }
    int firstDigit = at;
    int power = 0;
    for (int digit = bytes[at] - '0'; digit >= 0 && digit <= 9; digit = bytes[at] - '0') {
      power = Math.min(power * 10 + digit, MAX_EXPONENT);
      at++;
    }
    if (at == firstDigit) {
      return ~at;
    }
    exponent = down ? -power : power;
    integer = false;
    end = at;
    return at;
  }

  /// Where the number starts.
  int start() {
    return start;
  }

  /// How many bytes it has.
  int length() {
    return end - start;
  }

  /// Whether it has neither a point nor an exponent.
  boolean isInteger() {
    return integer;
  }

  /// Whether it is an integer of at most 19 digits, so that [#magnitude()] is its value.
  boolean isShortInteger() {
    return integer && digitCount <= MAX_DIGITS;
  }

  /// Whether it starts with a minus.
  boolean isNegative() {
    return negative;
  }

  /// The value without its sign, unsigned, of a [short integer][#isShortInteger()].
  long magnitude() {
    return digits;
  }

  /// The value, rounded to the nearest double, half to even; infinite where it is beyond all doubles.
  double toDouble() {
    if (digitCount <= MAX_DIGITS) {
      double value = DecimalToDouble.round(digits, exponent - fractionDigits);
      if (!Double.isNaN(value)) {
        return negative ? -value : value;
      }
    }
    return longToDouble();
  }

  /// The value of a number of many digits: the first 19 that count often decide it.
  private double longToDouble() {
    long head = 0;
    int count = 0;
    int position = start + (negative ? 1 : 0);
    int scale = exponent - fractionDigits;
    int last = position + digitCount + (fractionDigits > 0 ? 1 : 0);
    for (; position < last && count < MAX_DIGITS; position++) {
      int digit = bytes[position] - '0';
      if (bytes[position] != '.' && (count > 0 || digit > 0)) {
        head = head * 10 + digit;
        count++;
      }
    }
    for (int rest = position; rest < last; rest++) {
      scale += bytes[rest] == '.' ? 0 : 1;
    }
    double below = DecimalToDouble.round(head, scale);
    if (position == last ? !Double.isNaN(below) : below == DecimalToDouble.round(head + 1, scale)) {
      return negative ? -below : below;
    }
    return JavaDoubleParser.parseDouble(bytes, start, end - start);
  }

  /// Whether an integer fits 64 bits, signed where it is negative and unsigned where it is not.
  boolean fitsLong() {
    if (digitCount < MAX_DIGITS) {
      return true;
    }
    if (digitCount > MAX_DIGITS + 1) {
      return false;
    }
    BigInteger value = new BigInteger(text());
    return negative ? value.bitLength() < Long.SIZE : value.bitLength() <= Long.SIZE;
  }

  /// The exact value.
  ///
  /// @throws ArithmeticException if it is not whole
  /// @throws NumberFormatException if it has more than `maxDigits` digits
  BigInteger toWhole(int maxDigits) {
    if (isZero()) {
      return BigInteger.ZERO;
    }
    // The power of ten of the first digit and of the last one, so that 1e999999999 is never written out.
    BigDecimal value = new BigDecimal(new String(bytes, start, mantissaLength(), StandardCharsets.ISO_8859_1));
    BigDecimal stripped = value.stripTrailingZeros();
    long scale = (long) stripped.scale() - exponent;
    if (scale > 0) {
      throw new ArithmeticException("not whole");
    }
    if (stripped.precision() - scale > maxDigits) {
      throw new NumberFormatException("too large");
    }
    return stripped.unscaledValue().multiply(BigInteger.TEN.pow((int) -scale));
  }

  private boolean isZero() {
    for (int position = start; position < start + mantissaLength(); position++) {
      if (bytes[position] >= '1' && bytes[position] <= '9') {
        return false;
      }
    }
    return true;
  }

  private int mantissaLength() {
    return (negative ? 1 : 0) + digitCount + (fractionDigits > 0 ? 1 : 0);
  }

  /// The number as it is spelled.
  String text() {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }

  /// The next eight bytes, the first of them lowest. The buffer is longer than its content by as many, so they exist.
  private static long eight(byte[] source, int at) {
    return (long) EIGHT_BYTES.get(source, at) ^ ZEROS;
  }

  /// Whether eight bytes are digits; they were combined with those of `00000000`.
  private static boolean areDigits(long word) {
    return ((word + 0x7676767676767676L | word) & 0x8080808080808080L) == 0;
  }

  /// How many of eight bytes, from the lowest on, are digits, when not all of them are.
  private static int leadingDigits(long word) {
    return Long.numberOfTrailingZeros((word + 0x7676767676767676L | word) & 0x8080808080808080L) >>> 3;
  }

  /// The number that eight bytes spell, the lowest being the first digit: pairs of digits are added up, then pairs of
  /// pairs, and both halves, all lanes at once.
  private static long parseDigits(long word) {
    long pairs = word * 10 + (word >>> 8);
    return ((pairs & 0x000000FF000000FFL) * 0x000F424000000064L
            + (pairs >>> 16 & 0x000000FF000000FFL) * 0x0000271000000001L)
        >>> 32;
  }
}
