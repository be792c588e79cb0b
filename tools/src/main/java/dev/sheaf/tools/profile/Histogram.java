package dev.sheaf.tools.profile;

import java.util.ArrayList;
import java.util.List;

/// How many numbers lie in each of some neighbouring bins of one width, which is a power of two, as are the multiples
/// that bins begin at. So the same numbers give the same bins, in whatever order they come.
///
/// @param start where the first bin begins
/// @param width how wide a bin is; it holds its lower bound, not its upper one
/// @param counts how many numbers each bin holds; at most 2048, the first and the last are not 0
public record Histogram(double start, double width, List<Long> counts) {
  public Histogram {
    counts = List.copyOf(counts);
  }

  /// How many numbers there are.
  public long total() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  /// The same numbers in fewer, wider bins.
  ///
  /// @param most at most so many, 2 or more
  public Histogram atMost(int most) {
    Histogram coarse = this;
    while (coarse.counts.size() > most) {
      coarse = coarse.halved();
    }
    return coarse;
  }

  /// Bins begin at multiples of their width: the pair of each begins at an even one.
  private Histogram halved() {
    boolean odd = ((long) (start / width) & 1) != 0;
    List<Long> halves = new ArrayList<>();
    for (int bin = odd ? -1 : 0; bin < counts.size(); bin += 2) {
      long lower = bin < 0 ? 0 : counts.get(bin);
      long upper = bin + 1 < counts.size() ? counts.get(bin + 1) : 0;
      halves.add(lower + upper);
    }
    return new Histogram(odd ? start - width : start, 2 * width, halves);
  }
}
