package dev.sheaf.hdf5;

import java.util.Arrays;

/// HDF5's checksum of chunks: [Fletcher's](https://en.wikipedia.org/wiki/Fletcher%27s_checksum) over big-endian numbers
/// of 16 bits, in the four bytes behind them.
final class Fletcher32 {
  static final int BYTES = 4;

  /// So many sums of 16 bits fit into 32.
  private static final int BLOCK = 360;

  private Fletcher32() {}

  /// The bytes without their checksum, which must be theirs.
  static byte[] strip(FileBytes file, long address, byte[] input) {
    int length = input.length - BYTES;
    if (length < 0) {
      throw file.corrupt(address, "a chunk and its checksum", "%d bytes".formatted(input.length));
    }
    int found =
        Byte.toUnsignedInt(input[length])
            | (Byte.toUnsignedInt(input[length + 1]) << 8)
            | (Byte.toUnsignedInt(input[length + 2]) << 16)
            | (input[length + 3] << 24);
    int expected = sum(input, length);
    // HDF5 1.6.2 and before wrote the two bytes of each half the other way round.
    int old = ((expected & 0x00ff00ff) << 8) | ((expected >>> 8) & 0x00ff00ff);
    if (found != expected && found != old) {
      throw file.corrupt(address, "the checksum 0x%08x of a chunk".formatted(expected), "0x%08x".formatted(found));
    }
    return Arrays.copyOf(input, length);
  }

  static int sum(byte[] bytes, int length) {
    int low = 0;
    int high = 0;
    int at = 0;
    int words = length / 2;
    while (words > 0) {
      int block = Math.min(words, BLOCK);
      words -= block;
      for (; block > 0; block--) {
        low += (Byte.toUnsignedInt(bytes[at]) << 8) | Byte.toUnsignedInt(bytes[at + 1]);
        high += low;
        at += 2;
      }
      low = (low & 0xffff) + (low >>> 16);
      high = (high & 0xffff) + (high >>> 16);
    }
    if (length % 2 != 0) {
      low += Byte.toUnsignedInt(bytes[at]) << 8;
      high += low;
      low = (low & 0xffff) + (low >>> 16);
      high = (high & 0xffff) + (high >>> 16);
    }
    low = (low & 0xffff) + (low >>> 16);
    high = (high & 0xffff) + (high >>> 16);
    return (high << 16) | low;
  }
}
