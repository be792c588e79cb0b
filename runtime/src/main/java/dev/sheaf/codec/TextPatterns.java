package dev.sheaf.codec;

import java.util.regex.Pattern;

/// The regular expressions that texts are held against.
final class TextPatterns {
  /// A local part, one `@`, and a domain of labels, as the HTML standard has it for input fields.
  private static final Pattern EMAIL =
      Pattern.compile(
          "[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]++@L(?:\\.L)*+".replace("L", "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"));

  private TextPatterns() {}

  static boolean isEmail(String text) {
    return EMAIL.matcher(text).matches();
  }

  static boolean matches(String regex, int flags, String text) {
    return Pattern.compile(regex, flags).matcher(text).matches();
  }
}
