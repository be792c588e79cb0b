package dev.sheaf.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The 32-bit xxHash with seed 0, which LZ4 frames are checked with; see the
/// [specification](https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md).
public final class XxHash32 {
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int PRIME_1 = 0x9E3779B1;
  private static final int PRIME_2 = 0x85EBCA77;
  private static final int PRIME_3 = 0xC2B2AE3D;
  private static final int PRIME_4 = 0x27D4EB2F;
  private static final int PRIME_5 = 0x165667B1;

  /// The first two primes added, modulo 2^32.
  private static final int FIRST_LANE = 0x24234428;

  private XxHash32() {}

  /// The hash of `length` bytes from `offset` on.
  public static int of(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    int hash;
    if (length >= 16) {
      int first = FIRST_LANE;
      int second = PRIME_2;
      int third = 0;
      int fourth = -PRIME_1;
      for (; at <= end - 16; at += 16) {
        first = round(first, (int) INT.get(bytes, at));
        second = round(second, (int) INT.get(bytes, at + 4));
        third = round(third, (int) INT.get(bytes, at + 8));
        fourth = round(fourth, (int) INT.get(bytes, at + 12));
      }
      hash =
          Integer.rotateLeft(first, 1)
              + Integer.rotateLeft(second, 7)
              + Integer.rotateLeft(third, 12)
              + Integer.rotateLeft(fourth, 18);
    } else {
      hash = PRIME_5;
    }
    hash += length;
    for (; at <= end - 4; at += 4) {
      hash = Integer.rotateLeft(hash + (int) INT.get(bytes, at) * PRIME_3, 17) * PRIME_4;
    }
    for (; at < end; at++) {
      hash = Integer.rotateLeft(hash + (bytes[at] & 0xFF) * PRIME_5, 11) * PRIME_1;
    }
    hash = (hash ^ hash >>> 15) * PRIME_2;
    hash = (hash ^ hash >>> 13) * PRIME_3;
    return hash ^ hash >>> 16;
  }

  private static int round(int lane, int input) {
    return Integer.rotateLeft(lane + input * PRIME_2, 13) * PRIME_1;
  }
}
