package dev.sheaf.dataset;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// Small numbers in few bytes: seven bits in each, the lowest first; the highest bit says that more follow.
final class VarLongs {
  private VarLongs() {}

  static void write(DataOutput out, long value) throws IOException {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  /// @throws IOException if it does not end
  static long read(DataInput in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      long next = in.readByte();
      value |= (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IOException("a number of more than 64 bits");
  }
}
