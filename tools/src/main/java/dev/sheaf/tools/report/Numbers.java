package dev.sheaf.tools.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/// How numbers are written on the page.
final class Numbers {
  private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB", "PiB", "EiB");

  private Numbers() {}

  /// `1,234`.
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /// `1 row`, `1,234 rows`.
  static String count(long count, String what) {
    return count(count) + " " + what + (count == 1 ? "" : "s");
  }

  /// `912 bytes`, `1.2 MiB`.
  static String bytes(long bytes) {
    if (bytes < 1024) {
      return count(bytes, "byte");
    }
    double size = bytes;
    int unit = -1;
    while (size >= 1024 && unit < UNITS.size() - 1) {
      size /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, size < 100 ? "%.1f %s" : "%.0f %s", size, UNITS.get(unit));
  }

  /// `12.3 %`; a share that is not 0 does not look like it.
  static String share(double share) {
    double percent = 100 * share;
    if (percent > 0 && percent < 0.1) {
      return "< 0.1 %";
    }
    return percent < 100 && percent > 99.9 ? "> 99.9 %" : String.format(Locale.ROOT, "%.1f %%", percent);
  }

  /// A number as it is where that is short, else its first digits.
  static String number(Number number) {
    return switch (number) {
      case Long whole -> Math.abs(whole) < 10_000 ? whole.toString() : count(whole);
      case Float narrow -> shortest(number(narrow.doubleValue(), 6), narrow.toString());
      case Double wide -> number(wide, 6);
      default -> number.toString();
    };
  }

  private static String shortest(String rounded, String exact) {
    return exact.endsWith(".0") || rounded.length() <= exact.length() ? rounded : exact;
  }

  /// A number with so many digits at most: `0.1307`, `1.5e-9`.
  static String number(double value, int digits) {
    return number(value, digits, -4, 8);
  }

  /// The same in 7 characters or so, where there is little room: `2.1e6`.
  static String brief(double value, int digits) {
    return number(value, digits, -3, 5);
  }

  /// @param least below this power of ten, and above `most`, the power is written
  private static String number(double value, int digits, int least, int most) {
    if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
      return value == 0 ? "0" : Double.toString(value).replace('-', '\u2212').replace("Infinity", "\u221E");
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    String text;
    if (exponent < least || exponent > most) {
      String mantissa = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
      text = mantissa + "e" + exponent;
    } else {
      text = rounded.toPlainString();
    }
    return text.replace('-', '\u2212');
  }

  /// A place in a drawing: a hundredth of a pixel is enough.
  static String coordinate(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value == 0 ? 0 : value);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }
}
