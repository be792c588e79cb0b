package dev.sheaf.hdf5;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The checksum of HDF5's metadata: Bob Jenkins's
/// [lookup3](https://burtleburtle.net/bob/c/lookup3.c), `hashlittle` with an initial value of 0.
final class Lookup3 {
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int START = 0xdeadbeef;

  private Lookup3() {}

  static int hash(MemorySegment bytes, long from, long length) {
    int a = START + (int) length;
    int b = a;
    int c = a;
    long at = from;
    long left = length;
    while (left > 12) {
      a += bytes.get(INT, at);
      b += bytes.get(INT, at + 4);
      c += bytes.get(INT, at + 8);
      a = (a - c) ^ Integer.rotateLeft(c, 4);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 6);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 8);
      b += a;
      a = (a - c) ^ Integer.rotateLeft(c, 16);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 19);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 4);
      b += a;
      at += 12;
      left -= 12;
    }
    if (left == 0) {
      return c;
    }
    a += tail(bytes, at, left);
    b += tail(bytes, at + 4, left - 4);
    c += tail(bytes, at + 8, left - 8);
    c = (c ^ b) - Integer.rotateLeft(b, 14);
    a = (a ^ c) - Integer.rotateLeft(c, 11);
    b = (b ^ a) - Integer.rotateLeft(a, 25);
    c = (c ^ b) - Integer.rotateLeft(b, 16);
    a = (a ^ c) - Integer.rotateLeft(c, 4);
    b = (b ^ a) - Integer.rotateLeft(a, 14);
    return (c ^ b) - Integer.rotateLeft(b, 24);
  }

  /// Up to four of the last bytes, zeros behind them.
  private static int tail(MemorySegment bytes, long at, long left) {
    int value = 0;
    for (int i = 0; i < Math.min(4, left); i++) {
      value |= Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, at + i)) << (8 * i);
    }
    return value;
  }
}
