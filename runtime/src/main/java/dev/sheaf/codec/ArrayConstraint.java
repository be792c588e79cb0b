package dev.sheaf.codec;

import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Finds the first element of an array, in native byte order, that breaks a constraint.
final class ArrayConstraint {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  private ArrayConstraint() {}

  /// The position of the first element that is NaN or infinite, in row-major order; -1 if there is none.
  static long firstNotFinite(MemorySegment values, DType dtype) {
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

  /// The position of the first element that lies outside a range, in row-major order; -1 if there is none.
  ///
  /// @throws IllegalArgumentException if the elements are complex: those have no order
  static long firstOutside(MemorySegment values, DType dtype, Constraint.Range range) {
    long count = values.byteSize() / dtype.byteSize();
    return switch (dtype) {
      case FLOAT64 -> firstDouble(values, count, FloatingBounds.of(range, DType.FLOAT64));
      case FLOAT32 -> firstFloat(values, count, FloatingBounds.of(range, DType.FLOAT32));
      case FLOAT16 -> firstHalf(values, count, FloatingBounds.of(range, DType.FLOAT16));
      case BFLOAT16 -> firstBfloat(values, count, FloatingBounds.of(range, DType.BFLOAT16));
      case INT64 -> firstLong(values, count, IntegerBounds.signed(range));
      case UINT64 -> firstLong(values, count, IntegerBounds.unsigned(range));
      case BOOL, INT8, UINT8, INT16, UINT16, INT32, UINT32 ->
          firstSmall(values, dtype, count, IntegerBounds.signed(range));
      case COMPLEX64, COMPLEX128 ->
          throw new IllegalArgumentException("expected a dtype with an order, found " + dtype);
    };
  }

  // One loop for each type, so that none of them decides anything for each element.

  private static long firstDouble(MemorySegment values, long count, FloatingBounds bounds) {
    double min = bounds.min();
    double max = bounds.max();
    for (long i = 0; i < count; i++) {
      double value = values.getAtIndex(DOUBLE, i);
      if (!(value >= min && value <= max)) {
        return i;
      }
    }
    return -1;
  }

  private static long firstFloat(MemorySegment values, long count, FloatingBounds bounds) {
    double min = bounds.min();
    double max = bounds.max();
    for (long i = 0; i < count; i++) {
      double value = values.getAtIndex(FLOAT, i);
      if (!(value >= min && value <= max)) {
        return i;
      }
    }
    return -1;
  }

  private static long firstHalf(MemorySegment values, long count, FloatingBounds bounds) {
    for (long i = 0; i < count; i++) {
      if (!bounds.contain(Float.float16ToFloat(values.getAtIndex(SHORT, i)))) {
        return i;
      }
    }
    return -1;
  }

  private static long firstBfloat(MemorySegment values, long count, FloatingBounds bounds) {
    for (long i = 0; i < count; i++) {
      if (!bounds.contain(Float.intBitsToFloat(values.getAtIndex(SHORT, i) << 16))) {
        return i;
      }
    }
    return -1;
  }

  private static long firstLong(MemorySegment values, long count, IntegerBounds bounds) {
    for (long i = 0; i < count; i++) {
      if (!bounds.contain(values.getAtIndex(LONG, i))) {
        return i;
      }
    }
    return -1;
  }

  private static long firstSmall(MemorySegment values, DType dtype, long count, IntegerBounds bounds) {
    for (long i = 0; i < count; i++) {
      if (!bounds.contain(integer(values, dtype, i))) {
        return i;
      }
    }
    return -1;
  }

  /// An integer of at most 64 bits; those of uint64 as they lie.
  private static long integer(MemorySegment values, DType dtype, long index) {
    return switch (dtype) {
      case BOOL, INT8 -> values.getAtIndex(BYTE, index);
      case UINT8 -> Byte.toUnsignedLong(values.getAtIndex(BYTE, index));
      case INT16 -> values.getAtIndex(SHORT, index);
      case UINT16 -> Short.toUnsignedLong(values.getAtIndex(SHORT, index));
      case INT32 -> values.getAtIndex(INT, index);
      case UINT32 -> Integer.toUnsignedLong(values.getAtIndex(INT, index));
      case INT64, UINT64 -> values.getAtIndex(LONG, index);
      case FLOAT16, BFLOAT16, FLOAT32, FLOAT64, COMPLEX64, COMPLEX128 ->
          throw new IllegalArgumentException("expected an integer dtype, found " + dtype);
    };
  }

  /// An element in words.
  static String text(MemorySegment values, DType dtype, long index) {
    return switch (dtype) {
      case FLOAT64 -> Double.toString(values.getAtIndex(DOUBLE, index));
      case FLOAT32 -> Float.toString(values.getAtIndex(FLOAT, index));
      case FLOAT16 -> Float.toString(Float.float16ToFloat(values.getAtIndex(SHORT, index)));
      case BFLOAT16 -> Float.toString(Float.intBitsToFloat(values.getAtIndex(SHORT, index) << 16));
      case COMPLEX64 ->
          "%s and %s".formatted(values.getAtIndex(FLOAT, 2 * index), values.getAtIndex(FLOAT, 2 * index + 1));
      case COMPLEX128 ->
          "%s and %s".formatted(values.getAtIndex(DOUBLE, 2 * index), values.getAtIndex(DOUBLE, 2 * index + 1));
      case UINT64 -> Long.toUnsignedString(values.getAtIndex(LONG, index));
      case BOOL, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64 -> Long.toString(integer(values, dtype, index));
    };
  }
}
