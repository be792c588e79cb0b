package dev.sheaf.codec;

import dev.sheaf.array.NdArray;
import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;

/// Finds the first element of an array that breaks a constraint.
final class ArrayConstraint {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  private ArrayConstraint() {}

  /// The position of the first element that is not as it must be, in row-major order; -1 if there is none.
  static long firstOutside(NdArray array, Constraint constraint) {
    return switch (constraint) {
      case Constraint.NoNanOrInfinity _ -> firstNotFinite(array.segment(), array.dtype());
      case Constraint.Range range -> firstOutside(array, range);
      default -> throw new IllegalArgumentException("expected a constraint of arrays, found " + constraint);
    };
  }

  private static long firstNotFinite(MemorySegment values, DType dtype) {
    return switch (dtype) {
      case FLOAT64 -> firstNotFiniteDouble(values, 1);
      case COMPLEX128 -> firstNotFiniteDouble(values, 2);
      case FLOAT32 -> firstNotFiniteFloat(values, 1);
      case COMPLEX64 -> firstNotFiniteFloat(values, 2);
      case FLOAT16 -> firstWithExponent(values, 0x7C00);
      case BFLOAT16 -> firstWithExponent(values, 0x7F80);
      case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 -> -1;
    };
  }

  private static long firstNotFiniteDouble(MemorySegment values, int parts) {
    long count = values.byteSize() / Double.BYTES;
    for (long i = 0; i < count; i++) {
      if (!Double.isFinite(values.getAtIndex(DOUBLE, i))) {
        return i / parts;
      }
    }
    return -1;
  }

  private static long firstNotFiniteFloat(MemorySegment values, int parts) {
    long count = values.byteSize() / Float.BYTES;
    for (long i = 0; i < count; i++) {
      if (!Float.isFinite(values.getAtIndex(FLOAT, i))) {
        return i / parts;
      }
    }
    return -1;
  }

  private static long firstWithExponent(MemorySegment values, int exponent) {
    long count = values.byteSize() / Short.BYTES;
    for (long i = 0; i < count; i++) {
      if ((values.getAtIndex(SHORT, i) & exponent) == exponent) {
        return i;
      }
    }
    return -1;
  }

  private static long firstOutside(NdArray array, Constraint.Range range) {
    MemorySegment values = array.segment();
    DType dtype = array.dtype();
    long count = array.size();
    // Most elements lie clearly inside: only one at a bound, as a double sees it, is compared exactly.
    double low = range.min().map(BigDecimal::doubleValue).map(Math::nextUp).orElse(Double.NEGATIVE_INFINITY);
    double high = range.max().map(BigDecimal::doubleValue).map(Math::nextDown).orElse(Double.POSITIVE_INFINITY);
    for (long i = 0; i < count; i++) {
      double value = approximate(values, dtype, i);
      if (!(value > low && value < high) && !holds(values, dtype, i, range)) {
        return i;
      }
    }
    return -1;
  }

  private static double approximate(MemorySegment values, DType dtype, long index) {
    return switch (dtype) {
      case FLOAT32 -> values.getAtIndex(FLOAT, index);
      case FLOAT64 -> values.getAtIndex(DOUBLE, index);
      case FLOAT16 -> Float.float16ToFloat(values.getAtIndex(SHORT, index));
      case BFLOAT16 -> Float.intBitsToFloat(values.getAtIndex(SHORT, index) << 16);
      default -> integer(values, dtype, index).doubleValue();
    };
  }

  private static boolean holds(MemorySegment values, DType dtype, long index, Constraint.Range range) {
    if (dtype.kind() == DType.Kind.FLOAT) {
      double value = approximate(values, dtype, index);
      if (Double.isInfinite(value)) {
        return value > 0 ? range.max().isEmpty() : range.min().isEmpty();
      }
      return !Double.isNaN(value) && ConstraintCheck.holds(range, new BigDecimal(value));
    }
    return ConstraintCheck.holds(range, new BigDecimal(integer(values, dtype, index)));
  }

  private static BigInteger integer(MemorySegment values, DType dtype, long index) {
    return switch (dtype) {
      case BOOL, INT8 -> BigInteger.valueOf(values.getAtIndex(BYTE, index));
      case UINT8 -> BigInteger.valueOf(Byte.toUnsignedInt(values.getAtIndex(BYTE, index)));
      case INT16 -> BigInteger.valueOf(values.getAtIndex(SHORT, index));
      case UINT16 -> BigInteger.valueOf(Short.toUnsignedInt(values.getAtIndex(SHORT, index)));
      case INT32 -> BigInteger.valueOf(values.getAtIndex(INT, index));
      case UINT32 -> BigInteger.valueOf(Integer.toUnsignedLong(values.getAtIndex(INT, index)));
      case INT64 -> BigInteger.valueOf(values.getAtIndex(LONG, index));
      case UINT64 -> new BigInteger(Long.toUnsignedString(values.getAtIndex(LONG, index)));
      case FLOAT16, BFLOAT16, FLOAT32, FLOAT64, COMPLEX64, COMPLEX128 ->
          throw new IllegalArgumentException("expected a dtype with an order, found " + dtype);
    };
  }

  static String words(Constraint constraint) {
    return switch (constraint) {
      case Constraint.NoNanOrInfinity _ -> "finite numbers";
      case Constraint.Range range -> ConstraintCheck.words(range) + " in each element";
      default -> constraint.toString();
    };
  }

  static String found(NdArray array, long index) {
    String value =
        switch (array.dtype().kind()) {
          case COMPLEX -> "a part that is not";
          case FLOAT -> Double.toString(approximate(array.segment(), array.dtype(), index));
          case BOOL, UNSIGNED, SIGNED -> integer(array.segment(), array.dtype(), index).toString();
        };
    return "%s at element %d".formatted(value, index);
  }
}
