package dev.sheaf.hdf5;

import dev.sheaf.schema.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Memory that elements are read into.
final class Memory {
  private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;
  private static final ByteOrder OTHER =
      ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfShort OTHER_SHORT = SHORT.withOrder(OTHER);
  private static final ValueLayout.OfInt OTHER_INT = INT.withOrder(OTHER);
  private static final ValueLayout.OfLong OTHER_LONG = LONG.withOrder(OTHER);

  private Memory() {}

  /// Zeros for `count` elements: a Java array of the elements' own type, or where none is so long, native memory that
  /// lives as long as it is used.
  static MemorySegment allocate(DType dtype, long count) {
    long numbers = dtype.kind() == DType.Kind.COMPLEX ? 2 * count : count;
    if (numbers > MAX_LENGTH) {
      return Arena.ofAuto().allocate(count * dtype.byteSize(), 64);
    }
    int length = (int) numbers;
    return switch (dtype) {
      case BOOL, UINT8, INT8 -> MemorySegment.ofArray(new byte[length]);
      case UINT16, INT16, FLOAT16, BFLOAT16 -> MemorySegment.ofArray(new short[length]);
      case UINT32, INT32 -> MemorySegment.ofArray(new int[length]);
      case UINT64, INT64 -> MemorySegment.ofArray(new long[length]);
      case FLOAT32, COMPLEX64 -> MemorySegment.ofArray(new float[length]);
      case FLOAT64, COMPLEX128 -> MemorySegment.ofArray(new double[length]);
    };
  }

  /// Turns the bytes of each number round.
  ///
  /// @param unit how many bytes a number has
  static void swap(MemorySegment numbers, int unit) {
    long end = numbers.byteSize();
    switch (unit) {
      case 2 -> {
        for (long i = 0; i < end; i += 2) {
          numbers.set(SHORT, i, numbers.get(OTHER_SHORT, i));
        }
      }
      case 4 -> {
        for (long i = 0; i < end; i += 4) {
          numbers.set(INT, i, numbers.get(OTHER_INT, i));
        }
      }
      case 8 -> {
        for (long i = 0; i < end; i += 8) {
          numbers.set(LONG, i, numbers.get(OTHER_LONG, i));
        }
      }
      default -> throw new IllegalArgumentException("expected numbers of 2, 4 or 8 bytes, found " + unit);
    }
  }
}
