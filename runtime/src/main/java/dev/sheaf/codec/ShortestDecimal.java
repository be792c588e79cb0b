package dev.sheaf.codec;

/// Spells a floating-point number with the fewest digits that read back to the same bits, and among those with the
/// digits closest to it.
///
/// The algorithm is Schubfach: Giulietti, ["The Schubfach way to render
/// doubles"](https://drive.google.com/file/d/1gp5xv4CAa78SVgCeWfGqqI4FfYYYuNFb) (2020). A number `c * 2^q` is read back
/// from all decimals between the halfway points to its neighbours. With `10^k` the greatest power of ten not above the
/// distance of neighbours, at most one multiple of `10^(k+1)` lies between them, and it has the fewest digits; else one
/// of the two multiples of `10^k` next to the number does. All is counted in quarters of `10^k`, where the halfway
/// points are whole multiples of the power of two.
///
/// A reader of JSON rounds a decimal to a double first, and that to the narrower type. So for an odd `c` a decimal must
/// not be so close to a halfway point that its double *is* that point and would go to the even neighbour.
///
/// The target needs room for [NumberText#MAX_BYTES] from `at` on; each method returns where the text ends. None takes
/// NaN or an infinity, which have no digits.
final class ShortestDecimal {
  private static final int FLOAT_BITS = 23;
  private static final int FLOAT_BIAS = 127 + FLOAT_BITS;
  private static final int DOUBLE_BITS = 52;
  private static final int DOUBLE_BIAS = 1023 + DOUBLE_BITS;
  private static final int HALF_BITS = 10;
  private static final int HALF_BIAS = 15 + HALF_BITS;
  private static final int BFLOAT_BITS = 7;
  private static final int BFLOAT_BIAS = 127 + BFLOAT_BITS;

  /// The fractional bits in which the narrow types are counted.
  private static final int FRACTION = 31;

  private static final long ONE = 1L << (FRACTION + 2);

  /// Half the distance of doubles at a halfway point is at most 2^-30 of the distance of floats, which is at most 40
  /// quarters: 80 in our fractional bits. The rest makes up for what the products are off.
  private static final long DOUBLE_ROUNDING = 96;

  private ShortestDecimal() {}

  /// Spells a finite float.
  static int put(byte[] target, int at, float value) {
    int bits = Float.floatToRawIntBits(value);
    return putNarrow(target, at, bits >>> 31, bits & Integer.MAX_VALUE, FLOAT_BITS, FLOAT_BIAS);
  }

  /// Spells the finite float16 with these bits.
  static int putHalf(byte[] target, int at, short bits) {
    return putNarrow(target, at, (bits >>> 15) & 1, bits & Short.MAX_VALUE, HALF_BITS, HALF_BIAS);
  }

  /// Spells the finite bfloat16 with these bits.
  static int putBFloat(byte[] target, int at, short bits) {
    return putNarrow(target, at, (bits >>> 15) & 1, bits & Short.MAX_VALUE, BFLOAT_BITS, BFLOAT_BIAS);
  }

  /// Spells a number of a type with at most 24 bits of precision.
  ///
  /// @param sign 1 for a minus, else 0
  /// @param magnitude its bits without the sign
  /// @param mantissaBits how many bits are stored behind the hidden one
  /// @param bias what is taken from the stored exponent, so that the mantissa is a whole number
  private static int putNarrow(
      byte[] target, int at, int sign, int magnitude, int mantissaBits, int bias) {
    // Where there is no minus it is written over.
    target[at] = '-';
    int start = at + sign;
    int mantissa = magnitude & ((1 << mantissaBits) - 1);
    int biased = magnitude >>> mantissaBits;
    if (biased == 0) {
      return mantissa == 0 ? putZero(target, start) : putNarrow(target, start, mantissa, 1 - bias, false);
    }
    int c = mantissa | (1 << mantissaBits);
    int q = biased - bias;
    if (q <= 0 && q >= -mantissaBits && Integer.numberOfTrailingZeros(c) >= -q) {
      return NumberText.putDecimal(target, start, c >>> -q, 0);
    }
    return putNarrow(target, start, c, q, mantissa == 0 && biased > 1);
  }

