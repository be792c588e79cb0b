package dev.sheaf.codec;

import java.util.regex.Pattern;

/// The forms that texts are held against.
final class TextPatterns {
  private static final String ATOM_MARKS = ".!#$%&'*+/=?^_`{|}~-";
  private static final int MAX_LABEL = 63;

  private TextPatterns() {}

  /// Whether a text is a local part, one `@`, and a domain of labels, as the
  /// [HTML standard](https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address) has it for input fields.
  ///
  /// By hand, and not by the standard's regular expression: that takes stack for each label.
  static boolean isEmail(String text) {
    int at = text.indexOf('@');
    return at > 0
        && text.substring(0, at).chars().allMatch(c -> isLetterOrDigit(c) || ATOM_MARKS.indexOf(c) >= 0)
        && isDomain(text, at + 1);
  }

  private static boolean isDomain(String text, int from) {
    int start = from;
    for (int i = from; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == '.') {
        boolean label =
            i > start && i - start <= MAX_LABEL && text.charAt(start) != '-' && text.charAt(i - 1) != '-';
        if (!label) {
          return false;
        }
        start = i + 1;
      } else if (!isLetterOrDigit(text.charAt(i)) && text.charAt(i) != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /// Whether a pattern matches a text as a whole. How long that takes is the pattern's author's doing.
  ///
  /// @throws TooDeep if matching takes more stack than there is
  static boolean matches(Pattern pattern, String text) throws TooDeep {
    try {
      return pattern.matcher(text).matches();
    } catch (StackOverflowError e) {
      // Java's matcher calls itself for each repetition of a group: data must not end the program by being long.
      throw new TooDeep(e);
    }
  }

  /// A text is too long for the way in which its pattern is written.
  static final class TooDeep extends Exception {
    private static final long serialVersionUID = 1L;

    TooDeep(StackOverflowError cause) {
      super(cause);
    }
  }
}
