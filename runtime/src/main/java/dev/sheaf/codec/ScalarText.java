package dev.sheaf.codec;

import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.Scalar;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads single booleans and numbers, in all the spellings that the writers of payloads use.
///
/// A number may be written as a text, a whole one with a fraction of zeros, a boolean as 0 or 1 or as a word. What each
/// of them says is exact, or it is refused.
final class ScalarText {
  /// A whole number in a text; possessive, so that a long text takes one look at each character.
  private static final Pattern INTEGER = Pattern.compile("([+-]?)([0-9]++(?:_[0-9]++)*+)(?:\\.0++)?+");

  /// More digits than any value has, and zeros in front of it.
  private static final int MAX_DIGITS = 4300;

  private static final int LONG_DIGITS = 19;

  private ScalarText() {}

  /// A boolean: `true`, `false`, 0, 1, or a text that says so.
  static boolean bool(JsonReader in, boolean texts) {
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
        if (texts && !in.atMinusInfinity()) {
          NumberScanner number = in.number();
          double value = number.toDouble();
          if (value == 0 || value == 1) {
            return value == 1;
          }
          throw in.error(Rule.VALUE, offset, "true, false, 0 or 1", number.text());
        }
      }
      case '"' -> {
        if (texts) {
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
  static long integer(JsonReader in, Scalar scalar, boolean texts) {
    int next = in.peek();
    long offset = in.offset();
    switch (next) {
      case 't', 'f' -> {
        if (texts) {
          return bool(in, true) ? 1 : 0;
        }
      }
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        if (in.atMinusInfinity()) {
          throw nonFinite(in, offset, "-Infinity");
        }
        return inRange(whole(in.number(), in, offset), scalar, in, offset);
      }
      case 'N' -> throw nonFinite(in, offset, "NaN");
      case 'I' -> throw nonFinite(in, offset, "Infinity");
      case '"' -> {
        if (texts) {
          return inRange(whole(in.string(), in, offset), scalar, in, offset);
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

  private static BigInteger whole(NumberScanner number, JsonReader in, long offset) {
    if (number.isShortInteger() && number.magnitude() >= 0) {
      return BigInteger.valueOf(number.isNegative() ? -number.magnitude() : number.magnitude());
    }
    String text = number.text();
    try {
      return number.toWhole(LONG_DIGITS + 1);
    } catch (ArithmeticException _) {
      throw in.error(Rule.INTEGER, offset, "a whole number", text);
    } catch (NumberFormatException _) {
      throw in.error(Rule.RANGE, offset, "a number of at most %d digits".formatted(LONG_DIGITS), text);
    }
  }

  private static BigInteger whole(String text, JsonReader in, long offset) {
    Matcher matcher = INTEGER.matcher(text.strip());
    if (text.length() > MAX_DIGITS || !matcher.matches()) {
      throw in.error(Rule.VALUE, offset, "a whole number", "\"%s\"".formatted(text));
    }
    BigInteger magnitude = new BigInteger(matcher.group(2).replace("_", ""));
    return matcher.group(1).equals("-") ? magnitude.negate() : magnitude;
  }

  private static long inRange(BigInteger value, Scalar scalar, JsonReader in, long offset) {
    BigInteger min = IntegerRange.min(scalar.dtype());
    BigInteger max = IntegerRange.max(scalar.dtype());
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw in.error(
          Rule.RANGE, offset, "a number from %s to %s (%s)".formatted(min, max, scalar.javaName()), value.toString());
    }
    return value.longValue();
  }

  /// A number, rounded to double and then, where the Java type is `float`, to that.
  static double floating(JsonReader in, Scalar scalar, boolean texts) {
    int next = in.peek();
    long offset = in.offset();
    switch (next) {
      case 't', 'f' -> {
        if (texts) {
          return bool(in, true) ? 1 : 0;
        }
      }
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        if (in.atMinusInfinity()) {
          in.word("-Infinity");
          return Double.NEGATIVE_INFINITY;
        }
        NumberScanner number = in.number();
        double value = narrowed(number.toDouble(), scalar);
        if (Double.isInfinite(value)) {
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
        if (texts) {
          return floating(in.string(), scalar, in, offset);
        }
      }
      default -> {}
    }
    throw in.unexpected("a number");
  }

  private static double floating(String text, Scalar scalar, JsonReader in, long offset) {
    try {
      // The writers of scalars take digits of ASCII only, unlike those of arrays.
      if (text.chars().anyMatch(c -> c > 0x7F && Character.isDigit(c))) {
        throw new NumberFormatException(text);
      }
      double value = narrowed(PythonFloat.parse(text), scalar);
      if (Double.isInfinite(value) && PythonFloat.hasDigits(text)) {
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
