package dev.sheaf.codec;

import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Memory for the binary elements of one array as they come in: dense, row-major, little-endian.
final class WireBytes {
  private static final int MAX_JAVA_ARRAY = Integer.MAX_VALUE - 8;

  private WireBytes() {}

  /// Memory on the heap for `count` elements: a Java array of the numbers that they are.
  ///
  /// @throws DecodeException if that is more than one array may have
  static MemorySegment allocate(DType dtype, long count, DecodeLimits limits, JsonReader in, long offset) {
    checkCount(dtype, count, limits, in, offset);
    int numbers = (int) (dtype.kind() == DType.Kind.COMPLEX ? 2 * count : count);
    return switch (dtype) {
      case BOOL, UINT8, INT8 -> MemorySegment.ofArray(new byte[numbers]);
      case UINT16, INT16, FLOAT16, BFLOAT16 -> MemorySegment.ofArray(new short[numbers]);
      case UINT32, INT32 -> MemorySegment.ofArray(new int[numbers]);
      case UINT64, INT64 -> MemorySegment.ofArray(new long[numbers]);
      case FLOAT32, COMPLEX64 -> MemorySegment.ofArray(new float[numbers]);
      case FLOAT64, COMPLEX128 -> MemorySegment.ofArray(new double[numbers]);
    };
  }

  /// Sees to it that one array may have `count` elements.
  ///
  /// @throws DecodeException if it may not
  static void checkCount(DType dtype, long count, DecodeLimits limits, JsonReader in, long offset) {
    long possible = (long) MAX_JAVA_ARRAY * numberBytes(dtype) / dtype.byteSize();
    long most = Math.min(limits.maxElements(dtype.byteSize()), possible);
    if (count > most) {
      throw in.error(
          Rule.LIMIT,
          offset,
          "an array of at most %d elements".formatted(most),
          "%d elements of %s".formatted(count, dtype));
    }
  }

  /// The bytes of a number: an element is one, or two where it is complex.
  private static int numberBytes(DType dtype) {
    return dtype.kind() == DType.Kind.COMPLEX ? dtype.byteSize() / 2 : dtype.byteSize();
  }

  /// Little-endian elements in the machine's byte order: the same segment where that is the same.
  static MemorySegment inNativeOrder(MemorySegment values, DType dtype) {
    if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
      return values;
    }
    MemorySegment copy = MemorySegment.ofArray(values.toArray(ValueLayout.JAVA_BYTE));
    toNativeOrder(copy, dtype);
    return copy;
  }

  /// Turns elements from little-endian into the machine's byte order, in place.
  static void toNativeOrder(MemorySegment values, DType dtype) {
    if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
      return;
    }
    int width = numberBytes(dtype);
    for (long at = 0; at < values.byteSize(); at += width) {
      for (int low = 0, high = width - 1; low < high; low++, high--) {
        byte swapped = values.get(ValueLayout.JAVA_BYTE, at + low);
        values.set(ValueLayout.JAVA_BYTE, at + low, values.get(ValueLayout.JAVA_BYTE, at + high));
        values.set(ValueLayout.JAVA_BYTE, at + high, swapped);
      }
    }
  }
}
