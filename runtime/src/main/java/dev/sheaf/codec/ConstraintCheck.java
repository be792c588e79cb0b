package dev.sheaf.codec;

import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.Constraint;
import java.math.BigDecimal;
import java.util.List;

/// Holds values against the constraints of their field.
final class ConstraintCheck {
  private ConstraintCheck() {}

  /// @param offset where the value stands, for errors
  static void array(NdArray array, List<Constraint> constraints, JsonReader in, long offset) {
    for (Constraint constraint : constraints) {
      long index = ArrayConstraint.firstOutside(array, constraint);
      if (index >= 0) {
        throw broken(ArrayConstraint.words(constraint), ArrayConstraint.found(array, index), in, offset);
      }
    }
  }

  static void bool(boolean value, List<Constraint> constraints, JsonReader in, long offset) {
    for (Constraint constraint : constraints) {
      if (constraint instanceof Constraint.Exactly(boolean expected) && expected != value) {
        throw broken(Boolean.toString(expected), Boolean.toString(value), in, offset);
      }
    }
  }

  static void integer(long value, List<Constraint> constraints, JsonReader in, long offset) {
    if (!constraints.isEmpty()) {
      number(BigDecimal.valueOf(value), constraints, in, offset);
    }
  }

  static void floating(double value, List<Constraint> constraints, JsonReader in, long offset) {
    if (constraints.isEmpty()) {
      return;
    }
    if (Double.isFinite(value)) {
      number(new BigDecimal(value), constraints, in, offset);
    } else {
      throw broken("a finite number", Double.toString(value), in, offset);
    }
  }

  private static void number(BigDecimal value, List<Constraint> constraints, JsonReader in, long offset) {
    for (Constraint constraint : constraints) {
      switch (constraint) {
        case Constraint.Range range -> {
          if (!holds(range, value)) {
            throw broken(words(range), value.toString(), in, offset);
          }
        }
        case Constraint.Digits(int integer, int fraction) -> {
          BigDecimal plain = value.stripTrailingZeros();
          if (plain.precision() - plain.scale() > integer || plain.scale() > fraction) {
            throw broken(
                "at most %d digits before the decimal point and %d behind it".formatted(integer, fraction),
                value.toString(),
                in,
                offset);
          }
        }
        default -> {}
      }
    }
  }

  static boolean holds(Constraint.Range range, BigDecimal value) {
    int low = range.min().map(value::compareTo).orElse(1);
    int high = range.max().map(value::compareTo).orElse(-1);
    return (low > 0 || (low == 0 && range.minIncluded())) && (high < 0 || (high == 0 && range.maxIncluded()));
  }

  static String words(Constraint.Range range) {
    String low = range.min().map(bound -> (range.minIncluded() ? "from " : "above ") + bound).orElse("");
    String high = range.max().map(bound -> (range.maxIncluded() ? "up to " : "below ") + bound).orElse("");
    return ("a number " + low + (low.isEmpty() || high.isEmpty() ? "" : " ") + high).strip();
  }

  static void text(String value, List<Constraint> constraints, JsonReader in, long offset) {
    for (Constraint constraint : constraints) {
      boolean holds =
          switch (constraint) {
            case Constraint.Size(long min, long max) -> {
              int length = value.codePointCount(0, value.length());
              yield length >= min && length <= max;
            }
            case Constraint.NotBlank _ -> !value.isBlank();
            case Constraint.Matches(String regex, int flags) -> TextPatterns.matches(regex, flags, value);
            case Constraint.Email _ -> TextPatterns.isEmail(value);
            default -> true;
          };
      if (!holds) {
        throw broken(words(constraint), "\"%s\"".formatted(value), in, offset);
      }
    }
  }

  private static String words(Constraint constraint) {
    return switch (constraint) {
      case Constraint.Size size -> words(size, "characters");
      case Constraint.NotBlank _ -> "a text that is not blank";
      case Constraint.Matches(String regex, _) -> "a text that matches " + regex;
      case Constraint.Email _ -> "an e-mail address";
      default -> constraint.toString();
    };
  }

  private static String words(Constraint.Size size, String items) {
    return size.max() == Integer.MAX_VALUE || size.max() == Long.MAX_VALUE
        ? "at least %d %s".formatted(size.min(), items)
        : "%d to %d %s".formatted(size.min(), size.max(), items);
  }

  /// @param items what is counted, in words
  static void size(long count, String items, List<Constraint> constraints, JsonReader in, long offset) {
    for (Constraint constraint : constraints) {
      if (constraint instanceof Constraint.Size size && (count < size.min() || count > size.max())) {
        throw broken(words(size, items), "%d".formatted(count), in, offset);
      }
    }
  }

  private static DecodeException broken(String expected, String found, JsonReader in, long offset) {
    return in.error(Rule.CONSTRAINT, offset, expected, found);
  }
}
