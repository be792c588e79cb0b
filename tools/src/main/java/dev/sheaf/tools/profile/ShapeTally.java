package dev.sheaf.tools.profile;

import dev.sheaf.schema.Shape;
import dev.sheaf.tools.profile.ShapeProfile.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Counts the shapes of arrays. For one thread.
final class ShapeTally {
  private final CountedValues shapes = new CountedValues();
  private int minRank = Integer.MAX_VALUE;
  private int maxRank;
  private long[] min = {};
  private long[] max = {};

  /// The shape that came last, with how often it came in a row.
  private Shape repeated = Shape.of();

  private long times;

  void add(Shape shape) {
    if (!shape.equals(repeated)) {
      count();
      repeated = shape;
    }
    times++;
  }

  private void count() {
    if (times > 0) {
      shapes.add(repeated.toString(), times);
      extents(repeated.rank(), repeated.rank(), repeated.toArray(), repeated.toArray());
      times = 0;
    }
  }

  private void extents(int lowest, int highest, long[] from, long[] to) {
    boolean none = minRank > maxRank;
    minRank = Math.min(minRank, lowest);
    maxRank = Math.max(maxRank, highest);
    if (none) {
      min = from;
      max = to;
    } else if (minRank == maxRank) {
      for (int axis = 0; axis < min.length; axis++) {
        min[axis] = Math.min(min[axis], from[axis]);
        max[axis] = Math.max(max[axis], to[axis]);
      }
    }
  }

  void add(ShapeTally other) {
    count();
    other.count();
    shapes.add(other.shapes);
    if (other.minRank <= other.maxRank) {
      extents(other.minRank, other.maxRank, other.min.clone(), other.max.clone());
    }
  }

  Optional<ShapeProfile> profile() {
    count();
    if (minRank > maxRank) {
      return Optional.empty();
    }
    List<Extent> axes = new ArrayList<>();
    for (int axis = 0; minRank == maxRank && axis < min.length; axis++) {
      axes.add(new Extent(min[axis], max[axis]));
    }
    return Optional.of(new ShapeProfile(axes, minRank, maxRank, shapes.profile()));
  }
}
