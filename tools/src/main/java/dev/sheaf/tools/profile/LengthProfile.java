package dev.sheaf.tools.profile;

import java.util.List;

/// How long values are, and what it costs to pad them.
///
/// @param unit what is counted: `elements`, `characters`, `bytes`, `entries`
/// @param count how many values there are
/// @param min the length of the shortest
/// @param max the length of the longest
/// @param mean the mean length
/// @param histogram how lengths are spread; bins of width 1 where there are at most 2048 of them
/// @param padding the cost of some sizes of batches; empty where all are of one length
/// @param bounds upper bounds, the last one `max`, of up to eight buckets of about as many values each
public record LengthProfile(
    String unit,
    long count,
    long min,
    long max,
    double mean,
    Histogram histogram,
    List<Padding> padding,
    List<Long> bounds) {
  public LengthProfile {
    padding = List.copyOf(padding);
    bounds = List.copyOf(bounds);
  }

  /// What share of a padded batch is padding, on average over all ways to shuffle.
  ///
  /// @param batch how many values are in a batch, each padded to the longest in it
  /// @param shuffled the share where any values meet, from 0 to 1
  /// @param bucketed the share where only values of one of the buckets meet
  public record Padding(int batch, double shuffled, double bucketed) {}

  /// Whether values are of different lengths.
  public boolean varies() {
    return min != max;
  }

  /// The share of padding where every value is padded to the longest of all.
  public double paddedToLongest() {
    return max == 0 ? 0 : 1 - mean / max;
  }
}
