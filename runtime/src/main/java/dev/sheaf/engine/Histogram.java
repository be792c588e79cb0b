package dev.sheaf.engine;

import java.util.concurrent.atomic.AtomicLongArray;

/// How long things took, in buckets that grow with the time: each is at most a quarter wider than it is long, from a
/// nanosecond to the end of the clock. Takes the same memory whatever it is told.
final class Histogram {
  private static final int STEPS = 4;
  private static final int BUCKETS = STEPS * Long.SIZE;

  private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

  /// Adds `count` things that took so long each.
  void add(long nanos, long count) {
    counts.addAndGet(bucket(Math.max(0, nanos)), count);
  }

  /// How long a share of all took at most: the upper end of its bucket; 0 if there were none.
  double quantile(double share) {
    long all = 0;
    for (int i = 0; i < BUCKETS; i++) {
      all += counts.get(i);
    }
    long wanted = (long) Math.ceil(share * all);
    long seen = 0;
    for (int i = 0; i < BUCKETS && all > 0; i++) {
      seen += counts.get(i);
      if (seen >= wanted) {
        return end(i);
      }
    }
    return 0;
  }

  private static int bucket(long nanos) {
    if (nanos < STEPS) {
      return (int) nanos;
    }
    int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
    return (power - 1) * STEPS + (int) (nanos >>> (power - 2) & (STEPS - 1));
  }

  private static double end(int bucket) {
    if (bucket < STEPS) {
      return bucket;
    }
    int power = bucket / STEPS + 1;
    return Math.scalb(STEPS + bucket % STEPS + 1.0, power - 2) - 1;
  }
}
