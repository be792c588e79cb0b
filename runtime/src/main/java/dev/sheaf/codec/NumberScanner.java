package dev.sheaf.codec;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/// Scans one JSON number: `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`, and gives its value.
///
/// The bytes must stay where they are until the value has been taken. For one thread.
final class NumberScanner {
  /// How many decimal digits surely fit an unsigned 64-bit integer.
  private static final int MAX_DIGITS = 19;

  /// An exponent beyond this makes any number zero or infinite, however many digits it has.
  private static final int MAX_EXPONENT = 1 << 27;

  /// The digits of any number halfway between two doubles, and some more: such a number has at most 768.
  private static final int DECISIVE_DIGITS = 800;

  private byte[] bytes = new byte[0];
  private int start;
  private int end;

  /// 1 with a minus, else 0.
  private int sign;

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
    int minus = source[from] == '-' ? 1 : 0;
    int firstDigit = from + minus;
    int firstValue = source[firstDigit] - '0';
    if (firstValue < 0 || firstValue > 9) {
      return ~firstDigit;
    }
    int at = firstDigit + 1;
    digits = firstValue;
    if (isDigit(source[at])) {
      if (firstValue == 0) {
        return ~at;
      }
      at = appendDigits(firstValue, source, at);
    }
    int count = at - firstDigit;
    int fraction = 0;
    if (source[at] == '.') {
      int firstBehindPoint = at + 1;
      at = appendDigits(digits, source, firstBehindPoint);
      fraction = at - firstBehindPoint;
      if (fraction == 0) {
        return ~at;
      }
    }
    bytes = source;
    start = from;
    end = at;
    sign = minus;
    integer = fraction == 0;
    digitCount = count + fraction;
    fractionDigits = fraction;
    exponent = 0;
    return (source[at] | 0x20) == 'e' ? scanExponent(at + 1) : at;
  }

  /// Puts the digits that start at `from`, if any, behind the digits of `before`.
  ///
  /// @return the position behind the last
  private int appendDigits(long before, byte[] source, int from) {
    long value = before;
    int at = from;
    long word = EightDigits.at(source, at);
    for (; EightDigits.areAll(word); word = EightDigits.at(source, at)) {
      value = EightDigits.append(value, word);
      at += Long.BYTES;
    }
    int count = EightDigits.count(word);
    digits = EightDigits.append(value, word, count);
    return at + count;
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
    return sign != 0;
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
        return signed(value);
      }
    }
    return longToDouble();
  }

  private double signed(double magnitude) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(magnitude) | (long) sign << 63);
  }

  /// The value of a number of many digits: the first 19 that count often decide it.
  private double longToDouble() {
    long head = 0;
    int count = 0;
    int position = start + sign;
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
      return signed(below);
    }
    return JavaDoubleParser.parseDouble(decisiveText());
  }

  /// The number, or a shorter one that rounds to the same double: of many digits only the first can matter, and whether
  /// any of the others is not zero. So a number of any length takes time in proportion to its length.
  String decisiveText() {
    if (digitCount <= DECISIVE_DIGITS) {
      return text();
    }
    int last = start + mantissaLength();
    int point = start;
    while (point < last && bytes[point] != '.') {
      point++;
    }
    int first = start + sign;
    while (first < last && (bytes[first] == '0' || bytes[first] == '.')) {
      first++;
    }
    StringBuilder text = new StringBuilder(sign == 0 ? "" : "-");
    int at = first;
    for (int count = 0; at < last && count < DECISIVE_DIGITS; at++) {
      if (bytes[at] != '.') {
        text.append((char) bytes[at]);
        count++;
      }
    }
    long power = powerOfTen(at - 1, point);
    boolean more = false;
    for (; at < last && !more; at++) {
      more = bytes[at] > '0';
    }
    return text.append(more ? ".1e" : "e").append(Math.clamp(power, -MAX_EXPONENT, MAX_EXPONENT)).toString();
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
    return isNegative() ? value.bitLength() < Long.SIZE : value.bitLength() <= Long.SIZE;
  }

  /// The exact value. How many digits it has is known before any is multiplied: a million of them cost no more than
  /// reading them, and 1e999999999 is never written out.
  ///
  /// @throws ArithmeticException if it is not whole
  /// @throws NumberFormatException if it has more than `maxDigits` digits
  BigInteger toWhole(int maxDigits) {
    int point = start;
    while (point < start + mantissaLength() && bytes[point] != '.') {
      point++;
    }
    int first = -1;
    int last = -1;
    for (int at = start; at < start + mantissaLength(); at++) {
      if (bytes[at] >= '1' && bytes[at] <= '9') {
        first = first < 0 ? at : first;
        last = at;
      }
    }
    if (first < 0) {
      return BigInteger.ZERO;
    }
    long lastPower = powerOfTen(last, point);
    if (lastPower < 0) {
      throw new ArithmeticException("not whole");
    }
    if (powerOfTen(first, point) >= maxDigits) {
      throw new NumberFormatException("too large");
    }
    String digits = new String(bytes, first, last + 1 - first, StandardCharsets.ISO_8859_1).replace(".", "");
    BigInteger value = new BigInteger(digits).multiply(BigInteger.TEN.pow((int) lastPower));
    return isNegative() ? value.negate() : value;
  }

  private long powerOfTen(int digit, int point) {
    return (long) exponent + point - digit - (digit < point ? 1 : 0);
  }

  private int mantissaLength() {
    return sign + digitCount + (fractionDigits > 0 ? 1 : 0);
  }

  /// The number as it is spelled.
  String text() {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }
}
