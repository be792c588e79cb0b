package dev.sheaf.format.npy;

import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// A piece of an archive that is read from front to back: little-endian numbers and names. For one thread.
final class ArchiveBytes {
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final InputFile file;
  private final long start;
  private final MemorySegment bytes;
  private long at;

  private ArchiveBytes(InputFile file, long start, MemorySegment bytes) {
    this.file = file;
    this.start = start;
    this.bytes = bytes;
  }

  /// The bytes of a range.
  ///
  /// @throws CorruptDataException if the file ends before
  static ArchiveBytes of(InputFile file, long offset, long length) {
    return new ArchiveBytes(file, offset, file.slice(new ByteRange(offset, length)));
  }

  /// Where in the file the next byte is.
  long position() {
    return start + at;
  }

  long left() {
    return bytes.byteSize() - at;
  }

  int unsignedShort() {
    at += need(Short.BYTES);
    return Short.toUnsignedInt(bytes.get(SHORT, at - Short.BYTES));
  }

  long unsignedInt() {
    at += need(Integer.BYTES);
    return Integer.toUnsignedLong(bytes.get(INT, at - Integer.BYTES));
  }

  /// A number of eight bytes, of which no file has more than 2^63 - 1.
  long size() {
    at += need(Long.BYTES);
    long size = bytes.get(LONG, at - Long.BYTES);
    if (size < 0) {
      at -= Long.BYTES;
      throw corrupt("a size or a position below 2^63", Long.toUnsignedString(size));
    }
    return size;
  }

  void skip(long count) {
    at += need(count);
  }

  /// The next bytes, to be read by themselves.
  ArchiveBytes take(long count) {
    skip(count);
    return new ArchiveBytes(file, position() - count, bytes.asSlice(at - count, count));
  }

  /// @throws CorruptDataException if another mark stands here
  void expectMark(long mark, String what) {
    long found = unsignedInt();
    if (found != mark) {
      at -= Integer.BYTES;
      throw corrupt(what, "0x%08x".formatted(found));
    }
  }

  /// A name, which is UTF-8 or plain ASCII. In other archives it is in the code page of some machine.
  String name(int length, boolean utf8) {
    MemorySegment name = take(length).bytes;
    byte[] raw = name.toArray(ValueLayout.JAVA_BYTE);
    at -= length;
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
    } catch (CharacterCodingException _) {
      throw utf8 ? corrupt("a name in UTF-8", "other bytes") : foreignName();
    }
    if (!utf8 && text.length() != text.chars().filter(c -> c < 0x80).count()) {
      throw foreignName();
    }
    if (text.indexOf('\0') >= 0) {
      throw corrupt("a name of characters", "one with a NUL in it");
    }
    at += length;
    return text;
  }

  private UnsupportedFormatException foreignName() {
    return new UnsupportedFormatException(
        file.name(), position(), "a name in ASCII, or marked as UTF-8", "one in another character set");
  }

  private long need(long count) {
    if (count > left()) {
      throw corrupt("%d bytes more".formatted(count), "%d".formatted(left()));
    }
    return count;
  }

  CorruptDataException corrupt(String expected, String found) {
    return new CorruptDataException(file.name(), position(), expected, found);
  }

  UnsupportedFormatException unsupported(String expected, String found) {
    return new UnsupportedFormatException(file.name(), position(), expected, found);
  }
}
