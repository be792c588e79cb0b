package dev.sheaf.codec;

import dev.sheaf.schema.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Converts elements from the dtype on the wire to the declared one, both in native byte order.
///
/// Exact where the target can hold the value, else rounded to the nearest, half to even.
final class ElementCast {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  private ElementCast() {}

  /// An element at a position does not fit the declared dtype.
  static final class OutOfRange extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final long index;
    final String value;

    OutOfRange(long index, String value) {
      super(value, null, false, false);
      this.index = index;
      this.value = value;
    }
  }

  /// The same elements as `declared`; the same segment where nothing changes.
  ///
  /// @throws OutOfRange if a finite number would become infinite, or an integer another one
  static MemorySegment cast(MemorySegment values, DType wire, DType declared) {
    if (wire == declared) {
      return values;
    }
    int count = Math.toIntExact(values.byteSize() / wire.byteSize());
    return switch (declared) {
      case FLOAT32 -> MemorySegment.ofArray(floats(values, wire, count));
      case FLOAT64 -> MemorySegment.ofArray(doubles(values, wire, count));
      case INT64 -> MemorySegment.ofArray(longs(values, wire, count));
      default -> throw new IllegalArgumentException("expected float32, float64 or int64, found " + declared);
    };
  }

  private static float[] floats(MemorySegment values, DType wire, int count) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] =
          switch (wire) {
            case FLOAT16 -> Float.float16ToFloat(values.getAtIndex(SHORT, i));
            case FLOAT64 -> narrow(values.getAtIndex(DOUBLE, i), i);
            case UINT64 -> unsignedToFloat(values.getAtIndex(LONG, i));
            default -> integer(values, wire, i);
          };
    }
    return floats;
  }

  private static double[] doubles(MemorySegment values, DType wire, int count) {
    double[] doubles = new double[count];
    for (int i = 0; i < count; i++) {
      doubles[i] =
          switch (wire) {
            case FLOAT16 -> Float.float16ToFloat(values.getAtIndex(SHORT, i));
            case FLOAT32 -> values.getAtIndex(FLOAT, i);
            case UINT64 -> unsignedToDouble(values.getAtIndex(LONG, i));
            default -> integer(values, wire, i);
          };
    }
    return doubles;
  }

  private static long[] longs(MemorySegment values, DType wire, int count) {
    long[] longs = new long[count];
    for (int i = 0; i < count; i++) {
      long value = integer(values, wire, i);
      if (wire == DType.UINT64 && value < 0) {
        throw new OutOfRange(i, Long.toUnsignedString(value));
      }
      longs[i] = value;
    }
    return longs;
  }

  private static long integer(MemorySegment values, DType wire, long index) {
    return switch (wire) {
      case BOOL -> values.getAtIndex(BYTE, index) == 0 ? 0 : 1;
      case INT8 -> values.getAtIndex(BYTE, index);
      case UINT8 -> Byte.toUnsignedLong(values.getAtIndex(BYTE, index));
      case INT16 -> values.getAtIndex(SHORT, index);
      case UINT16 -> Short.toUnsignedLong(values.getAtIndex(SHORT, index));
      case INT32 -> values.getAtIndex(INT, index);
      case UINT32 -> Integer.toUnsignedLong(values.getAtIndex(INT, index));
      case INT64, UINT64 -> values.getAtIndex(LONG, index);
      case FLOAT16, BFLOAT16, FLOAT32, FLOAT64, COMPLEX64, COMPLEX128 ->
          throw new IllegalArgumentException("expected an integer dtype, found " + wire);
    };
  }

  private static float narrow(double value, long index) {
    float narrowed = (float) value;
    if (Float.isInfinite(narrowed) && !Double.isInfinite(value)) {
      throw new OutOfRange(index, Double.toString(value));
    }
    return narrowed;
  }

  /// Halved with the lost bit kept, an unsigned number rounds as it would whole.
  private static float unsignedToFloat(long value) {
    return value >= 0 ? value : (float) ((value >>> 1) | (value & 1)) * 2;
  }

  private static double unsignedToDouble(long value) {
    return value >= 0 ? value : (double) ((value >>> 1) | (value & 1)) * 2;
  }
}
