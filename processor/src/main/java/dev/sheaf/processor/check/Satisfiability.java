package dev.sheaf.processor.check;

import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/// Whether some value keeps several constraints together, as far as sizes, ranges and booleans tell.
final class Satisfiability {
  private Satisfiability() {}

  static boolean isPossible(FieldType type, List<Constraint> constraints) {
    return sizesMeet(constraints) && booleansMeet(constraints) && rangesMeet(type, constraints);
  }

  private static boolean sizesMeet(List<Constraint> constraints) {
    long min = 0;
    long max = Long.MAX_VALUE;
    for (Constraint constraint : constraints) {
      if (constraint instanceof Constraint.Size(long least, long most)) {
        min = Math.max(min, least);
        max = Math.min(max, most);
      } else if (constraint instanceof Constraint.NotBlank) {
        min = Math.max(min, 1);
      }
    }
    return min <= max;
  }

  private static boolean booleansMeet(List<Constraint> constraints) {
    return constraints.stream().filter(Constraint.Exactly.class::isInstance).distinct().count() < 2;
  }

  private static boolean rangesMeet(FieldType type, List<Constraint> constraints) {
    Optional<DType> dtype = dtype(type);
    boolean whole = dtype.filter(known -> known.kind().compareTo(DType.Kind.FLOAT) < 0).isPresent();
    Optional<BigDecimal> min = whole ? dtype.map(Satisfiability::smallest) : Optional.empty();
    Optional<BigDecimal> max = whole ? dtype.map(Satisfiability::largest) : Optional.empty();
    boolean minIncluded = true;
    boolean maxIncluded = true;
    for (Constraint constraint : constraints) {
      if (constraint instanceof Constraint.Range(var low, boolean lowIncluded, var high, boolean highIncluded)) {
        if (low.isPresent() && isTighter(min, low.get().compareTo(min.orElse(low.get())), lowIncluded)) {
          min = low;
          minIncluded = lowIncluded;
        }
        if (high.isPresent() && isTighter(max, max.orElse(high.get()).compareTo(high.get()), highIncluded)) {
          max = high;
          maxIncluded = highIncluded;
        }
      }
    }
    if (min.isEmpty() || max.isEmpty()) {
      return true;
    }
    if (whole) {
      return firstWhole(min.get(), minIncluded).compareTo(lastWhole(max.get(), maxIncluded)) <= 0;
    }
    int order = min.get().compareTo(max.get());
    return order < 0 || (order == 0 && minIncluded && maxIncluded);
  }

  private static boolean isTighter(Optional<BigDecimal> before, int order, boolean included) {
    return before.isEmpty() || order > 0 || (order == 0 && !included);
  }

  private static BigInteger firstWhole(BigDecimal min, boolean included) {
    BigInteger first = min.setScale(0, RoundingMode.CEILING).toBigInteger();
    return included || new BigDecimal(first).compareTo(min) > 0 ? first : first.add(BigInteger.ONE);
  }

  private static BigInteger lastWhole(BigDecimal max, boolean included) {
    BigInteger last = max.setScale(0, RoundingMode.FLOOR).toBigInteger();
    return included || new BigDecimal(last).compareTo(max) < 0 ? last : last.subtract(BigInteger.ONE);
  }

  private static Optional<DType> dtype(FieldType type) {
    return type.column().flatMap(FieldType.ArrayType::dtype);
  }

  private static BigDecimal smallest(DType dtype) {
    return dtype.kind() == DType.Kind.SIGNED ? new BigDecimal(power(dtype.byteSize() * 8 - 1).negate()) : BigDecimal.ZERO;
  }

  private static BigDecimal largest(DType dtype) {
    int bits = dtype.byteSize() * 8 - (dtype.kind() == DType.Kind.SIGNED ? 1 : 0);
    return new BigDecimal(power(bits).subtract(BigInteger.ONE));
  }

  private static BigInteger power(int bits) {
    return BigInteger.ONE.shiftLeft(bits);
  }
}
