package dev.sheaf.schema;

import java.util.Optional;

/// Translates regular expressions of `java.util.regex` for JSON Schema, whose language is that of ECMA 262 with its
/// `u` flag.
///
/// What both languages have is spelled such that it means the same in both; an expression with anything else has no
/// translation. The result matches where the original matches the whole text.
final class EcmaPattern {
  /// What `.` leaves out in Java: the ends of lines.
  private static final String ANY = "[^\\n\\r\\u0085\\u2028\\u2029]";

  private static final String SPACE = " \\t\\n\\u000B\\f\\r";
  private static final String SYNTAX = "^$\\.*+?()[]{}|/";

  private final String regex;
  private final StringBuilder ecma = new StringBuilder();
  private int at;

  /// There is something that only Java has.
  private static final class Untranslatable extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private EcmaPattern(String regex) {
    this.regex = regex;
  }

  /// The translation; empty if there is none.
  static Optional<String> of(String regex) {
    try {
      return Optional.of("^(?:" + new EcmaPattern(regex).translate() + ")$");
    } catch (Untranslatable _) {
      return Optional.empty();
    }
  }

  private String translate() throws Untranslatable {
    while (at < regex.length()) {
      char c = regex.charAt(at++);
      switch (c) {
        case '\\' -> escape(false);
        case '[' -> characterClass();
        case '(' -> group();
        case '.' -> ecma.append(ANY);
        case '*', '+', '?' -> quantifier(Character.toString(c));
        case '{' -> counted();
        case ']', '}', '/' -> ecma.append('\\').append(c);
        default -> ecma.append(c);
      }
    }
    return ecma.toString();
  }

  private void group() throws Untranslatable {
    ecma.append('(');
    if (!next("?")) {
      return;
    }
    for (String kind : new String[] {":", "=", "!", "<=", "<!"}) {
      if (next(kind)) {
        ecma.append('?').append(kind);
        return;
      }
    }
    throw new Untranslatable();
  }

  private void counted() throws Untranslatable {
    int end = regex.indexOf('}', at);
    if (end < 0 || !regex.substring(at, end).matches("[0-9]+(?:,[0-9]*)?")) {
      throw new Untranslatable();
    }
    String counted = regex.substring(at - 1, end + 1);
    at = end + 1;
    quantifier(counted);
  }

  private void quantifier(String quantifier) throws Untranslatable {
    ecma.append(quantifier);
    if (next("+")) {
      throw new Untranslatable();
    }
    if (next("?")) {
      ecma.append('?');
    }
  }

  private void characterClass() throws Untranslatable {
    ecma.append('[');
    if (next("^")) {
      ecma.append('^');
    }
    int first = at;
    while (at < regex.length()) {
      char c = regex.charAt(at++);
      switch (c) {
        case ']' -> {
          if (at - 1 == first) {
            throw new Untranslatable();
          }
          ecma.append(']');
          return;
        }
        case '[', '&' -> {
          // A class in a class, or what two of them share.
          if (c == '[' || next("&")) {
            throw new Untranslatable();
          }
          ecma.append(c);
        }
        case '\\' -> escape(true);
        case '(', ')', '{', '}', '/', '|' -> ecma.append('\\').append(c);
        default -> ecma.append(c);
      }
    }
    throw new Untranslatable();
  }

  /// What follows a backslash.
  private void escape(boolean inClass) throws Untranslatable {
    if (at == regex.length()) {
      throw new Untranslatable();
    }
    char c = regex.charAt(at++);
    switch (c) {
      case 'd', 'D', 'w', 'W', 't', 'n', 'r', 'f' -> ecma.append('\\').append(c);
      case 's' -> ecma.append(inClass ? SPACE : "[" + SPACE + "]");
      case 'S' -> {
        if (inClass) {
          throw new Untranslatable();
        }
        ecma.append("[^").append(SPACE).append(']');
      }
      case 'x' -> ecma.append("\\x").append(hexadecimal(2));
      case 'u' -> ecma.append("\\u").append(hexadecimal(4));
      case 'p', 'P' -> ecma.append('\\').append(c).append(category());
      default -> {
        if (Character.isLetterOrDigit(c)) {
          throw new Untranslatable();
        }
        boolean escaped = SYNTAX.indexOf(c) >= 0 || (inClass && c == '-');
        ecma.append(escaped ? "\\" : "").append(c);
      }
    }
  }

  private String hexadecimal(int digits) throws Untranslatable {
    int end = at + digits;
    if (end > regex.length() || !regex.substring(at, end).matches("[0-9a-fA-F]+")) {
      throw new Untranslatable();
    }
    String text = regex.substring(at, end);
    at = end;
    return text;
  }

  /// A general category of Unicode, such as `{L}` or `{Lu}`.
  private String category() throws Untranslatable {
    int end = regex.indexOf('}', at);
    if (end < 0 || !regex.substring(at, end + 1).matches("\\{[CLMNPSZ][a-z]?\\}")) {
      throw new Untranslatable();
    }
    String text = regex.substring(at, end + 1);
    at = end + 1;
    return text;
  }

  private boolean next(String text) {
    if (!regex.startsWith(text, at)) {
      return false;
    }
    at += text.length();
    return true;
  }
}