  /// Spells `c * 2^q`.
  ///
  /// @param lowerIsCloser whether the lower neighbour is half as far away as the upper one
  private static int putNarrow(byte[] target, int at, int c, int q, boolean lowerIsCloser) {
    int k = lowerIsCloser ? floorLog10OfThreeQuartersPowerOf2(q) : floorLog10OfPowerOf2(q);
    int shift = q + floorLog2OfPowerOf10(-k) + FRACTION + 2;
    long power = PowersOfTen.high(-k) + 1;
    long value = Math.multiplyHigh(power, (long) c << (shift + 2));
    // The product with half the distance of neighbours is a shift. Parts cut off by themselves may be one less than cut
    // off together: for an even number, which is read back from the halfway points too, one more makes up for that.
    long margin = (c & 1) == 0 ? -1 : DOUBLE_ROUNDING;
    long reachUp = (power >>> (63 - shift)) - margin;
    long reachDown = lowerIsCloser ? (power >>> (64 - shift)) - margin : reachUp;

    // No branches from here: for most data nobody could foretell them.
    long below = value >>> (FRACTION + 2);
    long tensBelow = below / 10 * 10;
    long aboveTens = value - (tensBelow << (FRACTION + 2));
    long part = value & (ONE - 1);
    // Halfway goes to the even one. Where the lower neighbour is closer, `below` may be out of reach.
    long up = ((ONE / 2 - part - (below & 1)) | (reachDown - part)) >>> 63;
    long noTensBelow = (reachDown - aboveTens) >> 63;
    long noTensAbove = (reachUp - 10 * ONE + aboveTens) >> 63;
    long ones = ((below - tensBelow + up) & noTensAbove) | (10 & ~noTensAbove);
    return NumberText.putDecimal(target, at, (int) (tensBelow + (ones & noTensBelow)), k);
  }

  /// Spells a finite double.
  static int put(byte[] target, int at, double value) {
    long bits = Double.doubleToRawLongBits(value);
    target[at] = '-';
    int start = at + (int) (bits >>> 63);
    long mantissa = bits & ((1L << DOUBLE_BITS) - 1);
    int biased = (int) (bits >>> DOUBLE_BITS) & 0x7FF;
    if (biased == 0) {
      return mantissa == 0 ? putZero(target, start) : putWide(target, start, mantissa, 1 - DOUBLE_BIAS, false);
    }
    long c = mantissa | (1L << DOUBLE_BITS);
    int q = biased - DOUBLE_BIAS;
    if (q <= 0 && q >= -DOUBLE_BITS && Long.numberOfTrailingZeros(c) >= -q) {
      return NumberText.putDecimal(target, start, c >>> -q, 0);
    }
    return putWide(target, start, c, q, mantissa == 0 && biased > 1);
  }

  /// Spells `c * 2^q`, as [#putNarrow] does, but counts in quarters with one bit that says whether there is more behind
  /// them: 126 bits of the power of ten are enough for that to tell every case apart.
  private static int putWide(byte[] target, int at, long c, int q, boolean lowerIsCloser) {
    int k = lowerIsCloser ? floorLog10OfThreeQuartersPowerOf2(q) : floorLog10OfPowerOf2(q);
    int shift = q + floorLog2OfPowerOf10(-k) + 2;
    long high = PowersOfTen.high(-k);
    long low = PowersOfTen.low(-k);
    long quarters = c << 2;
    long value = roundToOdd(high, low, quarters << shift);
    // An odd number is not read back from the halfway points themselves.
    long lower = roundToOdd(high, low, (quarters - (lowerIsCloser ? 1 : 2)) << shift) + (c & 1);
    long upper = roundToOdd(high, low, (quarters + 2) << shift) - (c & 1);
    long below = value >>> 2;

    long tensBelow = below / 10 * 10;
    boolean tensBelowFit = lower <= tensBelow << 2;
    boolean tensAboveFit = (tensBelow + 10) << 2 <= upper;
    if (tensBelowFit || tensAboveFit) {
      return NumberText.putDecimal(target, at, tensBelowFit ? tensBelow : tensBelow + 10, k);
    }
    long middle = (below << 2) + 2;
    boolean up = value > middle || (value == middle && (below & 1) != 0) || lower > below << 2;
    return NumberText.putDecimal(target, at, up ? below + 1 : below, k);
  }

  /// The whole part of a product with a power of ten, its last bit set where there is a fraction (figure 8 of the
  /// paper).
  private static long roundToOdd(long high, long low, long factor) {
    long carried = ((high * factor) >>> 1) + Math.multiplyHigh(low, factor);
    long whole = Math.multiplyHigh(high, factor) + (carried >>> 63);
    return whole | (((carried & Long.MAX_VALUE) + Long.MAX_VALUE) >>> 63);
  }

  private static int putZero(byte[] target, int at) {
    target[at] = '0';
    target[at + 1] = '.';
    target[at + 2] = '0';
    return at + 3;
  }

  // The logarithms' factors, rounded: exact results for all exponents of doubles (section 8 of the paper).

  private static int floorLog10OfPowerOf2(int exponent) {
    return (int) ((exponent * 661_971_961_083L) >> 41);
  }

  private static int floorLog10OfThreeQuartersPowerOf2(int exponent) {
    return (int) ((exponent * 661_971_961_083L - 274_743_187_321L) >> 41);
  }

  private static int floorLog2OfPowerOf10(int exponent) {
    return (int) ((exponent * 913_124_641_741L) >> 38);
  }
}
