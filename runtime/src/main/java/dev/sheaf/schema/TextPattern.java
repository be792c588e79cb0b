package dev.sheaf.schema;

/// The texts of values as regular expressions of JSON Schema (ECMA 262): classes are spelled out, because `\s` is not
/// the same everywhere.
final class TextPattern {
  /// What `String.strip` takes away.
  static final String SPACE =
      "[\\t-\\r\\u001C-\\u0020\\u1680\\u2000-\\u2006\\u2008-\\u200A\\u2028\\u2029\\u205F\\u3000]";

  /// A text with a character that is no white space.
  static final String NOT_BLANK = SPACE.replace("[", "[^");

  /// Strict base64: the plain alphabet, padded, nothing between.
  static final String BASE64 = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$";

  /// An e-mail address as the HTML standard has it for input fields.
  static final String EMAIL =
      "^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@L(?:\\.L)*$"
          .replace("L", "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?");

  /// How long an axis is.
  static final String EXTENT = whole(SPACE, "\\+?[0-9]{1,18}(?:\\.0*)?");

  /// A whole number.
  static final String INTEGER = whole(SPACE, "[+-]?[0-9]+(?:_[0-9]+)*(?:\\.0+)?");

  private static final String WIDE_SPACES = "\\u0085\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000";

  /// What Python takes for white space.
  private static final String PYTHON_SPACE = "[\\t-\\r\\u001C-\\u0020" + WIDE_SPACES + "]";

  /// A digit of any script. Which characters outside of ASCII are digits, not every language of regular expressions can
  /// say: that they are no white space keeps the pattern quick.
  private static final String ANY_DIGIT = "[^\\u0000-/:-\\u007F" + WIDE_SPACES + "]";

  /// A number without sign as Python's `float` takes it.
  private static final String UNSIGNED =
      "(?:(?:D(?:\\.(?:D)?)?|\\.D)(?:[eE][+-]?D)?|%s|%s(?:%s)?)"
          .formatted(anyCase("nan"), anyCase("inf"), anyCase("inity"))
          .replace("D", "[0-9]+(?:_[0-9]+)*");

  /// A number of a field on its own.
  static final String FLOATING = whole(PYTHON_SPACE, "[+-]?" + UNSIGNED);

  /// The same among the elements of an array, which may have the digits of any script.
  static final String FLOATING_ELEMENT = FLOATING.replace("[0-9]", ANY_DIGIT);

  /// A complex number as Python's `complex` takes it.
  static final String COMPLEX_ELEMENT =
      whole(
          PYTHON_SPACE,
          "(?:<z>|\\(<s>*<z><s>*\\))"
              .replace("<z>", "(?:[+-]?<u>(?:[+-]<u>?[jJ])?|[+-]?<u>?[jJ])")
              .replace("<u>", UNSIGNED.replace("[0-9]", ANY_DIGIT))
              .replace("<s>", PYTHON_SPACE));

  static final String TRUE = words("true", "t", "yes", "y", "on", "1");
  static final String FALSE = words("false", "f", "no", "n", "off", "0");
  static final String BOOLEAN = TRUE.replace(")$", "|") + FALSE.replace("^(?:", "");

  private static final String YEAR = "(?:[0-9]{4}|-[0-9]{4,10}|\\+[0-9]{5,10})";
  private static final String DATE = YEAR + "-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])";
  private static final String SECONDS = ":[0-5][0-9](?:\\.[0-9]{0,9})?";
  private static final String TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9](?:%s)?".formatted(SECONDS);
  private static final String OFFSET = "(?:[Zz]|[+-][0-9]{1,2}(?::?[0-9]{2}){0,2})";

  private TextPattern() {}

  /// What a value of `java.time` is parsed from, but for the calendar: that February is short, a pattern does not say.
  static String of(Time time) {
    return switch (time) {
      case LOCAL_DATE -> "^" + DATE + "$";
      case LOCAL_TIME -> "^" + TIME + "$";
      case LOCAL_DATE_TIME -> "^" + DATE + "[Tt]" + TIME + "$";
      case OFFSET_DATE_TIME -> "^" + DATE + "[Tt]" + TIME + OFFSET + "$";
      // An instant may end a day as 24:00, and have a leap second.
      case INSTANT ->
          "^%s[Tt](?:(?:[01][0-9]|2[0-3]):[0-5][0-9](?:%s|:60(?:\\.[0-9]{0,9})?)|24:00:00(?:\\.0{0,9})?)%s$"
              .formatted(DATE, SECONDS, OFFSET);
      case DURATION ->
          "^[+-]?[Pp](?:<n>[Dd](?:[Tt]<t>)?|[Tt]<t>)$"
              .replace("<t>", "(?:<n>[Hh](?:<n>[Mm])?(?:<s>)?|<n>[Mm](?:<s>)?|<s>)")
              .replace("<s>", "<n>(?:[.,][0-9]{0,9})?[Ss]")
              .replace("<n>", "[+-]?[0-9]+");
    };
  }

  private static String whole(String space, String text) {
    return "^" + space + "*" + text + space + "*$";
  }

  private static String words(String... words) {
    StringBuilder any = new StringBuilder();
    for (String word : words) {
      any.append(any.isEmpty() ? "" : "|").append(anyCase(word));
    }
    return "^(?:" + any + ")$";
  }

  private static String anyCase(String word) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < word.length(); i++) {
      char letter = word.charAt(i);
      char upper = Character.toUpperCase(letter);
      letters.append(upper == letter ? Character.toString(letter) : "[%c%c]".formatted(letter, upper));
    }
    return letters.toString();
  }
}
