package dev.sheaf.bench;

import java.math.BigDecimal;
import java.math.BigInteger;

/// The numbers of the payloads: float32 values in [-1, 1), from a counter through splitmix64, as `peers/json_arrays.py`
/// makes them. The same on every machine and for ever.
final class Numbers {
  private static final long SEED = 2026;

  private Numbers() {}

  /// The values of `count` counters from `start` on.
  static float[] from(long start, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) ((mixed(start + i) >>> 40) / (double) (1 << 23) - 1);
    }
    return values;
  }

  /// The counter's 64 bits, as splitmix64 mixes them.
  static long mixed(long counter) {
    long x = (counter + SEED + 1) * 0x9E3779B97F4A7C15L;
    x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }

  /// A number as Python spells it: the shortest decimal of the double that the float32 widens to.
  static String spelled(float value) {
    double wide = value;
    if (wide == 0) {
      return Float.floatToRawIntBits(value) < 0 ? "-0.0" : "0.0";
    }
    BigDecimal decimal = new BigDecimal(Double.toString(wide)).stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      return decimal.scale() <= 0 ? decimal.setScale(1).toPlainString() : decimal.toPlainString();
    }
    BigInteger digits = decimal.unscaledValue();
    String text = digits.abs().toString();
    String fraction = text.length() > 1 ? "." + text.substring(1) : "";
    String sign = digits.signum() < 0 ? "-" : "";
    return "%s%c%se%s%02d".formatted(sign, text.charAt(0), fraction, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
