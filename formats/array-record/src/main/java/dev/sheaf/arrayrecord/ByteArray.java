package dev.sheaf.arrayrecord;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Bytes that are put together one after the other. For one thread.
final class ByteArray {
  /// Longer arrays cannot be had on every machine.
  static final int MAX_BYTES = Integer.MAX_VALUE - 16;

  private byte[] bytes = new byte[1 << 10];
  private int length;

  int length() {
    return length;
  }

  /// All bytes: a view, good until the next one is added.
  MemorySegment segment() {
    return MemorySegment.ofArray(bytes).asSlice(0, length);
  }

  /// The array, of which the first [#length()] bytes count.
  byte[] array() {
    return bytes;
  }

  void clear() {
    length = 0;
  }

  /// Whether as many more can be added.
  boolean hasRoom(long count) {
    return count <= MAX_BYTES - length;
  }

  ByteArray add(int value) {
    grow(1);
    bytes[length++] = (byte) value;
    return this;
  }

  ByteArray addVarint(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      add(((int) left & 0x7f) | 0x80);
      left >>>= 7;
    }
    return add((int) left);
  }

  ByteArray add(byte[] more) {
    return add(MemorySegment.ofArray(more));
  }

  ByteArray add(MemorySegment more) {
    int count = (int) more.byteSize();
    grow(count);
    MemorySegment.copy(more, 0, MemorySegment.ofArray(bytes), length, count);
    length += count;
    return this;
  }

  private void grow(int count) {
    if (!hasRoom(count)) {
      throw new IllegalStateException("expected at most %d bytes in one piece, found more".formatted(MAX_BYTES));
    }
    if (count > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.clamp(2L * bytes.length, length + count, MAX_BYTES));
    }
  }
}
