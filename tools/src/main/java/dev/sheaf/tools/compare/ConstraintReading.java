package dev.sheaf.tools.compare;

import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.ScalarType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The constraints of one type, held against those that data was written under.
///
/// @param type what they are constraints of
/// @param constraints all of them
record ConstraintReading(FieldType type, List<Constraint> constraints) {
  /// The kinds of constraints, each under its name.
  enum Rule {
    FINITE("finite"),
    RANGE("range"),
    SIZE("size"),
    PATTERN("pattern"),
    NOT_BLANK("not blank"),
    EMAIL("e-mail"),
    DIGITS("digits"),
    EXACTLY("always");

    private final String words;

    Rule(String words) {
      this.words = words;
    }

    static Rule of(Constraint constraint) {
      return switch (constraint) {
        case Constraint.NoNanOrInfinity _ -> FINITE;
        case Constraint.Range _ -> RANGE;
        case Constraint.Size _ -> SIZE;
        case Constraint.Matches _ -> PATTERN;
        case Constraint.NotBlank _ -> NOT_BLANK;
        case Constraint.Email _ -> EMAIL;
        case Constraint.Digits _ -> DIGITS;
        case Constraint.Exactly _ -> EXACTLY;
      };
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /// The constraints of one kind in words; empty where there is none.
  String words(Rule rule) {
    return of(rule).stream().map(ConstraintReading::words).distinct().collect(Collectors.joining(" and "));
  }

  private List<Constraint> of(Rule rule) {
    return constraints.stream().filter(each -> Rule.of(each) == rule).toList();
  }

  private static String words(Constraint constraint) {
    return switch (constraint) {
      case Constraint.NoNanOrInfinity _, Constraint.NotBlank _, Constraint.Email _ -> "yes";
      case Constraint.Range(var min, boolean minIncluded, var max, boolean maxIncluded) ->
          "%s%s..%s%s"
              .formatted(
                  minIncluded ? "[" : "(",
                  min.map(Object::toString).orElse(""),
                  max.map(Object::toString).orElse(""),
                  maxIncluded ? "]" : ")");
      case Constraint.Size(long min, long max) -> max >= Integer.MAX_VALUE ? min + ".." : min + ".." + max;
      case Constraint.Matches matches -> matches.regex() + (matches.flags() == 0 ? "" : " flags " + matches.flags());
      case Constraint.Digits(int integer, int fraction) -> "%d.%d".formatted(integer, fraction);
      case Constraint.Exactly(boolean value) -> Boolean.toString(value);
    };
  }

  /// Why data that keeps a writer's constraints may break those of one kind here; empty if it never does.
  Optional<String> refusal(Rule rule, ConstraintReading writer) {
    return of(rule).stream()
        .filter(constraint -> !writer.implies(constraint, this))
        .findFirst()
        .map(
            constraint ->
                switch (constraint) {
                  case Constraint.Matches _ -> "whether it matches cannot be told from the patterns alone";
                  case Constraint.NoNanOrInfinity _ -> "it may be NaN or infinite";
                  case Constraint.Range _ -> "it may lie outside";
                  case Constraint.Size _ -> "it may have another size";
                  case Constraint.NotBlank _ -> "it may be blank";
                  case Constraint.Email _ -> "it may be none";
                  case Constraint.Digits _ -> "it may have more digits";
                  case Constraint.Exactly _ -> "it may be the other";
                });
  }

  private boolean implies(Constraint constraint, ConstraintReading reader) {
    return switch (constraint) {
      case Constraint.NoNanOrInfinity _ -> isFinite();
      case Constraint.Range range -> implies(range, reader);
      case Constraint.Size(long min, long max) -> implies(min, max);
      case Constraint.NotBlank _ -> has(constraint) || !of(Rule.EMAIL).isEmpty();
      case Constraint.Digits digits -> implies(digits, reader);
      case Constraint.Matches _, Constraint.Email _, Constraint.Exactly _ -> has(constraint);
    };
  }

  private boolean has(Constraint constraint) {
    return constraints.contains(constraint);
  }

  private Optional<DType> dtype() {
    return switch (type) {
      case ArrayType array -> array.dtype();
      case ScalarType scalar -> Optional.of(scalar.scalar().dtype());
      default -> Optional.empty();
    };
  }

  private boolean isWhole() {
    return dtype().filter(Interval::isWhole).isPresent();
  }

  private boolean isFinite() {
    return isWhole()
        || !of(Rule.FINITE).isEmpty()
        || !of(Rule.DIGITS).isEmpty()
        || constraints.stream()
            .anyMatch(each -> each instanceof Constraint.Range range && range.min().isPresent() && range.max().isPresent());
  }

  private boolean implies(Constraint.Range range, ConstraintReading reader) {
    if (has(range) && dtype().equals(reader.dtype())) {
      return true;
    }
    boolean noNan = isFinite() || !of(Rule.RANGE).isEmpty();
    return noNan
        && dtype().isPresent()
        && reader.dtype().isPresent()
        && Interval.of(range, reader.dtype().get()).contains(interval(dtype().get()));
  }

  /// What all constraints together leave of the numbers of a dtype.
  private Interval interval(DType dtype) {
    Interval interval = Interval.all(dtype);
    for (Constraint constraint : constraints) {
      if (constraint instanceof Constraint.Range range) {
        interval = interval.and(Interval.of(range, dtype));
      } else if (constraint instanceof Constraint.Digits(int integer, _)) {
        interval = interval.and(Interval.digits(integer, dtype));
      }
    }
    return interval;
  }

  private boolean implies(long min, long max) {
    long least = of(Rule.NOT_BLANK).isEmpty() ? 0 : 1;
    long most = Long.MAX_VALUE;
    if (type instanceof ArrayType array && array.shape().isFixed()) {
      least = 1;
      for (var axis : array.shape().axes()) {
        least *= Long.parseLong(axis.toString());
      }
      most = least;
    }
    for (Constraint constraint : constraints) {
      if (constraint instanceof Constraint.Size(long atLeast, long atMost)) {
        least = Math.max(least, atLeast);
        most = Math.min(most, atMost);
      }
    }
    return least >= min && (most <= max || max >= Integer.MAX_VALUE);
  }

  private boolean implies(Constraint.Digits digits, ConstraintReading reader) {
    if (isWhole() && dtype().isPresent()) {
      DType dtype = dtype().get();
      return Interval.digits(digits.integer(), dtype).contains(interval(dtype));
    }
    // A number of a smaller type has more digits as one of a larger type.
    return dtype().equals(reader.dtype())
        && of(Rule.DIGITS).stream()
            .anyMatch(
                each ->
                    each instanceof Constraint.Digits(int integer, int fraction)
                        && integer <= digits.integer()
                        && fraction <= digits.fraction());
  }
}
