package dev.sheaf.codec;

import dev.sheaf.array.NdArray;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Arrays as bytes: a name of the dtype, the shape, and the elements as they lie in memory.
///
/// ```text
/// int32 bytes of the dtype's wire name, int32 rank, the name padded with zeros to 8 bytes, int64 for each axis, elements
/// ```
/// Several are `int32 count, int32 0`, then for each `int64 bytes of its name, int64 bytes of the array`, both padded to
/// 8 bytes. Numbers are little-endian, elements in native order.
final class ArrayBytes {
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int HEAD = 2 * Integer.BYTES;

  private ArrayBytes() {}

  static MemorySegment write(NdArray array) {
    MemorySegment bytes = MemorySegment.ofArray(new byte[Math.toIntExact(size(array))]);
    writeTo(bytes, array);
    return bytes;
  }

  private static long size(NdArray array) {
    return HEAD + padded(name(array).length) + (long) array.shape().rank() * Long.BYTES + array.segment().byteSize();
  }

  private static byte[] name(NdArray array) {
    return array.dtype().wireName().getBytes(StandardCharsets.UTF_8);
  }

  private static long padded(long bytes) {
    return Math.ceilDiv(bytes, Long.BYTES) * Long.BYTES;
  }

  private static void writeTo(MemorySegment bytes, NdArray array) {
    byte[] name = name(array);
    bytes.set(INT, 0, name.length);
    bytes.set(INT, Integer.BYTES, array.shape().rank());
    MemorySegment.copy(name, 0, bytes, ValueLayout.JAVA_BYTE, HEAD, name.length);
    long at = HEAD + padded(name.length);
    for (long dim : array.shape().toArray()) {
      bytes.set(LONG, at, dim);
      at += Long.BYTES;
    }
    bytes.asSlice(at).copyFrom(array.segment());
  }

  static NdArray read(MemorySegment bytes) {
    try {
      int nameBytes = bytes.get(INT, 0);
      long[] dims = new long[bytes.get(INT, Integer.BYTES)];
      String name = text(bytes.asSlice(HEAD, nameBytes));
      long at = HEAD + padded(nameBytes);
      for (int axis = 0; axis < dims.length; axis++) {
        dims[axis] = bytes.get(LONG, at + (long) axis * Long.BYTES);
      }
      DType dtype = DType.fromWireName(name).orElseThrow(() -> new IllegalArgumentException("the dtype " + name));
      MemorySegment elements = bytes.asSlice(at + (long) dims.length * Long.BYTES);
      return NdArray.wrap(dtype, onHeap(dtype, elements), Shape.of(dims));
    } catch (IndexOutOfBoundsException | IllegalArgumentException | NegativeArraySizeException e) {
      throw new CorruptDataException("an array of a cache", 0, "dtype, shape and elements", String.valueOf(e.getMessage()));
    }
  }

  /// A copy that elements of any width can be read from.
  private static MemorySegment onHeap(DType dtype, MemorySegment elements) {
    MemorySegment copy =
        dtype.byteSize() == 1
            ? MemorySegment.ofArray(new byte[Math.toIntExact(elements.byteSize())])
            : MemorySegment.ofArray(new long[Math.toIntExact(Math.ceilDiv(elements.byteSize(), Long.BYTES))])
                .asSlice(0, elements.byteSize());
    return copy.copyFrom(elements);
  }

  private static String text(MemorySegment bytes) {
    return new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }

  static MemorySegment writeAll(Map<String, NdArray> arrays) {
    long size = HEAD;
    for (Map.Entry<String, NdArray> entry : arrays.entrySet()) {
      size += 2 * Long.BYTES + padded(StrictText.utf8(entry.getKey()).remaining()) + padded(size(entry.getValue()));
    }
    MemorySegment bytes = MemorySegment.ofArray(new byte[Math.toIntExact(size)]);
    bytes.set(INT, 0, arrays.size());
    long at = HEAD;
    for (Map.Entry<String, NdArray> entry : arrays.entrySet()) {
      MemorySegment name = MemorySegment.ofBuffer(StrictText.utf8(entry.getKey()));
      long length = size(entry.getValue());
      bytes.set(LONG, at, name.byteSize());
      bytes.set(LONG, at + Long.BYTES, length);
      at += 2 * Long.BYTES;
      bytes.asSlice(at, name.byteSize()).copyFrom(name);
      at += padded(name.byteSize());
      writeTo(bytes.asSlice(at, length), entry.getValue());
      at += padded(length);
    }
    return bytes;
  }

  static Map<String, NdArray> readAll(MemorySegment bytes) {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    try {
      long at = HEAD;
      for (int left = bytes.get(INT, 0); left > 0; left--) {
        long name = bytes.get(LONG, at);
        long length = bytes.get(LONG, at + Long.BYTES);
        at += 2 * Long.BYTES;
        arrays.put(text(bytes.asSlice(at, name)), read(bytes.asSlice(at + padded(name), length)));
        at += padded(name) + padded(length);
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new CorruptDataException("an array of a cache", 0, "arrays by name", String.valueOf(e.getMessage()));
    }
    return Collections.unmodifiableMap(arrays);
  }
}
