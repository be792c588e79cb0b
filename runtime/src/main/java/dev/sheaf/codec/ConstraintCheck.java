package dev.sheaf.codec;

import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Scalar;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.util.List;

/// Holds values against the constraints of their field.
///
/// A constraint that has nothing to say about a kind of value holds: the compiler refuses it where it is written. Most
/// values have none, so the lists are gone through by index: an iterator for each value would be garbage.
final class ConstraintCheck {
  private ConstraintCheck() {}

  /// @param offset where the value stands, for errors
  static void array(NdArray array, List<Constraint> constraints, JsonReader in, long offset) {
    MemorySegment values = array.segment();
    DType dtype = array.dtype();
    for (int i = 0; i < constraints.size(); i++) {
      Constraint constraint = constraints.get(i);
      switch (constraint) {
        case Constraint.NoNanOrInfinity _ -> {
          long index = ArrayConstraint.firstNotFinite(values, dtype);
          if (index >= 0) {
            throw broken("finite numbers", ArrayConstraint.found(values, dtype, index), in, offset);
          }
        }
        case Constraint.Range range -> {
          String expected = words(range) + " in each element";
          if (dtype.kind() == DType.Kind.COMPLEX) {
            throw broken(expected, "%s, which has no order".formatted(dtype), in, offset);
          }
          long index = ArrayConstraint.firstOutside(values, dtype, range);
          if (index >= 0) {
            throw broken(expected, ArrayConstraint.found(values, dtype, index), in, offset);
          }
        }
        case Constraint.Size size -> size(array.size(), "elements", List.of(size), in, offset);
        default -> {}
      }
    }
  }

  static void bool(boolean value, List<Constraint> constraints, JsonReader in, long offset) {
    for (int i = 0; i < constraints.size(); i++) {
      Constraint constraint = constraints.get(i);
      if (constraint instanceof Constraint.Exactly(boolean expected) && expected != value) {
        throw broken(Boolean.toString(expected), Boolean.toString(value), in, offset);
      }
    }
  }

  static void integer(long value, List<Constraint> constraints, JsonReader in, long offset) {
    for (int i = 0; i < constraints.size(); i++) {
      Constraint constraint = constraints.get(i);
      if (constraint instanceof Constraint.Range range && !IntegerBounds.signed(range).contain(value)) {
        throw broken(words(range), Long.toString(value), in, offset);
      }
      if (constraint instanceof Constraint.Digits digits) {
        digits(BigDecimal.valueOf(value), digits, in, offset);
      }
    }
  }

  /// @param scalar `double` or `float`: the type that the bounds are rounded to
  static void floating(double value, Scalar scalar, List<Constraint> constraints, JsonReader in, long offset) {
    for (int i = 0; i < constraints.size(); i++) {
      Constraint constraint = constraints.get(i);
      switch (constraint) {
        case Constraint.NoNanOrInfinity _ -> {
          if (!Double.isFinite(value)) {
            throw broken("a finite number", text(value, scalar), in, offset);
          }
        }
        case Constraint.Range range -> {
          if (!FloatingBounds.of(range, scalar.dtype()).contain(value)) {
            throw broken(words(range), text(value, scalar), in, offset);
          }
        }
        case Constraint.Digits digits -> {
          if (!Double.isFinite(value)) {
            throw broken(words(digits), text(value, scalar), in, offset);
          }
          // As few digits as tell the value from its neighbours: 0.1 has one, though the nearest double has 55.
          digits(new BigDecimal(text(value, scalar)), digits, in, offset);
        }
        default -> {}
      }
    }
  }

  private static String text(double value, Scalar scalar) {
    return scalar == Scalar.FLOAT ? Float.toString((float) value) : Double.toString(value);
  }

  private static void digits(BigDecimal value, Constraint.Digits most, JsonReader in, long offset) {
    BigDecimal plain = value.stripTrailingZeros();
    if (plain.precision() - plain.scale() > most.integer() || plain.scale() > most.fraction()) {
      throw broken(words(most), value.toString(), in, offset);
    }
  }

  static void text(String value, List<Constraint> constraints, JsonReader in, long offset) {
    for (int i = 0; i < constraints.size(); i++) {
      Constraint constraint = constraints.get(i);
      boolean holds =
          switch (constraint) {
            case Constraint.Size(long min, long max) -> {
              int length = value.codePointCount(0, value.length());
              yield length >= min && length <= max;
            }
            case Constraint.NotBlank _ -> !value.isBlank();
            case Constraint.Matches matches -> matches(matches, value, in, offset);
            case Constraint.Email _ -> TextPatterns.isEmail(value);
            default -> true;
          };
      if (!holds) {
        throw broken(words(constraint), "\"%s\"".formatted(value), in, offset);
      }
    }
  }

  private static boolean matches(Constraint.Matches matches, String value, JsonReader in, long offset) {
    try {
      return TextPatterns.matches(matches.pattern(), value);
    } catch (TextPatterns.TooDeep _) {
      throw in.error(
          Rule.LIMIT,
          offset,
          "a text short enough to be matched with " + matches.regex(),
          "%d characters".formatted(value.length()));
    }
  }

  /// @param items what is counted, in words
  static void size(long count, String items, List<Constraint> constraints, JsonReader in, long offset) {
    for (int i = 0; i < constraints.size(); i++) {
      Constraint constraint = constraints.get(i);
      if (constraint instanceof Constraint.Size size && (count < size.min() || count > size.max())) {
        throw broken(words(size, items), "%d".formatted(count), in, offset);
      }
    }
  }

  private static String words(Constraint constraint) {
    return switch (constraint) {
      case Constraint.Size size -> words(size, "characters");
      case Constraint.NotBlank _ -> "a text that is not blank";
      case Constraint.Matches matches -> "a text that matches " + matches.regex();
      case Constraint.Email _ -> "an e-mail address";
      case Constraint.NoNanOrInfinity _ -> "a finite number";
      case Constraint.Range range -> words(range);
      case Constraint.Digits(int integer, int fraction) ->
          "at most %d digits before the decimal point and %d behind it".formatted(integer, fraction);
      case Constraint.Exactly(boolean value) -> Boolean.toString(value);
    };
  }

  private static String words(Constraint.Range range) {
    String low = range.min().map(bound -> (range.minIncluded() ? "from " : "above ") + bound).orElse("");
    String high = range.max().map(bound -> (range.maxIncluded() ? "up to " : "below ") + bound).orElse("");
    return ("a number " + low + (low.isEmpty() || high.isEmpty() ? "" : " ") + high).strip();
  }

  private static String words(Constraint.Size size, String items) {
    return size.max() == Integer.MAX_VALUE || size.max() == Long.MAX_VALUE
        ? "at least %d %s".formatted(size.min(), items)
        : "%d to %d %s".formatted(size.min(), size.max(), items);
  }

  private static DecodeException broken(String expected, String found, JsonReader in, long offset) {
    return in.error(Rule.CONSTRAINT, offset, expected, found);
  }
}
