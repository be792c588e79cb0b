package dev.sheaf.array;

/// Elements as they are in memory, from the Java values that stand for them.
///
/// @see ElementConversion for whole arrays of another dtype
final class Narrow {
  private Narrow() {}

  static byte uint8(int value, int position) {
    return (byte) unsigned(value, 0xFF, position);
  }

  static short uint16(int value, int position) {
    return (short) unsigned(value, 0xFFFF, position);
  }

  static int uint32(long value, int position) {
    return (int) unsigned(value, 0xFFFF_FFFFL, position);
  }

  private static long unsigned(long value, long max, int position) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(
          "expected numbers from 0 to %d, found %d at position %d".formatted(max, value, position));
    }
    return value;
  }

  static short float16(float value, int position) {
    short bits = Float.floatToFloat16(value);
    check(value, Float.float16ToFloat(bits), "float16", position);
    return bits;
  }

  static short bfloat16(float value, int position) {
    short bits = SmallFloats.bfloat16(value);
    check(value, SmallFloats.ofBFloat16(bits), "bfloat16", position);
    return bits;
  }

  private static void check(float value, float narrowed, String name, int position) {
    if (narrowed != value && !Float.isNaN(value)) {
      throw new IllegalArgumentException(
          "expected numbers that %s has, found %s at position %d; to round, make a Float32Array and convert it"
              .formatted(name, value, position));
    }
  }
}
