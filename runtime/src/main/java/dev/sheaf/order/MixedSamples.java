package dev.sheaf.order;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Items of several parts in fixed proportions: of any first `k` items, each part has its share, to within one item.
/// Nothing is drawn at random. The order is Grain's.
///
/// An epoch ends before any part would have to give an item twice; the next goes on in each part where this one ended.
public final class MixedSamples<T> extends CombinedSamples<T> {
  private final long[] weights;
  private final long total;
  private final long size;

  /// Up to here the products of a position and a weight fit into 63 bits.
  private final long simple;

  /// In equal proportions.
  ///
  /// @throws IllegalArgumentException if there are no parts, or a part has no items
  public MixedSamples(List<? extends Samples<? extends T>> parts) {
    this(parts, LongStream.generate(() -> 1).limit(parts.size()).toArray());
  }

  /// In proportions that need not sum up to anything. They are scaled so that the smallest is 100, and rounded down.
  ///
  /// @param proportions one for each part, above 0
  /// @throws IllegalArgumentException if there are no parts, a part has no items, or the proportions are not one for each,
  ///     not above 0 or too far apart
  public MixedSamples(List<? extends Samples<? extends T>> parts, double... proportions) {
    this(parts, weights(parts.size(), proportions));
  }

  private MixedSamples(List<? extends Samples<? extends T>> parts, long[] weights) {
    super(parts, "mix");
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).size() == 0) {
        throw new IllegalArgumentException(
            "expected items in every part to mix, found part %d empty: %s".formatted(i, Plans.part(parts.get(i))));
      }
    }
    this.weights = weights;
    this.total = LongStream.of(weights).reduce(0, Math::addExact);
    this.size = size(parts, weights, total);
    this.simple = Long.MAX_VALUE / total - 1;
  }

  /// The whole numbers that Grain makes of proportions, in the order of its operations.
  private static long[] weights(int parts, double[] proportions) {
    if (parts > 0 && proportions.length != parts) {
      throw new IllegalArgumentException(
          "expected one weight for each part to mix, found %d weights for %d parts"
              .formatted(proportions.length, parts));
    }
    for (double proportion : proportions) {
      if (!(proportion > 0) || Double.isInfinite(proportion)) {
        throw new IllegalArgumentException(
            "expected weights above 0 to mix, found " + Arrays.toString(proportions));
      }
    }
    double scale = 100.0 / Arrays.stream(proportions).min().orElse(1);
    long[] weights = new long[proportions.length];
    for (int i = 0; i < weights.length; i++) {
      double scaled = proportions[i] * scale;
      if (!(scaled < 0x1p40)) {
        throw new IllegalArgumentException(
            "expected weights to mix of which none is 2^33 times another, found " + Arrays.toString(proportions));
      }
      weights[i] = (long) scaled;
    }
    return weights;
  }

  private static long size(List<? extends Samples<?>> parts, long[] weights, long total) {
    BigInteger size = BigInteger.valueOf(UNBOUNDED);
    for (int i = 0; i < weights.length; i++) {
      long items = parts.get(i).size();
      if (items != UNBOUNDED) {
        size =
            size.min(
                BigInteger.valueOf(items).multiply(BigInteger.valueOf(total)).divide(BigInteger.valueOf(weights[i])));
      }
    }
    return size.longValueExact();
  }

  @Override
  public long size() {
    return size;
  }

  /// What is left for the parts from some part on, of the first `k` items, is `k` shares of their weights, rounded down
  /// after each part. The part for which this makes a difference between `k` and `k + 1` has the item.
  @Override
  protected void locate(long[] positions, int count, long[] numbers) {
    for (int i = 0; i < count; i++) {
      long before = positions[i];
      long after = before + 1;
      boolean isSimple = before <= simple && before >= -simple;
      long left = total;
      int part = 0;
      while (true) {
        long rest = left - weights[part];
        long restBefore = isSimple ? Math.floorDiv(before * rest, left) : share(before, rest, left);
        long restAfter = isSimple ? Math.floorDiv(after * rest, left) : share(after, rest, left);
        if (before - restBefore != after - restAfter) {
          positions[i] = before - restBefore;
          numbers[i] = part;
          break;
        }
        left = rest;
        before = restBefore;
        after = restAfter;
        part++;
      }
    }
  }

  private static long share(long items, long part, long whole) {
    BigInteger[] shares =
        BigInteger.valueOf(items).multiply(BigInteger.valueOf(part)).divideAndRemainder(BigInteger.valueOf(whole));
    return shares[0].longValueExact() - (shares[1].signum() < 0 ? 1 : 0);
  }

  @Override
  protected String call() {
    return LongStream.of(weights).mapToObj(Long::toString).collect(Collectors.joining(", ", "mix(", ")"));
  }
}
