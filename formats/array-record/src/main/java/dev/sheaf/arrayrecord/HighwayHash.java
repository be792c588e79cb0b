package dev.sheaf.arrayrecord;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// HighwayHash with 64 bits of output and the key of Riegeli files, the text `Riegeli/records\n` twice.
///
/// Data may come in pieces: the hash is that of their concatenation. See
/// [the definition](https://github.com/google/highwayhash/blob/master/highwayhash/hh_portable.h). For one thread.
final class HighwayHash {
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int PACKET = 32;

  /// Whether the machine scatters bits in one step, as x86 does: there the merge takes a third of the steps.
  private static final boolean SCATTERS = System.getProperty("os.arch", "").matches("amd64|x86_64");

  // Where the bytes of the reversed half go.
  private static final long EVEN = 0xff00ff0000ff00ffL;
  private static final long ODD = 0x00ff00ff00ff00ffL;

  private static final long KEY_0 = 0x2f696c6567656952L;
  private static final long KEY_1 = 0x0a7364726f636572L;

  private static final long A0 = 0xdbe6d5d5fe4cce2fL;
  private static final long A1 = 0xa4093822299f31d0L;
  private static final long A2 = 0x13198a2e03707344L;
  private static final long A3 = 0x243f6a8885a308d3L;
  private static final long Z0 = 0x3bd39e10cb0ef593L;
  private static final long Z1 = 0xc0acf169b5f18a8cL;
  private static final long Z2 = 0xbe5466cf34e90c6cL;
  private static final long Z3 = 0x452821e638d01377L;

  // The state, as the definition names it: v0, v1, mul0 and mul1, each of four lanes.
  private long a0;
  private long a1;
  private long a2;
  private long a3;
  private long b0;
  private long b1;
  private long b2;
  private long b3;
  private long m0;
  private long m1;
  private long m2;
  private long m3;
  private long n0;
  private long n1;
  private long n2;
  private long n3;

  /// What is left over from the piece before, less than a packet.
  private final MemorySegment rest = MemorySegment.ofArray(new byte[PACKET]);

  private int restBytes;

  HighwayHash() {
    reset();
  }

  /// The hash of one piece. Forgets what came before.
  long of(MemorySegment bytes, long from, long length) {
    reset();
    update(bytes, from, length);
    return finish();
  }

  /// Starts anew.
  void reset() {
    m0 = A0;
    m1 = A1;
    m2 = A2;
    m3 = A3;
    n0 = Z0;
    n1 = Z1;
    n2 = Z2;
    n3 = Z3;
    a0 = A0 ^ KEY_0;
    a1 = A1 ^ KEY_1;
    a2 = A2 ^ KEY_0;
    a3 = A3 ^ KEY_1;
    b0 = Z0 ^ swap(KEY_0);
    b1 = Z1 ^ swap(KEY_1);
    b2 = Z2 ^ swap(KEY_0);
    b3 = Z3 ^ swap(KEY_1);
    restBytes = 0;
  }

  /// Takes the next piece.
  void update(MemorySegment bytes, long from, long length) {
    long at = from;
    long left = length;
    if (restBytes > 0) {
      int more = (int) Math.min(PACKET - restBytes, left);
      MemorySegment.copy(bytes, at, rest, restBytes, more);
      restBytes += more;
      at += more;
      left -= more;
      if (restBytes < PACKET) {
        return;
      }
      packets(rest, 0, 1);
    }
    packets(bytes, at, left / PACKET);
    restBytes = (int) (left % PACKET);
    MemorySegment.copy(bytes, at + left - restBytes, rest, 0, restBytes);
  }

  /// The hash of all pieces since the start.
  long finish() {
    if (restBytes > 0) {
      remainder(restBytes);
    }
    for (int i = 0; i < 4; i++) {
      packet(swap(a2), swap(a3), swap(a0), swap(a1));
    }
    return a0 + b0 + m0 + n0;
  }

  /// The last bytes, fewer than a packet: their number goes into the state, and they are laid out so that each counts.
  private void remainder(int n) {
    long both = ((long) n << 32) + n;
    a0 += both;
    a1 += both;
    a2 += both;
    a3 += both;
    b0 = rotateHalves(b0, n);
    b1 = rotateHalves(b1, n);
    b2 = rotateHalves(b2, n);
    b3 = rotateHalves(b3, n);
    int whole = n & ~3;
    int odd = n & 3;
    long last = 0;
    if (n >= 16) {
      last = rest.get(INT, n - 4);
    } else if (odd > 0) {
      last = byteAt(whole) | (byteAt(whole + (odd >> 1)) << 8) | (byteAt(n - 1) << 16);
    }
    rest.asSlice(whole).fill((byte) 0);
    if (n >= 16) {
      rest.set(INT, PACKET - 4, (int) last);
    } else {
      rest.set(LONG, 16, last);
    }
    packets(rest, 0, 1);
  }

