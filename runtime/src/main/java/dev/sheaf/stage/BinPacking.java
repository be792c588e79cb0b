package dev.sheaf.stage;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// How whole items are put side by side into rows of fixed length, several of which are open at once.
///
/// ```java
/// BinPacking.of(BinPacking.Fit.BEST, 16, PackedFeature.of("tokens", 1024)).shuffled(42)
/// ```
///
/// @param fit into which row an item goes
/// @param bins how many rows are open at once; when an item fits into none, all of them are given
/// @param features what the items have
/// @param seed decides in which order the rows are given; none, if as they were opened
/// @param groupBy the feature whose mean in a row decides on the order first
/// @param maxSequences how many items a row has at most
public record BinPacking(
    Fit fit, int bins, List<PackedFeature> features, OptionalLong seed, Optional<String> groupBy, int maxSequences) {
  /// Into which row an item goes.
  public enum Fit {
    /// Into the first that has room.
    FIRST,
    /// Into the one that has room and the most elements already, those before an aligned segment counted; the first of several.
    BEST
  }

  /// @throws IllegalArgumentException if a number is less than 1, the seed is negative, or there is no such feature
  public BinPacking {
    features = List.copyOf(features);
    if (bins < 1) {
      throw new IllegalArgumentException("expected 1 row or more to pack into, found " + bins);
    }
    if (maxSequences < 1) {
      throw new IllegalArgumentException("expected 1 sequence or more in a row, found " + maxSequences);
    }
    if (seed.isPresent() && seed.getAsLong() < 0) {
      throw new IllegalArgumentException("expected a seed of 0 or more, found " + seed.getAsLong());
    }
    if (groupBy.isPresent() && features.stream().noneMatch(feature -> feature.name().equals(groupBy.get()))) {
      throw new IllegalArgumentException("expected a feature to order rows by, found " + groupBy.get());
    }
  }

  /// Rows in the order in which they were opened.
  ///
  /// @throws IllegalArgumentException if `bins` is less than 1
  public static BinPacking of(Fit fit, int bins, PackedFeature... features) {
    return new BinPacking(fit, bins, List.of(features), OptionalLong.empty(), Optional.empty(), Integer.MAX_VALUE);
  }

  /// The same, with the rows that are open together in a random order: in epoch 0 that of Grain.
  ///
  /// @throws IllegalArgumentException if the seed is negative
  public BinPacking shuffled(long itsSeed) {
    return new BinPacking(fit, bins, features, OptionalLong.of(itsSeed), groupBy, maxSequences);
  }

  /// The same, with the rows in the order of the mean that a feature has in them, and only then random. The mean is Grain's:
  /// that of the distinct values other than zero, padding included; 0 where there is none.
  ///
  /// @throws IllegalArgumentException if there is no such feature
  public BinPacking groupedBy(String feature) {
    return new BinPacking(fit, bins, features, seed, Optional.of(feature), maxSequences);
  }

  /// The same, with so many items in a row at most.
  ///
  /// @throws IllegalArgumentException if that is less than 1
  public BinPacking atMost(int sequences) {
    return new BinPacking(fit, bins, features, seed, groupBy, sequences);
  }

  /// As it stands in a plan: `BEST, 16, tokens 1024`.
  @Override
  public String toString() {
    return fit
        + ", "
        + bins
        + ", "
        + features.stream().map(PackedFeature::toString).collect(Collectors.joining(", "))
        + (seed.isPresent() ? ", SHUFFLED " + seed.getAsLong() : "")
        + groupBy.map(feature -> ", BY " + feature).orElse("")
        + (maxSequences < Integer.MAX_VALUE ? ", AT_MOST " + maxSequences : "");
  }
}
