package dev.sheaf.io;

import java.util.ArrayList;
import java.util.List;

/// One name of a [FilePattern], between two slashes.
///
/// Patterns come from data: matching takes no more steps than the lengths of pattern and name multiplied, and no stack.
final class NamePattern {
  /// A piece of the pattern.
  private sealed interface Part {
    /// Stands for any number of characters: `*`.
    record Many() implements Part {}

    /// Stands for one character: one of a range or, with `not`, of none.
    record One(boolean not, List<Range> ranges) implements Part {
      boolean admits(int codePoint) {
        for (Range range : ranges) {
          if (range.first <= codePoint && codePoint <= range.last) {
            return !not;
          }
        }
        return not;
      }
    }

    /// Code points; none at all where the last comes before the first.
    record Range(int first, int last) {}
  }

  private final boolean anyFolders;
  private final List<Part> parts;

  private NamePattern(boolean anyFolders, List<Part> parts) {
    this.anyFolders = anyFolders;
    this.parts = parts;
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
    return new NamePattern(anyFolders, parts(name));
  }

  /// Whether it stands for any folders: `**`.
  boolean isAnyFolders() {
    return anyFolders;
  }

  /// Where a `*` took too few characters, only the last one is given more: that is enough, and needs no way back.
  boolean matches(String name) {
    int part = 0;
    int at = 0;
    int afterMany = -1;
    int manyEnd = 0;
    while (at < name.length()) {
      int point = name.codePointAt(at);
      if (part < parts.size() && parts.get(part) instanceof Part.Many) {
        afterMany = ++part;
        manyEnd = at;
      } else if (part < parts.size() && parts.get(part) instanceof Part.One one && one.admits(point)) {
        part++;
        at += Character.charCount(point);
      } else if (afterMany >= 0) {
        part = afterMany;
        manyEnd += Character.charCount(name.codePointAt(manyEnd));
        at = manyEnd;
      } else {
        return false;
      }
    }
    while (part < parts.size() && parts.get(part) instanceof Part.Many) {
      part++;
    }
    return part == parts.size();
  }

  private static List<Part> parts(String name) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < name.length()) {
      int next = name.codePointAt(at);
      int close = next == '[' ? closeOf(name, at) : -1;
      if (close > 0) {
        parts.add(set(name.substring(at + 1, close)));
        at = close + 1;
        continue;
      }
      parts.add(
          switch (next) {
            case '*' -> new Part.Many();
            case '?' -> new Part.One(true, List.of());
            default -> new Part.One(false, List.of(new Part.Range(next, next)));
          });
      at += Character.charCount(next);
    }
    return List.copyOf(parts);
  }

  /// Where the set that opens at `open` closes; a bracket right after the opening is a member. -1: it never does.
  private static int closeOf(String name, int open) {
    int from = open + (name.startsWith("!", open + 1) ? 2 : 1);
    return name.indexOf(']', from + 1);
  }

  private static Part set(String members) {
    boolean not = members.startsWith("!");
    int[] points = (not ? members.substring(1) : members).codePoints().toArray();
    List<Part.Range> ranges = new ArrayList<>();
    int at = 0;
    while (at < points.length) {
      boolean range = at + 2 < points.length && points[at + 1] == '-';
      ranges.add(new Part.Range(points[at], range ? points[at + 2] : points[at]));
      at += range ? 3 : 1;
    }
    return new Part.One(not, List.copyOf(ranges));
  }
}
