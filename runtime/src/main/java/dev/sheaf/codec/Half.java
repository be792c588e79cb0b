package dev.sheaf.codec;

/// Rounding to float16.
final class Half {
  private Half() {}

  /// The float16 nearest to a double, half to even, as a double.
  ///
  /// The JDK rounds floats only, and rounding twice may err. So the double is first cut to a float whose last bit says
  /// whether something was lost ("rounding to odd"): that float lies on the same side of every half as the double.
  static double round(double value) {
    float cut = (float) value;
    if (Float.isFinite(cut) && cut != value) {
      int bits = Float.floatToRawIntBits(cut);
      if (Math.abs((double) cut) > Math.abs(value)) {
        bits--;
      }
      cut = Float.intBitsToFloat(bits | 1);
    }
    return Float.float16ToFloat(Float.floatToFloat16(cut));
  }
}
