package dev.sheaf.tools.compare;

import dev.sheaf.array.BFloat16Array;
import dev.sheaf.array.Float16Array;
import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.DType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/// The numbers of a dtype between two of them, both included.
///
/// @param dtype what the numbers are
/// @param min the smallest; empty where there is none, not even a smallest finite one
/// @param max the largest
record Interval(DType dtype, Optional<BigDecimal> min, Optional<BigDecimal> max) {
  /// All numbers of a dtype, infinities among them.
  static Interval all(DType dtype) {
    return switch (dtype.kind()) {
      case BOOL -> new Interval(dtype, Optional.of(BigDecimal.ZERO), Optional.of(BigDecimal.ONE));
      case UNSIGNED ->
          new Interval(
              dtype,
              Optional.of(BigDecimal.ZERO),
              Optional.of(new BigDecimal(BigInteger.TWO.pow(8 * dtype.byteSize()).subtract(BigInteger.ONE))));
      case SIGNED -> {
        BigInteger beyond = BigInteger.TWO.pow(8 * dtype.byteSize() - 1);
        yield new Interval(
            dtype,
            Optional.of(new BigDecimal(beyond.negate())),
            Optional.of(new BigDecimal(beyond.subtract(BigInteger.ONE))));
      }
      case FLOAT, COMPLEX -> new Interval(dtype, Optional.empty(), Optional.empty());
    };
  }

  /// The numbers of a dtype that a constraint admits.
  static Interval of(Constraint.Range range, DType dtype) {
    return new Interval(
        dtype,
        range.min().map(bound -> low(bound, range.minIncluded(), dtype)),
        // The upper end is the lower one, mirrored.
        range.max().map(bound -> low(bound.negate(), range.maxIncluded(), dtype).negate()));
  }

  /// The numbers with so many digits before the decimal point.
  static Interval digits(int digits, DType dtype) {
    BigDecimal beyond = BigDecimal.ONE.scaleByPowerOfTen(digits);
    BigDecimal most = isWhole(dtype) ? beyond.subtract(BigDecimal.ONE) : beyond;
    return new Interval(dtype, Optional.of(most.negate()), Optional.of(most));
  }

  static boolean isWhole(DType dtype) {
    return dtype.kind().compareTo(DType.Kind.SIGNED) <= 0;
  }

  private static BigDecimal low(BigDecimal bound, boolean included, DType dtype) {
    if (isWhole(dtype)) {
      BigDecimal whole = bound.setScale(0, RoundingMode.CEILING);
      return included || whole.compareTo(bound) != 0 ? whole : whole.add(BigDecimal.ONE);
    }
    double rounded = rounded(bound.doubleValue(), dtype);
    if (Double.isInfinite(rounded)) {
      return BigDecimal.valueOf(Math.copySign(Double.MAX_VALUE, rounded));
    }
    double first = rounded;
    if (!included) {
      first = dtype == DType.FLOAT32 ? Math.nextUp((float) rounded) : Math.nextUp(rounded);
    }
    return new BigDecimal(first);
  }

  private static double rounded(double value, DType dtype) {
    return switch (dtype) {
      case FLOAT16 -> Float16Array.nearest(value);
      case BFLOAT16 -> BFloat16Array.nearest(value);
      case FLOAT32, COMPLEX64 -> (float) value;
      case FLOAT64, COMPLEX128, BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 -> value;
    };
  }

  Interval and(Interval other) {
    return new Interval(
        dtype,
        min.flatMap(mine -> other.min.map(mine::max)).or(() -> min).or(() -> other.min),
        max.flatMap(mine -> other.max.map(mine::min)).or(() -> max).or(() -> other.max));
  }

  /// Whether all numbers of another interval, each read as one of this dtype, lie in this one.
  boolean contains(Interval other) {
    return isBelow(other) && mirrored().isBelow(other.mirrored());
  }

  private Interval mirrored() {
    return new Interval(dtype, max.map(BigDecimal::negate), min.map(BigDecimal::negate));
  }

  private boolean isBelow(Interval other) {
    if (min.isEmpty()) {
      return true;
    }
    if (other.min.isEmpty()) {
      return false;
    }
    BigDecimal first = other.min.get();
    boolean exact = isNotBelow(first);
    // In JSON a number of a smaller type has as few digits as tell it from its neighbours.
    boolean spelled =
        dtype == other.dtype
            || isWhole(other.dtype)
            || other.dtype.byteSize() > Float.BYTES
            || isNotBelow(new BigDecimal(Float.toString(first.floatValue())));
    return exact && spelled;
  }

  private boolean isNotBelow(BigDecimal number) {
    BigDecimal read = isWhole(dtype) ? number : new BigDecimal(finite(rounded(number.doubleValue(), dtype)));
    return read.compareTo(min.orElseThrow()) >= 0;
  }

  private static double finite(double value) {
    return Math.clamp(value, -Double.MAX_VALUE, Double.MAX_VALUE);
  }
}
