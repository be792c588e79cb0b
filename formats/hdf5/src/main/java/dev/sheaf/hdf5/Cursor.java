package dev.sheaf.hdf5;

import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Reads the fields of one piece of a file's metadata from front to back, little-endian, and never past its end. For
/// one thread.
final class Cursor {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final FileBytes file;
  private final MemorySegment bytes;
  private final long start;
  private final String what;
  private long position;

  /// @param start where the first of these bytes is in the file
  /// @param what what they are, for messages
  Cursor(FileBytes file, MemorySegment bytes, long start, String what) {
    this.file = file;
    this.bytes = bytes;
    this.start = start;
    this.what = what;
  }

  FileBytes file() {
    return file;
  }

  MemorySegment bytes() {
    return bytes;
  }

  /// Where the first byte is in the file.
  long start() {
    return start;
  }

  long position() {
    return position;
  }

  long remaining() {
    return bytes.byteSize() - position;
  }

  int u8() {
    return Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, take(1)));
  }

  int u16() {
    return Short.toUnsignedInt(bytes.get(SHORT, take(2)));
  }

  int i32() {
    return bytes.get(INT, take(4));
  }

  long u32() {
    return Integer.toUnsignedLong(i32());
  }

  /// Eight bytes, which may be a number of more than 63 bits: then it is negative.
  long i64() {
    return bytes.get(LONG, take(8));
  }

  /// A number of `size` bytes, from 0 to 8; one of more than 63 bits is negative.
  long unsigned(int size) {
    long value = 0;
    long at = take(size);
    for (int i = 0; i < size; i++) {
      value |= Byte.toUnsignedLong(bytes.get(ValueLayout.JAVA_BYTE, at + i)) << (8 * i);
    }
    return value;
  }

  /// An address; [FileBytes#UNDEFINED] where all its bits are set.
  long address() {
    return allSet(unsigned(file.offsetSize()), file.offsetSize());
  }

  /// A length; -1 where all its bits are set.
  long length() {
    return allSet(unsigned(file.lengthSize()), file.lengthSize());
  }

  private static long allSet(long value, int size) {
    return size < 8 && value == (1L << (8 * size)) - 1 ? FileBytes.UNDEFINED : value;
  }

  void skip(long count) {
    take(count);
  }

  /// Moves behind zeros that fill up to a multiple of eight, counted from `from`.
  void align8(long from) {
    skip(-(position - from) & 7);
  }

  /// The next bytes: a copy.
  byte[] take(int count, String field) {
    if (count > remaining()) {
      throw corrupt("%d bytes of %s".formatted(count, field), "%d bytes to the end".formatted(remaining()));
    }
    return bytes.asSlice(take(count), count).toArray(ValueLayout.JAVA_BYTE);
  }

  /// The next bytes by themselves.
  Cursor part(long count, String name) {
    long at = take(count);
    return new Cursor(file, bytes.asSlice(at, count), start + at, name);
  }

  /// A text that ends with a zero; the zero is taken too.
  String text() {
    long end = position;
    while (end < bytes.byteSize() && bytes.get(ValueLayout.JAVA_BYTE, end) != 0) {
      end++;
    }
    if (end == bytes.byteSize()) {
      throw corrupt("a zero at the end of a name", "none");
    }
    String text = text(end - position);
    skip(1);
    return text;
  }

  /// A text of so many bytes.
  String text(long count) {
    long at = take(count);
    return new String(bytes.asSlice(at, count).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }

  /// Takes the four letters that a piece begins with, and its version.
  void begin(String signature, int version) {
    for (int i = 0; i < signature.length(); i++) {
      if (u8() != signature.charAt(i)) {
        position = 0;
        throw corrupt("\"%s\"".formatted(signature), "0x%08x".formatted(i32()));
      }
    }
    expect(version, "version");
  }

  /// Takes a byte that can have one value only.
  void expect(int value, String field) {
    int found = u8();
    if (found != value) {
      position--;
      throw corrupt("%s %d".formatted(field, value), Integer.toString(found));
    }
  }

  /// Takes a checksum, which must be that of all bytes before it.
  void checksum() {
    checksum(0);
  }

  /// Takes a checksum, which must be that of the bytes from `from` up to it.
  void checksum(long from) {
    int expected = Lookup3.hash(bytes, from, position - from);
    int found = i32();
    if (found != expected) {
      position -= 4;
      throw corrupt("the checksum 0x%08x".formatted(expected), "0x%08x".formatted(found));
    }
  }

  CorruptDataException corrupt(String expected, String found) {
    return new CorruptDataException(
        file.file().name(), start + position, "%s in %s".formatted(expected, what), found);
  }

  UnsupportedFormatException unsupported(String expected, String found) {
    return new UnsupportedFormatException(
        file.file().name(), start + position, "%s in %s".formatted(expected, what), found);
  }

  private long take(long count) {
    if (count < 0 || count > remaining()) {
      throw corrupt("%d bytes more".formatted(count), "%d".formatted(remaining()));
    }
    long at = position;
    position += count;
    return at;
  }
}
