package dev.sheaf.schema;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a value must keep beside being of its type: the compiled form of [Finite], [InRange] and of Jakarta
/// Validation's annotations.
public sealed interface Constraint {
  /// No NaN and no infinity: for floating-point and complex arrays and numbers.
  record NoNanOrInfinity() implements Constraint {}

  /// Between two numbers: for arrays (each element) and numbers. NaN is in no range, and an infinity only where there
  /// is no bound on its side. Where the value is a floating-point number, a bound is rounded as data is: 0.1 stands for
  /// the `float` nearest to it where that is what it is compared with.
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

  /// A text that a regular expression matches as a whole; compiled once, with the schema.
  ///
  /// @param pattern in the language of `java.util.regex`
  record Matches(Pattern pattern) implements Constraint {
    /// @throws java.util.regex.PatternSyntaxException if `regex` is no regular expression
    public Matches(String regex, int flags) {
      this(Pattern.compile(regex, flags));
    }

    /// The regular expression as text.
    public String regex() {
      return pattern.pattern();
    }

    /// The flags of `java.util.regex.Pattern` it was given.
    public int flags() {
      return pattern.flags();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Matches matches && regex().equals(matches.regex()) && flags() == matches.flags();
    }

    @Override
    public int hashCode() {
      return 31 * regex().hashCode() + flags();
    }
  }

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
