package dev.sheaf.io;

import java.util.regex.Pattern;

/// One name of a [FilePattern], between two slashes.
final class NamePattern {
  private final boolean anyFolders;
  private final Pattern expression;

  private NamePattern(boolean anyFolders, Pattern expression) {
    this.anyFolders = anyFolders;
    this.expression = expression;
  }

  /// Whether a name holds anything that stands for other characters.
  static boolean isWild(String name) {
    return name.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
  }

  /// @param pattern the whole pattern, for the message
  static NamePattern parse(String name, String pattern) {
    boolean anyFolders = name.equals("**");
    if (!anyFolders && name.contains("**")) {
      throw new IllegalArgumentException(
          "expected '**' to stand alone between slashes, found \"%s\" in \"%s\"".formatted(name, pattern));
    }
    return new NamePattern(anyFolders, Pattern.compile(expression(name), Pattern.DOTALL));
  }

  /// Whether it stands for any folders: `**`.
  boolean isAnyFolders() {
    return anyFolders;
  }

  boolean matches(String name) {
    return expression.matcher(name).matches();
  }

  private static String expression(String name) {
    StringBuilder expression = new StringBuilder();
    int at = 0;
    while (at < name.length()) {
      int next = name.codePointAt(at);
      int close = next == '[' ? closeOf(name, at) : -1;
      if (close > 0) {
        expression.append(set(name.substring(at + 1, close)));
        at = close + 1;
        continue;
      }
      switch (next) {
        case '*' -> expression.append(".*");
        case '?' -> expression.append('.');
        default -> expression.append(Pattern.quote(Character.toString(next)));
      }
      at += Character.charCount(next);
    }
    return expression.toString();
  }

  /// Where the set that opens at `open` closes; a bracket right after the opening is a member. -1: it never does.
  private static int closeOf(String name, int open) {
    int from = open + (name.startsWith("!", open + 1) ? 2 : 1);
    return name.indexOf(']', from + 1);
  }

  private static String set(String members) {
    boolean not = members.startsWith("!");
    int[] points = (not ? members.substring(1) : members).codePoints().toArray();
    StringBuilder set = new StringBuilder();
    int at = 0;
    while (at < points.length) {
      boolean range = at + 2 < points.length && points[at + 1] == '-';
      int from = points[at];
      int to = range ? points[at + 2] : from;
      if (from <= to) {
        set.append("\\x{%x}-\\x{%x}".formatted(from, to));
      }
      at += range ? 3 : 1;
    }
    if (set.isEmpty()) {
      return not ? "." : "(?!)";
    }
    return "[" + (not ? "^" : "") + set + "]";
  }
}