  private long byteAt(int index) {
    return rest.get(ValueLayout.JAVA_BYTE, index) & 0xffL;
  }

  private void packets(MemorySegment bytes, long from, long count) {
    for (long i = 0; i < count; i++) {
      long at = from + i * PACKET;
      packet(bytes.get(LONG, at), bytes.get(LONG, at + 8), bytes.get(LONG, at + 16), bytes.get(LONG, at + 24));
    }
  }

  private void packet(long p0, long p1, long p2, long p3) {
    long x0 = b0 + m0 + p0;
    long x1 = b1 + m1 + p1;
    long x2 = b2 + m2 + p2;
    long x3 = b3 + m3 + p3;
    m0 ^= (x0 & 0xffffffffL) * (a0 >>> 32);
    m1 ^= (x1 & 0xffffffffL) * (a1 >>> 32);
    m2 ^= (x2 & 0xffffffffL) * (a2 >>> 32);
    m3 ^= (x3 & 0xffffffffL) * (a3 >>> 32);
    long y0 = a0 + n0;
    long y1 = a1 + n1;
    long y2 = a2 + n2;
    long y3 = a3 + n3;
    n0 ^= (y0 & 0xffffffffL) * (x0 >>> 32);
    n1 ^= (y1 & 0xffffffffL) * (x1 >>> 32);
    n2 ^= (y2 & 0xffffffffL) * (x2 >>> 32);
    n3 ^= (y3 & 0xffffffffL) * (x3 >>> 32);
    a0 = y0 + even(x0, x1);
    a1 = y1 + odd(x0, x1);
    a2 = y2 + even(x2, x3);
    a3 = y3 + odd(x2, x3);
    b0 = x0 + even(a0, a1);
    b1 = x1 + odd(a0, a1);
    b2 = x2 + even(a2, a3);
    b3 = x3 + odd(a2, a3);
  }

  /// Half of the zipper merge: the bytes l3 h4 l2 l5 h6 l1 h7 l0, from least to most significant.
  private static long even(long low, long high) {
    return SCATTERS ? evenByScattering(low, high) : evenByShifting(low, high);
  }

  /// The other half: the bytes h3 l4 h2 h5 h1 l6 h0 l7.
  private static long odd(long low, long high) {
    return SCATTERS ? oddByScattering(low, high) : oddByShifting(low, high);
  }

  /// In the result l3 l2 l1 l0 keep their (reversed) order, and so do h4 l5 h6 h7: with the fifth bytes of the two
  /// exchanged, it is two scatters.
  static long evenByScattering(long low, long high) {
    return Long.expand(reversedHalf(low), EVEN) | Long.expand((high >>> 32) ^ fifthBytes(low, high), ~EVEN);
  }

  /// Likewise with h3 h2 h1 h0 and l4 h5 l6 l7.
  static long oddByScattering(long low, long high) {
    return Long.expand(reversedHalf(high), ODD) | Long.expand((low >>> 32) ^ fifthBytes(low, high), ~ODD);
  }

  static long evenByShifting(long low, long high) {
    return ((low >>> 24) & 0xffL)
        | ((high >>> 24) & 0xff00L)
        | (low & 0xff0000L)
        | ((low >>> 16) & 0xff000000L)
        | ((high >>> 16) & 0xff00000000L)
        | ((low & 0xff00L) << 32)
        | ((high >>> 56) << 48)
        | (low << 56);
  }

  static long oddByShifting(long low, long high) {
    return ((high >>> 24) & 0xffL)
        | ((low >>> 24) & 0xff00L)
        | (high & 0xff0000L)
        | ((high >>> 16) & 0xff000000L)
        | ((high & 0xff00L) << 24)
        | ((low >>> 8) & 0xff0000000000L)
        | ((high & 0xffL) << 48)
        | (low & 0xff00000000000000L);
  }

  /// What turns the fifth byte of one number into that of the other, in their upper halves.
  private static long fifthBytes(long low, long high) {
    return ((low ^ high) >>> 32) & 0xff00L;
  }

  private static long reversedHalf(long number) {
    return Integer.toUnsignedLong(Integer.reverseBytes((int) number));
  }

  private static long swap(long halves) {
    return Long.rotateLeft(halves, 32);
  }

  private static long rotateHalves(long halves, int by) {
    return Integer.toUnsignedLong(Integer.rotateLeft((int) halves, by))
        | ((long) Integer.rotateLeft((int) (halves >>> 32), by) << 32);
  }
}
