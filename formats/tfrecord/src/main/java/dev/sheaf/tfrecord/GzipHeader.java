package dev.sheaf.tfrecord;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.CRC32;

/// What stands before the data of a gzip member (RFC 1952).
final class GzipHeader {
  static final int MAGIC_0 = 0x1f;
  static final int MAGIC_1 = 0x8b;
  static final int DEFLATE = 8;

  /// The bytes that each one has.
  static final int FIXED_BYTES = 10;

  /// What the writer puts: no name, no time, no system, so that the same records give the same bytes.
  static final byte[] PLAIN = {(byte) MAGIC_0, (byte) MAGIC_1, DEFLATE, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  /// The header is not whole.
  static final long CUT = -1;

  /// It is none.
  static final long WRONG = -2;

  private static final int CHECKSUM = 0x02;
  private static final int EXTRA = 0x04;
  private static final int NAME = 0x08;
  private static final int COMMENT = 0x10;
  private static final int RESERVED = 0xe0;

  private GzipHeader() {}

  /// How many bytes the header has with which `bytes` begin, or [#CUT] or [#WRONG].
  static long length(MemorySegment bytes) {
    byte[] magic = {(byte) MAGIC_0, (byte) MAGIC_1, DEFLATE};
    for (int i = 0; i < Math.min(magic.length, bytes.byteSize()); i++) {
      if (bytes.get(ValueLayout.JAVA_BYTE, i) != magic[i]) {
        return WRONG;
      }
    }
    if (bytes.byteSize() < FIXED_BYTES) {
      return CUT;
    }
    int flags = byteAt(bytes, 3);
    if ((flags & RESERVED) != 0) {
      return WRONG;
    }
    long at = FIXED_BYTES;
    if ((flags & EXTRA) != 0) {
      if (bytes.byteSize() < at + 2) {
        return CUT;
      }
      at += 2 + shortAt(bytes, at);
    }
    for (int text : new int[] {NAME, COMMENT}) {
      if ((flags & text) != 0) {
        while (at < bytes.byteSize() && byteAt(bytes, at) != 0) {
          at++;
        }
        at++;
      }
    }
    if ((flags & CHECKSUM) != 0) {
      if (bytes.byteSize() < at + 2) {
        return CUT;
      }
      CRC32 crc = new CRC32();
      crc.update(bytes.asSlice(0, at).asByteBuffer());
      if ((crc.getValue() & 0xffff) != shortAt(bytes, at)) {
        return WRONG;
      }
      at += 2;
    }
    return at > bytes.byteSize() ? CUT : at;
  }

  private static int byteAt(MemorySegment bytes, long at) {
    return Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, at));
  }

  private static int shortAt(MemorySegment bytes, long at) {
    return byteAt(bytes, at) | byteAt(bytes, at + 1) << 8;
  }
}
