package dev.sheaf.examples.ownformat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// What stands around a record: reader and writer agree on it here.
final class Frame {
  /// How a file begins.
  static final String START = "FRAMES1\n";

  /// The length and the checksum before a record.
  static final int HEAD_BYTES = 2 * Integer.BYTES;

  /// The length of what comes behind the last record.
  static final int END = -1;

  static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Frame() {}

  /// Over the length and the bytes, so that a length that was damaged is found too.
  static int checksum(int length, MemorySegment bytes) {
    CRC32C crc = new CRC32C();
    MemorySegment number = MemorySegment.ofArray(new byte[Integer.BYTES]);
    number.set(INT, 0, length);
    crc.update(number.asByteBuffer());
    crc.update(bytes.asByteBuffer());
    return (int) crc.getValue();
  }
}
