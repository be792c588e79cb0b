package dev.sheaf.tools.report;

import dev.sheaf.schema.DType;

/// How elements of an array become tones from black to white.
///
/// @param black what is black
/// @param white what is white
/// @param hasGaps whether there are elements without a tone: NaN and infinities
record Tones(double black, double white, boolean hasGaps) {
  /// Bytes are tones; numbers from 0 to 1 are, too; others go from their smallest to their largest.
  static Tones of(DType dtype, double[] elements) {
    if (dtype == DType.UINT8) {
      return new Tones(0, 255, false);
    }
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    boolean gaps = false;
    for (double element : elements) {
      if (Double.isFinite(element)) {
        min = Math.min(min, element);
        max = Math.max(max, element);
      } else {
        gaps = true;
      }
    }
    boolean unit = min >= 0 && max <= 1;
    return unit || min > max ? new Tones(0, 1, gaps) : new Tones(min, max, gaps);
  }

  byte tone(double element) {
    if (!Double.isFinite(element)) {
      return 0;
    }
    double share = white > black ? (element / 2 - black / 2) / (white / 2 - black / 2) : 0.5;
    return (byte) Math.round(255 * Math.clamp(share, 0, 1));
  }

  String words() {
    return "black is %s, white is %s".formatted(Numbers.number(black, 4), Numbers.number(white, 4));
  }
}
