package dev.sheaf.tools.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Lengths with how often each is there, ascending. Immutable.
final class Lengths {
  private final long[] lengths;
  private final long[] counts;

  private Lengths(long[] lengths, long[] counts) {
    this.lengths = lengths;
    this.counts = counts;
  }

  /// Those of a histogram; a bin that is wider than 1 counts as its largest length.
  static Lengths of(Histogram histogram, long max) {
    List<Long> bins = histogram.counts();
    long[] lengths = new long[bins.size()];
    long[] counts = new long[bins.size()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = Math.min(max, (long) (histogram.start() + (i + 1) * histogram.width()) - 1);
      counts[i] = bins.get(i);
    }
    return new Lengths(lengths, counts);
  }

  /// How many values there are.
  long count() {
    return Arrays.stream(counts).sum();
  }

  /// All lengths together.
  double total() {
    double total = 0;
    for (int i = 0; i < lengths.length; i++) {
      total += (double) lengths[i] * counts[i];
    }
    return total;
  }

  long longest() {
    return lengths[lengths.length - 1];
  }

  /// How large all batches are together, padded, on average over all ways to shuffle: the mean of the longest of
  /// `batch` values drawn without putting them back, for each value.
  double padded(int batch) {
    long all = count();
    long drawn = Math.min(batch, all);
    double expected = 0;
    double below = 0;
    long upTo = 0;
    for (int i = 0; i < lengths.length; i++) {
      upTo += counts[i];
      double now = allAmong(upTo, all, drawn);
      expected += lengths[i] * (now - below);
      below = now;
    }
    return expected * all;
  }

  /// How likely all that are drawn are among the first `some` of `all`.
  private static double allAmong(long some, long all, long drawn) {
    if (some < drawn) {
      return 0;
    }
    double chance = 1;
    for (long i = 0; i < drawn; i++) {
      chance *= (double) (some - i) / (all - i);
    }
    return chance;
  }

  /// Neighbouring lengths together, in up to `most` groups of about as many values.
  List<Lengths> buckets(int most) {
    long all = count();
    List<Lengths> buckets = new ArrayList<>();
    int from = 0;
    long seen = 0;
    for (int i = 0; i < lengths.length; i++) {
      seen += counts[i];
      long due = Math.ceilDiv(all * (buckets.size() + 1), most);
      if (counts[i] > 0 && (seen >= due || seen == all)) {
        buckets.add(new Lengths(Arrays.copyOfRange(lengths, from, i + 1), Arrays.copyOfRange(counts, from, i + 1)));
        from = i + 1;
      }
    }
    return buckets;
  }
}
