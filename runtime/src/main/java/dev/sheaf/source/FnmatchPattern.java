package dev.sheaf.source;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// A pattern of POSIX's [fnmatch](https://pubs.opengroup.org/onlinepubs/9799919799/functions/fnmatch.html), without
/// flags, in the C locale extended to all code points.
///
/// `*` stands for any characters and `?` for one, a slash and a dot at the start too; `[abc]`, `[a-z]`, `[!abc]`,
/// `[^abc]` and `[[:digit:]]` for one of a set; `\` takes what it stands before as it is. A `[` that nothing closes is a
/// character like others. Matching takes no more steps than the lengths of pattern and text multiplied.
final class FnmatchPattern {
  /// A piece of the pattern.
  private sealed interface Part {
    /// Stands for any number of characters.
    record Many() implements Part {}

    /// Stands for one character.
    record One(IntPredicate admits) implements Part {}
  }

  private final List<Part> parts;

  private FnmatchPattern(List<Part> parts) {
    this.parts = parts;
  }

  /// Every text is a pattern; one that ends within an escape matches nothing.
  static FnmatchPattern parse(String pattern) {
    return new FnmatchPattern(new Parsing(pattern.codePoints().toArray()).parts());
  }

  /// Where a `*` took too few characters, only the last one is given more: that is enough, and needs no way back.
  boolean matches(String text) {
    int[] points = text.codePoints().toArray();
    int part = 0;
    int at = 0;
    int afterMany = -1;
    int manyEnd = 0;
    while (at < points.length) {
      if (part < parts.size() && parts.get(part) instanceof Part.Many) {
        afterMany = ++part;
        manyEnd = at;
      } else if (part < parts.size() && parts.get(part) instanceof Part.One one && one.admits().test(points[at])) {
        part++;
        at++;
      } else if (afterMany >= 0) {
        part = afterMany;
        at = ++manyEnd;
      } else {
        return false;
      }
    }
    while (part < parts.size() && parts.get(part) instanceof Part.Many) {
      part++;
    }
    return part == parts.size();
  }

  private static final class Parsing {
    private final int[] pattern;
    private int at;

    Parsing(int[] pattern) {
      this.pattern = pattern;
    }

    List<Part> parts() {
      List<Part> parts = new ArrayList<>();
      while (at < pattern.length) {
        int next = pattern[at++];
        parts.add(next == '*' ? new Part.Many() : new Part.One(one(next)));
      }
      return List.copyOf(parts);
    }

    private IntPredicate one(int next) {
      return switch (next) {
        case '?' -> _ -> true;
        case '[' -> set();
        case '\\' -> at < pattern.length ? only(pattern[at++]) : _ -> false;
        default -> only(next);
      };
    }

    private static IntPredicate only(int wanted) {
      return found -> found == wanted;
    }

    /// What stands behind a `[`; the bracket itself where it is never closed.
    private IntPredicate set() {
      int begin = at;
      boolean not = at < pattern.length && (pattern[at] == '!' || pattern[at] == '^');
      at += not ? 1 : 0;
      IntPredicate members = _ -> false;
      // A bracket right after the opening is a member.
      for (boolean first = true; at < pattern.length; first = false) {
        if (pattern[at] == ']' && !first) {
          at++;
          return not ? members.negate() : members;
        }
        IntPredicate member = member();
        members = members.or(member);
      }
      at = begin;
      return only('[');
    }

    private IntPredicate member() {
      if (pattern[at] == '[' && at + 1 < pattern.length && pattern[at + 1] == ':') {
        int close = closeOfClass();
        if (close > 0) {
          IntPredicate named = named(new String(pattern, at + 2, close - at - 2));
          at = close + 2;
          return named;
        }
      }
      int low = character();
      if (at + 1 < pattern.length && pattern[at] == '-' && pattern[at + 1] != ']') {
        at++;
        int high = character();
        return found -> low <= found && found <= high;
      }
      return only(low);
    }

    private int character() {
      if (pattern[at] == '\\' && at + 1 < pattern.length) {
        at++;
      }
      return pattern[at++];
    }

    /// Where `:]` stands behind the name of a class; -1 if nowhere.
    private int closeOfClass() {
      int close = at + 2;
      while (close < pattern.length && pattern[close] >= 'a' && pattern[close] <= 'z') {
        close++;
      }
      return close + 1 < pattern.length && pattern[close] == ':' && pattern[close + 1] == ']' ? close : -1;
    }

    /// The classes of the C locale; a name that is none stands for nothing.
    private static IntPredicate named(String name) {
      IntPredicate upper = c -> c >= 'A' && c <= 'Z';
      IntPredicate lower = c -> c >= 'a' && c <= 'z';
      IntPredicate digit = c -> c >= '0' && c <= '9';
      IntPredicate graph = c -> c > ' ' && c < 0x7F;
      IntPredicate letterOrDigit = upper.or(lower).or(digit);
      return switch (name) {
        case "alpha" -> upper.or(lower);
        case "digit" -> digit;
        case "alnum" -> letterOrDigit;
        case "upper" -> upper;
        case "lower" -> lower;
        case "space" -> c -> c == ' ' || (c >= '\t' && c <= '\r');
        case "blank" -> c -> c == ' ' || c == '\t';
        case "punct" -> graph.and(letterOrDigit.negate());
        case "print" -> graph.or(c -> c == ' ');
        case "graph" -> graph;
        case "cntrl" -> c -> c < ' ' || c == 0x7F;
        case "xdigit" -> digit.or(c -> (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'));
        default -> _ -> false;
      };
    }
  }
}
