package dev.sheaf.codec;

import dev.sheaf.array.NdArray;
import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Scalar;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Holds values against the constraints of their field, when they are read and when they are written; each answer is
/// what is wrong, or null.
///
/// A constraint that has nothing to say about a kind of value holds: the compiler refuses it where it is written. Most
/// values have none, so the lists are gone through by index: an iterator for each value would be garbage.
final class ConstraintCheck {
  /// What is wrong with a value.
  ///
  /// @param element which element of an array it is; -1 if it is none
  /// @param limit whether the value may hold, but is too much to be looked at
  record Violation(String expected, String found, long element, boolean limit) {
    private static Violation of(String expected, String found) {
      return new Violation(expected, found, -1, false);
    }

    /// What was found, and at which element.
    String foundWhere() {
      return element < 0 ? found : "%s at element %d".formatted(found, element);
    }
  }

  private ConstraintCheck() {}

  static @Nullable Violation array(NdArray array, List<Constraint> constraints) {
    MemorySegment values = array.segment();
    DType dtype = array.dtype();
    for (int i = 0; i < constraints.size(); i++) {
      Constraint constraint = constraints.get(i);
      switch (constraint) {
        case Constraint.NoNanOrInfinity _ -> {
          long index = ArrayConstraint.firstNotFinite(values, dtype);
          if (index >= 0) {
            return element("finite numbers", values, dtype, index);
          }
        }
        case Constraint.Range range -> {
          String expected = words(range) + " in each element";
          if (dtype.kind() == DType.Kind.COMPLEX) {
            return Violation.of(expected, "%s, which has no order".formatted(dtype));
          }
          long index = ArrayConstraint.firstOutside(values, dtype, range);
          if (index >= 0) {
            return element(expected, values, dtype, index);
          }
        }
        case Constraint.Size size -> {
          Violation violation = size(array.size(), "elements", size);
          if (violation != null) {
            return violation;
          }
        }
        default -> {}
      }
    }
    return null;
  }

  private static Violation element(String expected, MemorySegment values, DType dtype, long index) {
    return new Violation(expected, ArrayConstraint.text(values, dtype, index), index, false);
  }

  static @Nullable Violation bool(boolean value, List<Constraint> constraints) {
    for (int i = 0; i < constraints.size(); i++) {
      Constraint constraint = constraints.get(i);
      if (constraint instanceof Constraint.Exactly(boolean expected) && expected != value) {
        return Violation.of(Boolean.toString(expected), Boolean.toString(value));
      }
    }
    return null;
  }

  static @Nullable Violation integer(long value, List<Constraint> constraints) {
    for (int i = 0; i < constraints.size(); i++) {
      Constraint constraint = constraints.get(i);
      boolean holds =
          switch (constraint) {
            case Constraint.Range range -> IntegerBounds.signed(range).contain(value);
            case Constraint.Digits digits -> hasDigits(BigDecimal.valueOf(value), digits);
            default -> true;
          };
      if (!holds) {
        return Violation.of(words(constraint), Long.toString(value));
      }
    }
    return null;
  }

  /// @param scalar `double` or `float`: the type that the bounds are rounded to
  static @Nullable Violation floating(double value, Scalar scalar, List<Constraint> constraints) {
    for (int i = 0; i < constraints.size(); i++) {
      Constraint constraint = constraints.get(i);
      boolean holds =
          switch (constraint) {
            case Constraint.NoNanOrInfinity _ -> Double.isFinite(value);
            case Constraint.Range range -> FloatingBounds.of(range, scalar.dtype()).contain(value);
            // As few digits as tell the value from its neighbours: 0.1 has one, though the nearest double has 55.
            case Constraint.Digits digits ->
                Double.isFinite(value) && hasDigits(new BigDecimal(text(value, scalar)), digits);
            default -> true;
          };
      if (!holds) {
        return Violation.of(words(constraint), text(value, scalar));
      }
    }
    return null;
  }

  private static String text(double value, Scalar scalar) {
    return scalar == Scalar.FLOAT ? Float.toString((float) value) : Double.toString(value);
  }

  private static boolean hasDigits(BigDecimal value, Constraint.Digits most) {
    BigDecimal plain = value.stripTrailingZeros();
    return plain.precision() - plain.scale() <= most.integer() && plain.scale() <= most.fraction();
  }

  static @Nullable Violation text(String value, List<Constraint> constraints) {
    for (int i = 0; i < constraints.size(); i++) {
      Constraint constraint = constraints.get(i);
      boolean holds;
      try {
        holds =
            switch (constraint) {
              case Constraint.Size(long min, long max) -> {
                int length = value.codePointCount(0, value.length());
                yield length >= min && length <= max;
              }
              case Constraint.NotBlank _ -> !value.isBlank();
              case Constraint.Matches matches -> TextPatterns.matches(matches.pattern(), value);
              case Constraint.Email _ -> TextPatterns.isEmail(value);
              default -> true;
            };
      } catch (TextPatterns.TooDeep _) {
        String expected = words(constraint) + ", and is short enough to be matched";
        return new Violation(expected, "%d characters".formatted(value.length()), -1, true);
      }
      if (!holds) {
        return Violation.of(words(constraint), "\"%s\"".formatted(value));
      }
    }
    return null;
  }

  /// @param items what is counted, in words
  static @Nullable Violation size(long count, String items, List<Constraint> constraints) {
    for (int i = 0; i < constraints.size(); i++) {
      if (constraints.get(i) instanceof Constraint.Size size) {
        Violation violation = size(count, items, size);
        if (violation != null) {
          return violation;
        }
      }
    }
    return null;
  }

  private static @Nullable Violation size(long count, String items, Constraint.Size size) {
    return count < size.min() || count > size.max()
        ? Violation.of(words(size, items), Long.toString(count))
        : null;
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
}
