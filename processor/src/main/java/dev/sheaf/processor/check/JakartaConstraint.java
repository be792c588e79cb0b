package dev.sheaf.processor.check;

import dev.sheaf.processor.model.DeclaredAnnotation;
import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The constraints of Jakarta Validation that look at the value alone, as
/// [its specification](https://jakarta.ee/specifications/bean-validation/3.1/) defines them.
enum JakartaConstraint {
  NOT_EMPTY("NotEmpty", Subject.SIZED),
  NOT_BLANK("NotBlank", Subject.TEXT),
  SIZE("Size", Subject.SIZED),
  PATTERN("Pattern", Subject.TEXT),
  EMAIL("Email", Subject.TEXT),
  MIN("Min", Subject.NUMBER),
  MAX("Max", Subject.NUMBER),
  DECIMAL_MIN("DecimalMin", Subject.NUMBER),
  DECIMAL_MAX("DecimalMax", Subject.NUMBER),
  POSITIVE("Positive", Subject.NUMBER),
  POSITIVE_OR_ZERO("PositiveOrZero", Subject.NUMBER),
  NEGATIVE("Negative", Subject.NUMBER),
  NEGATIVE_OR_ZERO("NegativeOrZero", Subject.NUMBER),
  DIGITS("Digits", Subject.NUMBER),
  ASSERT_TRUE("AssertTrue", Subject.BOOLEAN),
  ASSERT_FALSE("AssertFalse", Subject.BOOLEAN);

  private static final String PACKAGE = "jakarta.validation.constraints.";
  private static final String ANY_TEXT = ".*";

  private enum Subject {
    NUMBER("a number"),
    BOOLEAN("a boolean"),
    TEXT("a String"),
    SIZED("a String, bytes, a List or a Map");

    private final String words;

    Subject(String words) {
      this.words = words;
    }
  }

  private final String simpleName;
  private final Subject subject;

  JakartaConstraint(String simpleName, Subject subject) {
    this.simpleName = simpleName;
    this.subject = subject;
  }

  static Optional<JakartaConstraint> of(DeclaredAnnotation annotation) {
    return Arrays.stream(values())
        .filter(each -> annotation.name().equals(PACKAGE + each.simpleName))
        .findFirst();
  }

  /// The types that it holds for, in words.
  String subjects() {
    return subject.words;
  }

  /// Whether it can be checked on values of this type.
  boolean holdsFor(FieldType type) {
    return switch (subject) {
      case NUMBER -> type instanceof ScalarType(var scalar, _) && scalar.dtype().kind() != DType.Kind.BOOL;
      case BOOLEAN -> type instanceof ScalarType(var scalar, _) && scalar.dtype().kind() == DType.Kind.BOOL;
      case TEXT -> type instanceof TextType;
      case SIZED ->
          type instanceof TextType
              || type instanceof BytesType
              || type instanceof ListType
              || type instanceof MapType;
    };
  }

  /// What it demands.
  ///
  /// @throws IllegalArgumentException if one of its values is none that it can have; the message says which
  Constraint constraint(DeclaredAnnotation given) {
    return switch (this) {
      case NOT_EMPTY -> new Constraint.Size(1, Long.MAX_VALUE);
      case NOT_BLANK -> new Constraint.NotBlank();
      case SIZE -> size(given);
      case PATTERN -> pattern(given);
      case EMAIL -> email(given);
      case MIN -> above(whole(given), true);
      case MAX -> below(whole(given), true);
      case DECIMAL_MIN -> above(decimal(given), given.flag("inclusive", true));
      case DECIMAL_MAX -> below(decimal(given), given.flag("inclusive", true));
      case POSITIVE -> above(BigDecimal.ZERO, false);
      case POSITIVE_OR_ZERO -> above(BigDecimal.ZERO, true);
      case NEGATIVE -> below(BigDecimal.ZERO, false);
      case NEGATIVE_OR_ZERO -> below(BigDecimal.ZERO, true);
      case DIGITS -> digits(given);
      case ASSERT_TRUE -> new Constraint.Exactly(true);
      case ASSERT_FALSE -> new Constraint.Exactly(false);
    };
  }

  private static Constraint size(DeclaredAnnotation given) {
    long min = given.integer("min").orElse(0L);
    long max = given.integer("max").filter(most -> most != Integer.MAX_VALUE).orElse(Long.MAX_VALUE);
    if (min < 0 || max < 0) {
      throw new IllegalArgumentException("a size of %d".formatted(Math.min(min, max)));
    }
    return new Constraint.Size(min, max);
  }

  private static Constraint pattern(DeclaredAnnotation given) {
    String regex = given.text("regexp");
    int flags = flags(given);
    check(regex, flags);
    return new Constraint.Matches(regex, flags);
  }

  private static Constraint email(DeclaredAnnotation given) {
    String regex = given.text("regexp");
    if (!regex.isEmpty() && !regex.equals(ANY_TEXT)) {
      throw new IllegalArgumentException("a regexp, for which @Pattern is there");
    }
    return new Constraint.Email();
  }

  private static int flags(DeclaredAnnotation given) {
    return given.list("flags").stream().mapToInt(JakartaConstraint::flag).reduce(0, (some, more) -> some | more);
  }

  private static int flag(String name) {
    return switch (name) {
      case "UNIX_LINES" -> Pattern.UNIX_LINES;
      case "CASE_INSENSITIVE" -> Pattern.CASE_INSENSITIVE;
      case "COMMENTS" -> Pattern.COMMENTS;
      case "MULTILINE" -> Pattern.MULTILINE;
      case "DOTALL" -> Pattern.DOTALL;
      case "UNICODE_CASE" -> Pattern.UNICODE_CASE;
      case "CANON_EQ" -> Pattern.CANON_EQ;
      default -> throw new IllegalArgumentException("the flag " + name);
    };
  }

  private static void check(String regex, int flags) {
    try {
      Pattern.compile(regex, flags);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "the regular expression \"%s\" (%s)".formatted(regex, e.getDescription()), e);
    }
  }

  private static Constraint digits(DeclaredAnnotation given) {
    long integer = given.integer("integer").orElse(0L);
    long fraction = given.integer("fraction").orElse(0L);
    if (integer < 0 || fraction < 0) {
      throw new IllegalArgumentException("%d digits".formatted(Math.min(integer, fraction)));
    }
    return new Constraint.Digits(Math.toIntExact(integer), Math.toIntExact(fraction));
  }

  private static BigDecimal whole(DeclaredAnnotation given) {
    return BigDecimal.valueOf(given.integer("value").orElse(0L));
  }

  private static BigDecimal decimal(DeclaredAnnotation given) {
    try {
      return new BigDecimal(given.text("value").strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the bound \"%s\"".formatted(given.text("value")), e);
    }
  }

  private static Constraint above(BigDecimal bound, boolean included) {
    return new Constraint.Range(Optional.of(bound), included, Optional.empty(), true);
  }

  private static Constraint below(BigDecimal bound, boolean included) {
    return new Constraint.Range(Optional.empty(), true, Optional.of(bound), included);
  }
}
