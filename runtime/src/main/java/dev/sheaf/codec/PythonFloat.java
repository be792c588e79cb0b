package dev.sheaf.codec;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.util.Locale;
import java.util.regex.Pattern;

/// Numbers in texts, as Python's `float` takes them: the writers of array payloads are Python programs.
///
/// White space around, single underscores between digits, digits of any script, `inf` and `nan` in any case.
final class PythonFloat {
  /// Possessive throughout: a long text takes no more than one look at each character, and no stack.
  private static final String DIGITS = "\\d++(?:_\\d++)*+";

  private static final String MAGNITUDE = "(?:D(?:\\.(?:D)?)?|\\.D)(?:[eE][+-]?D)?".replace("D", DIGITS);

  /// A number without its sign, as a pattern of its own: digits or a word.
  static final String NUMBER = "(?:%s|(?i:inf(?:inity)?|nan))".formatted(MAGNITUDE);

  private static final Pattern DECIMAL = Pattern.compile("[+-]?" + MAGNITUDE);

  private PythonFloat() {}

  /// The value of a text; infinite where it is beyond all doubles.
  ///
  /// @throws NumberFormatException if it is none
  static double parse(String text) {
    String plain = toAsciiDigits(strip(text));
    return switch (plain.toLowerCase(Locale.ROOT)) {
      case "nan", "+nan" -> Double.NaN;
      case "-nan" -> Math.copySign(Double.NaN, -1);
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> {
        if (!DECIMAL.matcher(plain).matches()) {
          throw new NumberFormatException(text);
        }
        yield JavaDoubleParser.parseDouble(plain.replace("_", ""));
      }
    };
  }

  /// Whether a text that has a value spells it with digits, and not as a word.
  static boolean hasDigits(String text) {
    return text.codePoints().anyMatch(Character::isDigit);
  }

  /// The text without white space around it.
  static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isSpace(char c) {
    return Character.isSpaceChar(c) || Character.isWhitespace(c) || c == '\u0085';
  }

  /// The text with the digits of other scripts replaced by those of ASCII.
  static String toAsciiDigits(String text) {
    StringBuilder ascii = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> ascii.appendCodePoint(Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
    return ascii.toString();
  }
}
