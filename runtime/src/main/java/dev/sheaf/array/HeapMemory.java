package dev.sheaf.array;

import dev.sheaf.schema.DType;
import java.lang.foreign.MemorySegment;

/// Java arrays of an element's own type, or of the numbers that it consists of.
final class HeapMemory {
  private HeapMemory() {}

  /// Memory for `count` elements.
  ///
  /// @throws IllegalStateException if no Java array is so long
  static MemorySegment allocate(DType dtype, long count) {
    int length = length(dtype.kind() == DType.Kind.COMPLEX ? 2 * count : count);
    return switch (dtype) {
      case BOOL, UINT8, INT8 -> MemorySegment.ofArray(new byte[length]);
      case UINT16, INT16, FLOAT16, BFLOAT16 -> MemorySegment.ofArray(new short[length]);
      case UINT32, INT32 -> MemorySegment.ofArray(new int[length]);
      case UINT64, INT64 -> MemorySegment.ofArray(new long[length]);
      case FLOAT32, COMPLEX64 -> MemorySegment.ofArray(new float[length]);
      case FLOAT64, COMPLEX128 -> MemorySegment.ofArray(new double[length]);
    };
  }

  private static int length(long numbers) {
    if (numbers > Integer.MAX_VALUE - 8) {
      throw new IllegalStateException(
          "expected at most %d numbers for a Java array, found %d; convert slices"
              .formatted(Integer.MAX_VALUE - 8, numbers));
    }
    return (int) numbers;
  }
}
