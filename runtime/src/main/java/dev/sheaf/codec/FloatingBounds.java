package dev.sheaf.codec;

import dev.sheaf.array.BFloat16Array;
import dev.sheaf.array.Float16Array;
import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.DType;
import java.math.BigDecimal;

/// The numbers in a range, both ends included, as doubles, which hold the values of all floating-point dtypes; NaN is
/// never among them.
///
/// @param min the smallest
/// @param max the largest
record FloatingBounds(double min, double max) {
  /// @param dtype the floating-point type that the bounds are rounded to, as its values are
  static FloatingBounds of(Constraint.Range range, DType dtype) {
    double min = range.min().map(bound -> low(bound, range.minIncluded(), dtype)).orElse(Double.NEGATIVE_INFINITY);
    // The upper end is the lower one, mirrored.
    double max =
        range.max().map(bound -> -low(bound.negate(), range.maxIncluded(), dtype)).orElse(Double.POSITIVE_INFINITY);
    return new FloatingBounds(min, max);
  }

  /// The smallest number of the type that a lower bound admits.
  private static double low(BigDecimal bound, boolean included, DType dtype) {
    double rounded = rounded(bound.doubleValue(), dtype);
    if (rounded == Double.NEGATIVE_INFINITY) {
      // All finite numbers lie above the bound, and this infinity does not.
      return -Double.MAX_VALUE;
    }
    // Doubles between two numbers of a smaller type are none of its values: the next double will do.
    return included || rounded == Double.POSITIVE_INFINITY ? rounded : Math.nextUp(rounded);
  }

  private static double rounded(double value, DType dtype) {
    return switch (dtype) {
      case FLOAT64 -> value;
      case FLOAT32 -> (float) value;
      case FLOAT16 -> Float16Array.nearest(value);
      case BFLOAT16 -> BFloat16Array.nearest(value);
      default -> throw new IllegalArgumentException("expected a floating-point dtype, found " + dtype);
    };
  }

  boolean contain(double value) {
    return value >= min && value <= max;
  }
}
