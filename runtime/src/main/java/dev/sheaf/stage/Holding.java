package dev.sheaf.stage;

import dev.sheaf.dataset.Footprint;

/// Items that a stage may hold back at once, for a plan of the memory that a pipeline takes.
///
/// @param name what they wait for, in words: `shuffle window`
/// @param items how many there are at most, or [#UNKNOWN]
/// @param each how many bytes one has
public record Holding(String name, long items, Footprint each) {
  /// The number of items where only the data tells.
  public static final long UNKNOWN = -1;
}
