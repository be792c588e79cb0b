package dev.sheaf.tfrecord;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.TruncatedDataException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// What lies around a record:
///
/// ```text
/// 0      length    8 bytes, little-endian
/// 8      checksum  4 bytes, of the length
/// 12     data
/// 12 + n checksum  4 bytes, of the data
/// ```
final class Frame {
  /// The bytes before the data.
  static final int HEAD_BYTES = 12;

  /// The bytes before and after it.
  static final int BYTES = HEAD_BYTES + 4;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Frame() {}

  /// Whether a record's head stands at `at`: its checksum is right.
  static boolean beginsAt(MemorySegment bytes, long at) {
    return bytes.byteSize() - at >= HEAD_BYTES && Checksum.ofLength(bytes.get(LONG, at)) == bytes.get(INT, at + 8);
  }

  /// The length in the head at `at`, which is there.
  ///
  /// @param place where in the file that is
  /// @throws CorruptDataException if its checksum is wrong, or the file ends before the record does
  /// @throws UnsupportedFormatException if the record is longer than the limit
  static long length(InputFile file, MemorySegment bytes, long at, long place, FormatOptions options) {
    long length = bytes.get(LONG, at);
    int expected = Checksum.ofLength(length);
    int found = bytes.get(INT, at + 8);
    if (found != expected) {
      throw new CorruptDataException(
          file.name(),
          place + 8,
          "the checksum %08x of the length %s".formatted(expected, Long.toUnsignedString(length)),
          "%08x".formatted(found));
    }
    long left = file.size() - place - BYTES;
    if (length < 0) {
      throw new CorruptDataException(
          file.name(), place, "a record of at most %d bytes".formatted(left), Long.toUnsignedString(length) + " bytes");
    }
    if (length > left) {
      // A range has an end that is a position.
      long claimed = Math.min(length, Long.MAX_VALUE - place - BYTES);
      throw new TruncatedDataException(file.name(), new ByteRange(place + HEAD_BYTES, claimed), file.size());
    }
    if (length > options.maxRecordBytes()) {
      throw new UnsupportedFormatException(
          file.name(), place, "a record of at most %d bytes".formatted(options.maxRecordBytes()), length + " bytes");
    }
    return length;
  }

  /// Sees to it that the data of the record at `at` are those that were written.
  static void checkData(
      InputFile file, MemorySegment bytes, long at, long length, long place, MemorySegment data, CRC32C crc) {
    int expected = Checksum.of(data, crc);
    int found = bytes.get(INT, at + HEAD_BYTES + length);
    if (found != expected) {
      throw new CorruptDataException(
          file.name(),
          place + HEAD_BYTES + length,
          "the checksum %08x of the %d bytes before".formatted(expected, length),
          "%08x".formatted(found));
    }
  }

  /// Writes the head of a record.
  static void putHead(MemorySegment target, long length) {
    target.set(LONG, 0, length);
    target.set(INT, 8, Checksum.ofLength(length));
  }

  /// Writes a checksum.
  static void putChecksum(MemorySegment target, long at, int checksum) {
    target.set(INT, at, checksum);
  }
}
