package dev.sheaf.arrayrecord;

import dev.sheaf.io.CorruptDataException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Reads bytes and varints one after the other, inside fixed bounds. For one thread.
final class ByteCursor {
  private final ChunkHeader chunk;
  private MemorySegment bytes = MemorySegment.NULL;
  private long at;
  private long end;

  /// @param chunk what the bytes are from, for messages
  ByteCursor(ChunkHeader chunk) {
    this.chunk = chunk;
  }

  /// Starts over with `length` bytes at `from`.
  ByteCursor set(MemorySegment source, long from, long length) {
    bytes = source;
    at = from;
    end = from + length;
    return this;
  }

  long position() {
    return at;
  }

  long left() {
    return end - at;
  }

  int nextByte(String what) {
    if (at == end) {
      throw cut(what);
    }
    return bytes.get(ValueLayout.JAVA_BYTE, at++) & 0xff;
  }

  /// Passes over bytes.
  void skip(long count, String what) {
    if (count < 0 || count > left()) {
      throw cut(what);
    }
    at += count;
  }

  /// Goes back over bytes that have been read.
  void back(long count) {
    at -= count;
  }

  /// Copies bytes to `target`.
  void take(MemorySegment target, long offset, long count) {
    if (count > left()) {
      throw cut("%d bytes".formatted(count));
    }
    MemorySegment.copy(bytes, at, target, offset, count);
    at += count;
  }

  /// A varint of 64 bits; those from 2^63 on come out negative.
  long varint(String what) {
    if (at < end) {
      // Nearly all have one byte.
      byte only = bytes.get(ValueLayout.JAVA_BYTE, at);
      if (only >= 0) {
        at++;
        return only;
      }
    }
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = nextByte(what);
      if (shift == 63 && next > 1) {
        break;
      }
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw chunk.corrupt("%s as a varint of 64 bits".formatted(what), "a longer one");
  }

  /// A varint of 32 bits, unsigned.
  long varint32(String what) {
    long from = at;
    long value = varint(what);
    if (value < 0 || value > 0xffffffffL || at - from > 5) {
      throw chunk.corrupt("%s as a varint of 32 bits".formatted(what), "a longer one");
    }
    return value;
  }

  /// A length of what follows: never more than there is.
  long length(String what) {
    long length = varint(what);
    if (length < 0 || length > left()) {
      throw chunk.corrupt(
          "%s of at most the %d bytes left".formatted(what, left()), Long.toUnsignedString(length) + " bytes");
    }
    return length;
  }

  CorruptDataException cut(String what) {
    return chunk.corrupt(what, "the end of the data");
  }
}
