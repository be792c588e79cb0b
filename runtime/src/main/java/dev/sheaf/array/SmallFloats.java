package dev.sheaf.array;

/// Rounding to the 16-bit types, in which Java cannot calculate; all rounding is to the nearest, half to even.
final class SmallFloats {
  /// A float whose lower half is dropped is a bfloat16.
  private static final int DROPPED_BITS = 16;

  private static final int BFLOAT16_QUIET_BIT = 0x40;

  private SmallFloats() {}

  static float ofBFloat16(short bits) {
    return Float.intBitsToFloat(bits << DROPPED_BITS);
  }

  static short float16(double value) {
    return Float.floatToFloat16(toOdd(value));
  }

  static short bfloat16(double value) {
    int bits = Float.floatToRawIntBits(toOdd(value));
    if (Double.isNaN(value)) {
      return (short) ((bits >>> DROPPED_BITS) | BFLOAT16_QUIET_BIT);
    }
    int evenUp = (bits >>> DROPPED_BITS) & 1;
    int justBelowHalf = (1 << (DROPPED_BITS - 1)) - 1;
    return (short) ((bits + justBelowHalf + evenUp) >>> DROPPED_BITS);
  }

  /// A float that rounds on as the double would.
  ///
  /// Rounding twice may err. So the double is cut to a float whose last bit says whether something was lost ("rounding
  /// to odd"): it lies on the same side of every middle between two shorter numbers as the double.
  private static float toOdd(double value) {
    float cut = (float) value;
    if (Float.isInfinite(cut) || cut == value || Double.isNaN(value)) {
      return cut;
    }
    int bits = Float.floatToRawIntBits(cut);
    if (Math.abs((double) cut) > Math.abs(value)) {
      bits--;
    }
    return Float.intBitsToFloat(bits | 1);
  }

  /// The same for a 64-bit integer: a double that rounds on to any shorter type as the integer would.
  static double toOdd(long value) {
    return value == Long.MIN_VALUE || Math.abs(value) < 1L << 53 ? value : lastBitOdd(value);
  }

  /// The same for an unsigned one.
  static double unsignedToOdd(long bits) {
    return bits >= 0 ? toOdd(bits) : 2 * lastBitOdd((bits >>> 1) | (bits & 1));
  }

  /// Eleven bits fewer than 64 fit a double exactly.
  private static double lastBitOdd(long value) {
    long kept = value & ~0x7FF;
    return kept == value ? value : kept | 0x800;
  }
}
