package dev.sheaf.tools.profile;

import dev.sheaf.tools.profile.LengthProfile.Padding;
import java.util.ArrayList;
import java.util.List;

/// Counts how long values are. For one thread.
final class LengthTally {
  private static final int[] BATCHES = {8, 32, 128};
  private static final int BUCKETS = 8;

  private final DyadicBins bins = DyadicBins.ofIntegers();
  private final ExactSum sum = new ExactSum();
  private long count;
  private long min = Long.MAX_VALUE;
  private long max;

  void add(long length) {
    count++;
    sum.add(length);
    min = Math.min(min, length);
    max = Math.max(max, length);
    bins.add((double) length, 1);
  }

  void add(LengthTally other) {
    count += other.count;
    sum.add(other.sum);
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    bins.add(other.bins);
  }

  boolean isEmpty() {
    return count == 0;
  }

  LengthProfile profile(String unit) {
    double mean = Moments.mean(sum, count);
    Histogram histogram = bins.histogram();
    if (min == max) {
      return new LengthProfile(unit, count, min, max, mean, histogram, List.of(), List.of());
    }
    Lengths all = Lengths.of(histogram, max);
    List<Lengths> buckets = all.buckets(BUCKETS);
    List<Padding> padding = new ArrayList<>();
    for (int batch : BATCHES) {
      double bucketed = buckets.stream().mapToDouble(bucket -> bucket.padded(batch)).sum();
      padding.add(new Padding(batch, waste(all.total(), all.padded(batch)), waste(all.total(), bucketed)));
    }
    return new LengthProfile(
        unit, count, min, max, mean, histogram, padding, buckets.stream().map(Lengths::longest).toList());
  }

  private static double waste(double real, double padded) {
    return padded == 0 ? 0 : Math.max(0, 1 - real / padded);
  }
}
