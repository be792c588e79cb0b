package dev.sheaf.tfrecord.example;

import dev.sheaf.array.NdArray;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Arrays that are stored as the bytes of their elements, little-endian and in row-major order.
public final class RawArrays {
  private RawArrays() {}

  /// A copy on the heap.
  ///
  /// @param bytes as many as the shape needs
  /// @param name of the feature, for errors
  /// @param place the file, for errors
  /// @param offset where the bytes lie there
  /// @throws CorruptDataException if an element that should be a boolean is none
  /// @throws IllegalArgumentException if there are more or fewer bytes
  public static NdArray of(
      MemorySegment bytes, DType dtype, Shape shape, String name, String place, long offset) {
    byte[] elements = bytes.toArray(ValueLayout.JAVA_BYTE);
    if (dtype == DType.BOOL) {
      for (int i = 0; i < elements.length; i++) {
        if (elements[i] >>> 1 != 0) {
          throw new CorruptDataException(
              place, offset + i, "0 or 1 as a boolean in \"%s\"".formatted(name), "%d".formatted(elements[i] & 0xff));
        }
      }
    }
    if (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN) {
      swap(elements, dtype.kind() == DType.Kind.COMPLEX ? dtype.byteSize() / 2 : dtype.byteSize());
    }
    return NdArray.wrap(dtype, MemorySegment.ofArray(elements), shape);
  }

  private static void swap(byte[] elements, int size) {
    for (int at = 0; at + size <= elements.length; at += size) {
      for (int i = 0; i < size / 2; i++) {
        byte first = elements[at + i];
        elements[at + i] = elements[at + size - 1 - i];
        elements[at + size - 1 - i] = first;
      }
    }
  }
}
