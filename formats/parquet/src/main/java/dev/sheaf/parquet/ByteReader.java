package dev.sheaf.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Walks through the bytes of one page. What it reads is there, or the page is corrupt.
final class ByteReader {
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  final byte[] bytes;
  final Place place;
  private final int end;
  private int position;

  ByteReader(byte[] bytes, int from, int end, Place place) {
    this.bytes = bytes;
    this.position = from;
    this.end = end;
    this.place = place;
  }

  int position() {
    return position;
  }

  int remaining() {
    return end - position;
  }

  /// Steps over bytes, and gives where they begin.
  int take(long count, String what) {
    if (count < 0 || count > end - position) {
      throw place.corrupt("%d bytes of %s".formatted(count, what), "%d left in the page".formatted(end - position));
    }
    int start = position;
    position += (int) count;
    return start;
  }

  int u8(String what) {
    return bytes[take(1, what)] & 0xff;
  }

  int i32(String what) {
    return (int) INT.get(bytes, take(Integer.BYTES, what));
  }

  /// The next bytes as a reader of their own.
  ByteReader part(long count, String what) {
    int start = take(count, what);
    return new ByteReader(bytes, start, start + (int) count, place);
  }

  /// An unsigned number in groups of seven bits, lowest first.
  long varint(String what) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = u8(what);
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw place.corrupt(what + " of at most 10 bytes", "more");
  }

  /// The same with the sign in the lowest bit.
  long zigzag(String what) {
    long value = varint(what);
    return (value >>> 1) ^ -(value & 1);
  }

  /// Unpacks numbers of `width` bits, 0 to 64, lowest bits first, from the bytes that begin at `start` and are there.
  static void unpack(byte[] bytes, int start, int width, long[] target, int to, int count) {
    long bit = (long) start * 8;
    long mask = width == Long.SIZE ? -1 : (1L << width) - 1;
    for (int i = 0; i < count; i++, bit += width) {
      int at = (int) (bit >>> 3);
      int shift = (int) (bit & 7);
      long value = word(bytes, at) >>> shift;
      if (shift + width > Long.SIZE) {
        value |= word(bytes, at + Long.BYTES) << (Long.SIZE - shift);
      }
      target[to + i] = value & mask;
    }
  }

  /// The same for numbers of at most 32 bits.
  static void unpack(byte[] bytes, int start, int width, int[] target, int to, int count) {
    long bit = (long) start * 8;
    long mask = (1L << width) - 1;
    for (int i = 0; i < count; i++, bit += width) {
      target[to + i] = (int) ((word(bytes, (int) (bit >>> 3)) >>> (bit & 7)) & mask);
    }
  }

  /// Eight bytes from `at` on; those past the end are zero.
  private static long word(byte[] bytes, int at) {
    if (at + Long.BYTES <= bytes.length) {
      return (long) LONG.get(bytes, at);
    }
    long word = 0;
    for (int i = bytes.length - 1; i >= at; i--) {
      word = (word << 8) | (bytes[i] & 0xff);
    }
    return word;
  }
}
