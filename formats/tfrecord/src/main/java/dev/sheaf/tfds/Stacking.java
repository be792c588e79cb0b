package dev.sheaf.tfds;

import dev.sheaf.array.NdArray;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;

/// Puts arrays end to end in one of their own. For one thread.
final class Stacking {
  /// As many as a Java array holds.
  static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private final DType dtype;
  private final Shape shape;
  private final MemorySegment elements;
  private long position;

  /// @param shape that of all together
  /// @throws IllegalStateException if no Java array is so long
  Stacking(DType dtype, Shape shape) {
    long bytes = Math.multiplyExact(shape.size(), (long) dtype.byteSize());
    if (bytes > MAX_BYTES) {
      throw new IllegalStateException(
          "expected at most %d bytes in one array, found %d: read fewer rows at a time"
              .formatted(MAX_BYTES, bytes));
    }
    this.dtype = dtype;
    this.shape = shape;
    this.elements = MemorySegment.ofArray(new byte[(int) bytes]);
  }

  void add(NdArray array) {
    MemorySegment.copy(array.segment(), 0, elements, position, array.segment().byteSize());
    position += array.segment().byteSize();
  }

  NdArray array() {
    return NdArray.wrap(dtype, elements, shape);
  }
}
