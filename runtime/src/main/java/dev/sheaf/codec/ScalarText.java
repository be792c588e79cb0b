package dev.sheaf.codec;

import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.Scalar;
import java.math.BigInteger;
import java.util.Locale;

/// Reads single booleans and numbers, in all the spellings that the writers of payloads use.
///
/// A number may be written as a text, a whole one with a fraction of zeros, a boolean as 0 or 1 or as a word. What each
/// of them says is exact, or it is refused; unless the [options][DecodeOptions#withCasts()] want it made to fit.
final class ScalarText {
  /// More digits than any value has, and zeros in front of it.
  private static final int MAX_DIGITS = 4300;

  private static final int LONG_DIGITS = 19;

  private ScalarText() {}

  /// A boolean: `true`, `false`, 0, 1, or a text that says so.
  static boolean bool(JsonReader in, DecodeOptions options) {
    int next = in.peek();
    long offset = in.offset();
    switch (next) {
      case 't' -> {
        in.word("true");
        return true;
      }
      case 'f' -> {
        in.word("false");
        return false;
      }
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        if (options.acceptsSpellings() && !in.atMinusInfinity()) {
          NumberScanner number = in.number();
          double value = number.toDouble();
          if (value == 0 || value == 1) {
            return value == 1;
          }
          throw in.error(Rule.VALUE, offset, "true, false, 0 or 1", number.text());
        }
      }
      case '"' -> {
        if (options.acceptsSpellings()) {
          String text = in.string();
          switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "on", "1" -> {
              return true;
            }
            case "false", "f", "no", "n", "off", "0" -> {
              return false;
            }
            default -> throw in.error(Rule.VALUE, offset, "true or false", "\"%s\"".formatted(text));
          }
        }
      }
      default -> {}
    }
    throw in.unexpected("a boolean");
  }

  /// A whole number in the range of a Java type.
  static long integer(JsonReader in, Scalar scalar, DecodeOptions options) {
    int next = in.peek();
    long offset = in.offset();
    switch (next) {
      case 't', 'f' -> {
        if (options.acceptsSpellings()) {
          return bool(in, options) ? 1 : 0;
        }
      }
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        if (in.atMinusInfinity()) {
          throw nonFinite(in, offset, "-Infinity");
        }
        NumberScanner number = in.number();
        if (number.isShortInteger() && number.magnitude() >= 0) {
          long value = number.isNegative() ? -number.magnitude() : number.magnitude();
          if (fitted(value, scalar) == value) {
            return value;
          }
        }
        return fitted(whole(number, in, offset, options), scalar, in, offset, options);
      }
      case 'N' -> throw nonFinite(in, offset, "NaN");
      case 'I' -> throw nonFinite(in, offset, "Infinity");
      case '"' -> {
        if (options.acceptsSpellings()) {
          return fitted(whole(in.string(), in, offset), scalar, in, offset, options);
        }
      }
      default -> {}
    }
    throw in.unexpected("a whole number");
  }

  private static DecodeException nonFinite(JsonReader in, long offset, String word) {
    in.word(word);
    return in.error(Rule.INTEGER, offset, "a whole number", word);
  }

  private static BigInteger whole(NumberScanner number, JsonReader in, long offset, DecodeOptions options) {
    String text = number.text();
    if (options.casts() && !number.isInteger()) {
      return throughDouble(number.toDouble(), text, in, offset);
    }
    int most = options.casts() ? MAX_DIGITS : LONG_DIGITS;
    try {
      return number.toWhole(most);
    } catch (ArithmeticException _) {
      throw in.error(Rule.INTEGER, offset, "a whole number", text);
    } catch (NumberFormatException _) {
      throw in.error(Rule.RANGE, offset, "a number of at most %d digits".formatted(most), text);
    }
  }

  /// A number with a fraction or an exponent as the reference reads it: it loses what a double cannot hold.
  private static BigInteger throughDouble(double value, String text, JsonReader in, long offset) {
    if (Double.isInfinite(value) || value != Math.rint(value)) {
      throw in.error(Rule.INTEGER, offset, "a whole number", text);
    }
    if (value < -0x1p63 || value >= 0x1p63) {
      throw in.error(Rule.RANGE, offset, "a number of at most 64 bits", text);
    }
    return BigInteger.valueOf((long) value);
  }

  /// A sign, digits with single underscores between, and a fraction of zeros: as Python writes and reads integers.
  private static BigInteger whole(String text, JsonReader in, long offset) {
    String number = text.strip();
    int from = number.startsWith("-") || number.startsWith("+") ? 1 : 0;
    int to = number.indexOf('.') < 0 ? number.length() : number.indexOf('.');
    boolean valid = number.length() <= MAX_DIGITS && isDigits(number, from, to);
    if (valid && to < number.length()) {
      valid = number.length() > to + 1 && number.chars().skip(to + 1).allMatch(c -> c == '0');
    }
    if (!valid) {
      throw in.error(Rule.VALUE, offset, "a whole number", "\"%s\"".formatted(text));
    }
    BigInteger magnitude = new BigInteger(number.substring(from, to).replace("_", ""));
    return number.startsWith("-") ? magnitude.negate() : magnitude;
  }

  private static boolean isDigits(String text, int from, int to) {
    char before = '_';
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c != '_' || before == '_')) {
        return false;
      }
      before = c;
    }
    return before != '_';
  }

  private static long fitted(BigInteger value, Scalar scalar, JsonReader in, long offset, DecodeOptions options) {
    long fitted = fitted(value.longValue(), scalar);
    if (!options.casts() && !BigInteger.valueOf(fitted).equals(value)) {
      throw in.error(
          Rule.RANGE,
          offset,
          "a number from %s to %s (%s)"
              .formatted(IntegerRange.min(scalar.dtype()), IntegerRange.max(scalar.dtype()), scalar.javaName()),
          value.toString());
    }
    return fitted;
  }

  /// What is left of a number in a Java type.
  private static long fitted(long value, Scalar scalar) {
    return switch (scalar) {
      case BYTE -> (byte) value;
      case SHORT -> (short) value;
      case INT -> (int) value;
      case LONG -> value;
      case BOOLEAN, FLOAT, DOUBLE ->
          throw new IllegalStateException("expected a type of whole numbers, found " + scalar);
    };
  }

  /// A number, rounded to double and then, where the Java type is `float`, to that.
  static double floating(JsonReader in, Scalar scalar, DecodeOptions options) {
    int next = in.peek();
    long offset = in.offset();
    switch (next) {
      case 't', 'f' -> {
        if (options.acceptsSpellings()) {
          return bool(in, options) ? 1 : 0;
        }
      }
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        if (in.atMinusInfinity()) {
          in.word("-Infinity");
          return Double.NEGATIVE_INFINITY;
        }
        NumberScanner number = in.number();
        double value = narrowed(number.toDouble(), scalar);
        if (Double.isInfinite(value) && (!options.casts() || beyondAll(number))) {
          throw in.error(Rule.RANGE, offset, "a number that fits " + scalar.javaName(), number.text());
        }
        return value;
      }
      case 'N' -> {
        in.word("NaN");
        return Double.NaN;
      }
      case 'I' -> {
        in.word("Infinity");
        return Double.POSITIVE_INFINITY;
      }
      case '"' -> {
        if (options.acceptsSpellings()) {
          return floating(in.string(), scalar, in, offset, options);
        }
      }
      default -> {}
    }
    throw in.unexpected("a number");
  }

  /// Whether it is an integer that no double holds, which the reference refuses.
  private static boolean beyondAll(NumberScanner number) {
    return number.isInteger() && Double.isInfinite(number.toDouble());
  }

  private static double floating(String text, Scalar scalar, JsonReader in, long offset, DecodeOptions options) {
    try {
      // The writers of scalars take digits of ASCII only, unlike those of arrays.
      if (text.chars().anyMatch(c -> c > 0x7F && Character.isDigit(c))) {
        throw new NumberFormatException(text);
      }
      double value = narrowed(PythonFloat.parse(text), scalar);
      if (Double.isInfinite(value) && PythonFloat.hasDigits(text) && !options.casts()) {
        throw in.error(Rule.RANGE, offset, "a number that fits " + scalar.javaName(), "\"%s\"".formatted(text));
      }
      return value;
    } catch (NumberFormatException _) {
      throw in.error(Rule.VALUE, offset, "a number", "\"%s\"".formatted(text));
    }
  }

  private static double narrowed(double value, Scalar scalar) {
    return scalar == Scalar.FLOAT ? (float) value : value;
  }
}
