package dev.sheaf.tfrecord.example;

import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Goes once through a message in protobuf's wire format. Every number is checked against what is left of the message
/// around it. For one thread.
final class WireReader {
  /// The ways in which a field can be stored: the last three bits of its tag.
  static final int VARINT = 0;

  static final int FIXED64 = 1;
  static final int LENGTH = 2;
  static final int GROUP = 3;
  static final int GROUP_END = 4;
  static final int FIXED32 = 5;

  /// As deep as protobuf itself follows messages into each other.
  private static final int MAX_DEPTH = 100;

  private static final int MAX_VARINT_BYTES = 10;
  private static final long CONTINUATIONS = 0x8080808080808080L;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment bytes;
  private final String place;
  private final long base;
  private int position;
  private int end;

  /// @param place what the message is called in errors
  /// @param base where it begins there
  /// @throws UnsupportedFormatException if the message is longer than protobuf allows
  WireReader(MemorySegment bytes, String place, long base) {
    if (bytes.byteSize() > Integer.MAX_VALUE) {
      throw new UnsupportedFormatException(
          place, base, "a message of at most %d bytes".formatted(Integer.MAX_VALUE), bytes.byteSize() + " bytes");
    }
    this.bytes = bytes;
    this.place = place;
    this.base = base;
    this.end = (int) bytes.byteSize();
  }

  MemorySegment bytes() {
    return bytes;
  }

  int position() {
    return position;
  }

  int end() {
    return end;
  }

  /// Whether the present message goes on.
  boolean hasMore() {
    return position < end;
  }

  /// The number and the kind of the next field: `number << 3 | kind`.
  int tag() {
    int start = position;
    long tag = varint();
    if (tag >>> 3 == 0 || tag >>> 32 != 0) {
      throw corrupt(start, "the tag of a field", "the number " + Long.toUnsignedString(tag));
    }
    return (int) tag;
  }

  static int field(int tag) {
    return tag >>> 3;
  }

  static int kind(int tag) {
    return tag & 7;
  }

  long varint() {
    if (position < end) {
      byte first = bytes.get(ValueLayout.JAVA_BYTE, position);
      if (first >= 0) {
        position++;
        return first;
      }
    }
    return longVarint();
  }

  private long longVarint() {
    long value = 0;
    for (int i = 0; i < MAX_VARINT_BYTES; i++) {
      if (position + i >= end) {
        throw corrupt(position, "a number", "the end of the message after %d bytes of it".formatted(i));
      }
      byte next = bytes.get(ValueLayout.JAVA_BYTE, position + i);
      // What does not fit into 64 bits is dropped, as protobuf does.
      value |= (next & 0x7fL) << (7 * i);
      if (next >= 0) {
        position += i + 1;
        return value;
      }
    }
    throw corrupt(position, "a number of at most %d bytes".formatted(MAX_VARINT_BYTES), "a longer one");
  }

  /// Steps into the message that a length announces.
  ///
  /// @return what to give to [#leave]
  int enter() {
    int length = length();
    int outer = end;
    end = position + length;
    return outer;
  }

  /// Steps out of a message that has been read to its end.
  void leave(int outer) {
    end = outer;
  }

  /// Reads a length; so many bytes are there.
  int length() {
    int start = position;
    long length = varint();
    if (Long.compareUnsigned(length, end - position) > 0) {
      throw corrupt(
          start, "a length of at most %d bytes".formatted(end - position), Long.toUnsignedString(length) + " bytes");
    }
    return (int) length;
  }

  /// Steps over bytes that are there if anything announced them.
  void advance(int count) {
    if (count > end - position) {
      throw corrupt(position, "%d bytes".formatted(count), "the end of the message after %d".formatted(end - position));
    }
    position += count;
  }

  /// Steps over some numbers that lie side by side, up to `limit`.
  ///
  /// @return how many there are
  int countVarints(int limit) {
    int count = 0;
    int start = position;
    while (position < limit) {
      // Eight numbers of one byte each are common.
      if (start == position
          && limit - position >= Long.BYTES
          && (bytes.get(LONG, position) & CONTINUATIONS) == 0) {
        count += Long.BYTES;
        position += Long.BYTES;
        start = position;
        continue;
      }
      boolean last = bytes.get(ValueLayout.JAVA_BYTE, position) >= 0;
      position++;
      if (last) {
        count++;
        start = position;
      } else if (position - start == MAX_VARINT_BYTES) {
        throw corrupt(start, "a number of at most %d bytes".formatted(MAX_VARINT_BYTES), "a longer one");
      }
    }
    if (start != position) {
      throw corrupt(start, "a number", "the end of the list after %d bytes of it".formatted(position - start));
    }
    return count;
  }

  /// Steps over a field that means nothing here; a group with all that is in it.
  void skip(int tag) {
    if (kind(tag) != GROUP) {
      skipOne(tag);
      return;
    }
    int[] open = new int[MAX_DEPTH];
    int depth = 0;
    open[depth++] = field(tag);
    while (depth > 0) {
      int start = position;
      if (!hasMore()) {
        throw corrupt(start, "the end of the group " + open[depth - 1], "the end of the message");
      }
      int next = tag();
      switch (kind(next)) {
        case GROUP -> {
          if (depth == MAX_DEPTH) {
            throw corrupt(start, "at most %d groups inside each other".formatted(MAX_DEPTH), "one more");
          }
          open[depth++] = field(next);
        }
        case GROUP_END -> {
          if (field(next) != open[--depth]) {
            throw corrupt(start, "the end of the group " + open[depth], "that of " + field(next));
          }
        }
        default -> skipOne(next);
      }
    }
  }

  private void skipOne(int tag) {
    switch (kind(tag)) {
      case VARINT -> varint();
      case FIXED64 -> advance(Long.BYTES);
      case LENGTH -> advance(length());
      case FIXED32 -> advance(Integer.BYTES);
      default -> throw corrupt(position, "a field", "the tag %d of kind %d".formatted(tag, kind(tag)));
    }
  }

  UnsupportedFormatException unsupported(String expected) {
    return new UnsupportedFormatException(place, base + position, expected, "a longer one");
  }

  CorruptDataException corrupt(int at, String expected, String found) {
    return new CorruptDataException(place, base + at, expected, found);
  }
}
