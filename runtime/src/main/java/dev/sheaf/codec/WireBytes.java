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

  /// Memory on the heap for `count` elements; a Java array of the element's own type where there is one.
  ///
  /// @throws DecodeException if that is more than one array may have
  static MemorySegment allocate(DType dtype, long count, DecodeLimits limits, JsonReader in, long offset) {
    boolean typed = dtype == DType.FLOAT32 || dtype == DType.FLOAT64 || dtype == DType.INT64;
    long units = typed ? count : count * dtype.byteSize();
    if (count > limits.maxArrayBytes() / dtype.byteSize() || units > MAX_JAVA_ARRAY) {
      throw in.error(
          Rule.LIMIT,
          offset,
          "an array of at most %d bytes".formatted(Math.min(limits.maxArrayBytes(), (long) MAX_JAVA_ARRAY * dtype.byteSize())),
          "%d elements of %s".formatted(count, dtype));
    }
    return switch (dtype) {
      case FLOAT32 -> MemorySegment.ofArray(new float[(int) units]);
      case FLOAT64 -> MemorySegment.ofArray(new double[(int) units]);
      case INT64 -> MemorySegment.ofArray(new long[(int) units]);
      default -> MemorySegment.ofArray(new byte[(int) units]);
    };
  }

  /// Turns elements from little-endian into the machine's byte order, in place.
  static void toNativeOrder(MemorySegment values, DType dtype) {
    if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
      return;
    }
    int width = dtype.kind() == DType.Kind.COMPLEX ? dtype.byteSize() / 2 : dtype.byteSize();
    for (long at = 0; at < values.byteSize(); at += width) {
      for (int low = 0, high = width - 1; low < high; low++, high--) {
        byte swapped = values.get(ValueLayout.JAVA_BYTE, at + low);
        values.set(ValueLayout.JAVA_BYTE, at + low, values.get(ValueLayout.JAVA_BYTE, at + high));
        values.set(ValueLayout.JAVA_BYTE, at + high, swapped);
      }
    }
  }
}
