package dev.sheaf.schema;

import java.math.BigDecimal;
import java.util.Optional;

/// What a value must keep beside being of its type: the compiled form of [Finite], [InRange] and of Jakarta
/// Validation's annotations.
public sealed interface Constraint {
  /// No NaN and no infinity: for floating-point and complex arrays and numbers.
  record NoNanOrInfinity() implements Constraint {}

  /// Between two numbers: for arrays (each element) and numbers. NaN is in no range.
  ///
  /// @param min the lower bound, if there is one
  /// @param minIncluded whether the lower bound itself is allowed
  /// @param max the upper bound, if there is one
  /// @param maxIncluded whether the upper bound itself is allowed
  record Range(Optional<BigDecimal> min, boolean minIncluded, Optional<BigDecimal> max, boolean maxIncluded)
      implements Constraint {}

  /// How long a text is (in code points), or how many bytes, elements or entries there are.
  ///
  /// @param min at least so many
  /// @param max at most so many
  record Size(long min, long max) implements Constraint {}

  /// A text that a regular expression matches as a whole.
  ///
  /// @param regex in the language of `java.util.regex`
  /// @param flags those of `java.util.regex.Pattern`
  record Matches(String regex, int flags) implements Constraint {}

  /// A text with a character that is not white space.
  record NotBlank() implements Constraint {}

  /// A text that looks like an e-mail address.
  record Email() implements Constraint {}

  /// A number with so many digits at most.
  ///
  /// @param integer before the decimal point
  /// @param fraction behind it
  record Digits(int integer, int fraction) implements Constraint {}

  /// A boolean that must be this one.
  ///
  /// @param value which
  record Exactly(boolean value) implements Constraint {}
}
