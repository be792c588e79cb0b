package dev.sheaf.tools.profile;

import java.util.Optional;

/// What numbers are like. Of complex numbers, their absolute values.
///
/// @param count how many there are in all
/// @param nan how many are NaN
/// @param positiveInfinity how many are the positive infinity
/// @param negativeInfinity how many are the negative infinity
/// @param zeros how many are 0 or -0.0
/// @param finite what those are like that are neither NaN nor infinite; empty where there are none
public record NumberProfile(
    long count, long nan, long positiveInfinity, long negativeInfinity, long zeros, Optional<Finite> finite) {
  /// What finite numbers are like.
  ///
  /// @param min the smallest: `Long` or `BigInteger` for integers, `Float` for floating-point numbers of up to 32 bits,
  ///     else `Double`
  /// @param max the largest
  /// @param mean the exact mean, rounded once
  /// @param deviation the standard deviation of all these numbers, as NumPy's `std()` without its rounding
  /// @param histogram how they are spread between `min` and `max`
  /// @param magnitudes how they are spread over powers of two
  public record Finite(
      Number min, Number max, double mean, double deviation, Histogram histogram, Magnitudes magnitudes) {}

  /// Whether there is NaN or an infinity.
  public boolean hasNonFinite() {
    return nan + positiveInfinity + negativeInfinity > 0;
  }
}
