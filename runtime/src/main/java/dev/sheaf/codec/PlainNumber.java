package dev.sheaf.codec;

/// Reads one JSON number of the plain kind, which nearly all are, in one pass: at most 19 digits that count.
///
/// It keeps nothing but where the number ended, so that everything else stays in registers. Whatever is not plain, or
/// no number at all, it leaves to [NumberScanner], which reads all numbers and gives the same values. Some byte that is
/// no part of a number must follow, and [#BYTES_BEHIND] more. For one thread.
final class PlainNumber {
  /// What [#end()] gives when the number is not plain.
  static final int NOT_PLAIN = -1;

  /// How many bytes of the buffer it may look at behind the byte that ends a number.
  static final int BYTES_BEHIND = 3 * Long.BYTES;

  /// How many decimal digits surely fit an unsigned 64-bit integer, and a signed one.
  private static final int MAX_DIGITS = 19;

  private static final int MAX_SIGNED_DIGITS = 18;

  /// An exponent of more digits is left to the scanner; of so many it cannot overflow.
  private static final int MAX_EXPONENT_DIGITS = 4;

  private int end;

  /// The position behind the number that was read, or [#NOT_PLAIN].
  int end() {
    return end;
  }

  /// Reads the number that starts at `from`, rounded to the nearest double, half to even; NaN if it is not plain.
  double readDouble(byte[] source, int from) {
    int minus = isMinus(source[from]);
    int firstDigit = from + minus;
    int firstValue = source[firstDigit] - '0';
    double magnitude =
        firstValue >= 0 && firstValue <= 9 && source[firstDigit + 1] == '.'
            ? fraction(firstValue, source, firstDigit + 2)
            : Double.NaN;
    // The sign is set without a branch too.
    return magnitude >= 0
        ? Double.longBitsToDouble(Double.doubleToRawLongBits(magnitude) | (long) minus << 63)
        : readOther(source, from);
  }

  /// Reads what stands behind one digit and a point: up to 18 digits and no exponent, or it gives NaN.
  ///
  /// Numbers in a file differ in length by a few digits, and nothing foretells by how many; so zeros are put behind the
  /// digits, up to ten or up to eighteen of them, and what follows is the same for all.
  private double fraction(long firstValue, byte[] source, int from) {
    long before = firstValue;
    int at = from;
    long word = EightDigits.at(source, at);
    long next = EightDigits.at(source, at + Long.BYTES);
    boolean beyondTen = (EightDigits.others(word) | EightDigits.others(next << 40)) == 0;
    if (beyondTen) {
      before = EightDigits.append(before, word);
      at += Long.BYTES;
      word = next;
      next = EightDigits.at(source, at + Long.BYTES);
    }
    int count = EightDigits.count(word);
    int all = -(count >>> 3);
    int more = EightDigits.count(next) & all;
    at += count + more;
    end = at;
    if (at == from || more > 2 || (source[at] | 0x20) == 'e') {
      return Double.NaN;
    }
    long digits =
        EightDigits.append(before, EightDigits.padded(word)) * 100
            + EightDigits.firstTwo(EightDigits.padded(next) & all);
    // Both of ten digits and a power of ten are exact as doubles, so their quotient is the nearest one.
    return beyondTen ? DecimalToDouble.round(digits, -18) : digits / 1e10;
  }

  /// Reads a number of another kind.
  private double readOther(byte[] source, int from) {
    int minus = isMinus(source[from]);
    int firstDigit = from + minus;
    int firstValue = source[firstDigit] - '0';
    if (firstValue < 0 || firstValue > 9) {
      return Double.NaN;
    }
    long value = firstValue;
    int at = firstDigit + 1;
    if (source[at] != '.') {
      long word = EightDigits.at(source, at);
      int count = EightDigits.count(word);
      if (count == Long.BYTES || (count > 0 && firstValue == 0)) {
        return Double.NaN;
      }
      value = EightDigits.append(value, word, count);
      at += count;
    }
    int digits = at - firstDigit;
    int scale = 0;
    if (source[at] == '.') {
      int point = ++at;
      long word = EightDigits.at(source, at);
      // Most numbers of a file are about as long as each other, so that this branch is foretold well.
      while (EightDigits.areAll(word)) {
        value = EightDigits.append(value, word);
        at += Long.BYTES;
        word = EightDigits.at(source, at);
      }
      int count = EightDigits.count(word);
      value = EightDigits.append(value, word, count);
      at += count;
      scale = at - point;
      if (scale == 0) {
        return Double.NaN;
      }
    }
    // A zero before the point does not count.
    if (digits + scale > MAX_DIGITS && (digits + scale > MAX_DIGITS + 1 || source[firstDigit] != '0')) {
      return Double.NaN;
    }
    end = at;
    int exponent = (source[at] | 0x20) == 'e' ? exponent(source, at + 1) - scale : -scale;
    double magnitude = DecimalToDouble.round(value, exponent);
    return Double.longBitsToDouble(Double.doubleToRawLongBits(magnitude) | (long) minus << 63);
  }

  /// Reads the exponent behind its `e`, and moves the end behind it. Apart, as it is rare.
  private int exponent(byte[] source, int from) {
    boolean down = source[from] == '-';
    int firstDigit = down || source[from] == '+' ? from + 1 : from;
    long word = EightDigits.at(source, firstDigit);
    int count = EightDigits.count(word);
    if (count == 0 || count > MAX_EXPONENT_DIGITS) {
      end = NOT_PLAIN;
      return 0;
    }
    end = firstDigit + count;
    int power = (int) EightDigits.append(0, word, count);
    return down ? -power : power;
  }

  /// Reads the integer that starts at `from`; one with a point or an exponent, or of more than 18 digits, is not plain.
  long readLong(byte[] source, int from) {
    end = NOT_PLAIN;
    int minus = isMinus(source[from]);
    int firstDigit = from + minus;
    int at = firstDigit;
    long value = 0;
    long word = EightDigits.at(source, at);
    while (EightDigits.areAll(word)) {
      value = EightDigits.append(value, word);
      at += Long.BYTES;
      word = EightDigits.at(source, at);
    }
    int count = EightDigits.count(word);
    value = EightDigits.append(value, word, count);
    at += count;
    int digits = at - firstDigit;
    boolean padded = source[firstDigit] == '0' && digits > 1;
    byte next = source[at];
    if (digits > 0 && digits <= MAX_SIGNED_DIGITS && !padded && next != '.' && (next | 0x20) != 'e') {
      end = at;
    }
    return (value ^ -minus) + minus;
  }

  /// 1 for a minus, else 0; without a branch, as nothing foretells the signs of a file's numbers.
  private static int isMinus(byte character) {
    return (((character & 0xFF) ^ '-') - 1) >>> 31;
  }
}
