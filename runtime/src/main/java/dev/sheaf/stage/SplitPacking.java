package dev.sheaf.stage;

import java.util.List;
import java.util.stream.Collectors;

/// How items are strung together and cut into rows of fixed length, so that only the last row has padding, or several
/// features do not fill up alike.
///
/// @param features what the items have, and nothing else
/// @param keepsFull whether an item with a feature of exactly the length of a row, and none longer, is a row by itself,
///     which waits for the row that is being filled, or filled next, and comes behind it; but where no row is begun, no more
///     than 256 wait
public record SplitPacking(List<PackedFeature> features, boolean keepsFull) {
  /// @throws IllegalArgumentException if a feature is to be aligned
  public SplitPacking {
    features = List.copyOf(features);
    for (PackedFeature feature : features) {
      if (feature.alignment() > 1) {
        throw new IllegalArgumentException("expected no alignment where rows are cut, found " + feature);
      }
    }
  }

  /// Items that are cut wherever a row is full.
  public static SplitPacking of(PackedFeature... features) {
    return new SplitPacking(List.of(features), false);
  }

  /// The same, with items of exactly the length of a row kept whole.
  public SplitPacking keepFull() {
    return new SplitPacking(features, true);
  }

  /// As it stands in a plan: `tokens 1024, KEEP_FULL`.
  @Override
  public String toString() {
    return features.stream().map(PackedFeature::toString).collect(Collectors.joining(", "))
        + (keepsFull ? ", KEEP_FULL" : "");
  }
}
