package dev.sheaf.codec;

import dev.sheaf.schema.Constraint;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/// The whole numbers in a range, both ends included, as 64 bits; `max` below `min` where there are none.
///
/// Unsigned numbers are held with their highest bit flipped, which puts them into the order of signed ones.
///
/// @param min the smallest
/// @param max the largest
/// @param flip what a number is combined with (exclusive or) before it is compared
record IntegerBounds(long min, long max, long flip) {
  private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

  /// For numbers in a signed `long`.
  static IntegerBounds signed(Constraint.Range range) {
    return of(range, BigInteger.ZERO, 0);
  }

  /// For numbers in an unsigned `long`.
  static IntegerBounds unsigned(Constraint.Range range) {
    return of(range, LONG_MIN, Long.MIN_VALUE);
  }

  private static IntegerBounds of(Constraint.Range range, BigInteger shift, long flip) {
    BigInteger min = low(range.min(), range.minIncluded()).map(shift::add).orElse(LONG_MIN);
    BigInteger max = high(range.max(), range.maxIncluded()).map(shift::add).orElse(LONG_MAX);
    boolean none = min.compareTo(LONG_MAX) > 0 || max.compareTo(LONG_MIN) < 0;
    return none
        ? new IntegerBounds(Long.MAX_VALUE, Long.MIN_VALUE, flip)
        : new IntegerBounds(min.max(LONG_MIN).longValueExact(), max.min(LONG_MAX).longValueExact(), flip);
  }

  private static Optional<BigInteger> low(Optional<BigDecimal> bound, boolean included) {
    return bound.map(
        value -> {
          BigInteger above = value.setScale(0, RoundingMode.CEILING).toBigInteger();
          return included || value.compareTo(new BigDecimal(above)) != 0 ? above : above.add(BigInteger.ONE);
        });
  }

  private static Optional<BigInteger> high(Optional<BigDecimal> bound, boolean included) {
    return bound.map(
        value -> {
          BigInteger below = value.setScale(0, RoundingMode.FLOOR).toBigInteger();
          return included || value.compareTo(new BigDecimal(below)) != 0 ? below : below.subtract(BigInteger.ONE);
        });
  }

  boolean contain(long value) {
    long ordered = value ^ flip;
    return ordered >= min && ordered <= max;
  }
}
