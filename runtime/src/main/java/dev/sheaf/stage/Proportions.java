package dev.sheaf.stage;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.LongStream;

/// Whose turn it is where parts are mixed by weights: among any first items, each part has its share, to within one item.
/// Nothing is drawn at random. The turns are Grain's.
final class Proportions {
  private final long[] weights;
  private final long total;

  /// @param weights whole numbers above 0
  Proportions(long... weights) {
    this.weights = weights.clone();
    this.total = LongStream.of(weights).reduce(0, Math::addExact);
  }

  /// Grain's whole numbers: the least weight is 100, and the others are rounded down.
  ///
  /// @throws IllegalArgumentException if a weight is not above 0, or they are too far apart
  static Proportions of(double... weights) {
    double scale = 100.0 / Arrays.stream(weights).min().orElse(1);
    long[] whole = new long[weights.length];
    for (int i = 0; i < whole.length; i++) {
      if (!(weights[i] > 0) || !(weights[i] * scale < 0x1p40)) {
        throw new IllegalArgumentException(
            "expected weights above 0 to mix, and none 2^33 times another, found " + Arrays.toString(weights));
      }
      whole[i] = (long) (weights[i] * scale);
    }
    return new Proportions(whole);
  }

  /// All alike.
  static Proportions even(int parts) {
    return new Proportions(LongStream.generate(() -> 1).limit(parts).toArray());
  }

  /// The weight of a part.
  long weight(int part) {
    return weights[part];
  }

  /// Which part gives the item of this number.
  int partOf(long number) {
    long before = number;
    long after = number + 1;
    long left = total;
    for (int part = 0; ; part++) {
      long rest = left - weights[part];
      long restBefore = share(before, rest, left);
      long restAfter = share(after, rest, left);
      if (before - restBefore != after - restAfter) {
        return part;
      }
      left = rest;
      before = restBefore;
      after = restAfter;
    }
  }

  private static long share(long items, long part, long whole) {
    if (Math.multiplyHigh(items, part) == 0 && items * part >= 0) {
      return items * part / whole;
    }
    return BigInteger.valueOf(items).multiply(BigInteger.valueOf(part)).divide(BigInteger.valueOf(whole)).longValueExact();
  }
}
