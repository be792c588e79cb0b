package dev.sheaf.tfrecord;

import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/// CRC-32C as TFRecord stores it: rotated, with a constant added, so that a record that holds checksums does not have a
/// weak one itself.
final class Checksum {
  private static final int MASK_DELTA = 0xa282ead8;

  /// The polynomial with its bits reversed.
  private static final int POLYNOMIAL = 0x82f63b78;

  /// `TABLES[k][b]` is what byte `b` adds when `k` bytes follow it: eight bytes take eight look-ups, and no object.
  private static final int[][] TABLES = tables();

  private Checksum() {}

  private static int[][] tables() {
    int[][] tables = new int[8][256];
    for (int b = 0; b < 256; b++) {
      int crc = b;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) == 0 ? 0 : POLYNOMIAL);
      }
      tables[0][b] = crc;
    }
    for (int k = 1; k < 8; k++) {
      for (int b = 0; b < 256; b++) {
        int before = tables[k - 1][b];
        tables[k][b] = (before >>> 8) ^ tables[0][before & 0xff];
      }
    }
    return tables;
  }

  /// The masked checksum of a number of eight bytes, little-endian.
  static int ofLength(long length) {
    int low = ~(int) length;
    int high = (int) (length >>> 32);
    int crc =
        TABLES[7][low & 0xff]
            ^ TABLES[6][(low >>> 8) & 0xff]
            ^ TABLES[5][(low >>> 16) & 0xff]
            ^ TABLES[4][low >>> 24]
            ^ TABLES[3][high & 0xff]
            ^ TABLES[2][(high >>> 8) & 0xff]
            ^ TABLES[1][(high >>> 16) & 0xff]
            ^ TABLES[0][high >>> 24];
    return mask(~crc);
  }

  /// The masked checksum of some bytes.
  ///
  /// @param crc one to work with, for the calling thread; what it held is lost
  static int of(MemorySegment bytes, CRC32C crc) {
    crc.reset();
    long left = bytes.byteSize();
    // A buffer has fewer bytes than an int counts.
    for (long from = 0; left > 0; ) {
      long some = Math.min(left, 1 << 30);
      crc.update(bytes.asSlice(from, some).asByteBuffer());
      from += some;
      left -= some;
    }
    return mask((int) crc.getValue());
  }

  private static int mask(int crc) {
    return Integer.rotateRight(crc, 15) + MASK_DELTA;
  }
}
