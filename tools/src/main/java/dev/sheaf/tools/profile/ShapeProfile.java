package dev.sheaf.tools.profile;

import java.util.List;

/// What shapes arrays have.
///
/// @param axes the extents along each axis, outermost first; empty where arrays differ in their number of axes
/// @param minRank the smallest number of axes
/// @param maxRank the largest number of axes
/// @param shapes the shapes, as NumPy prints them, with how often each is there
public record ShapeProfile(List<Extent> axes, int minRank, int maxRank, ValueProfile shapes) {
  public ShapeProfile {
    axes = List.copyOf(axes);
  }

  /// The extents along one axis.
  ///
  /// @param min the smallest
  /// @param max the largest
  public record Extent(long min, long max) {}
}
