package dev.sheaf.tools.infer;

import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.ShapePattern.Axis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The shapes of arrays: the smallest and the largest extent of each axis. Mutable, for one thread.
final class Extents {
  private long[] min = {};
  private long[] max = {};
  private boolean any;
  private boolean ranks;

  void add(long[] dims) {
    add(dims, dims);
  }

  void add(Extents other) {
    if (other.any) {
      ranks |= other.ranks;
      add(other.min, other.max);
    }
  }

  private void add(long[] low, long[] high) {
    if (!any) {
      any = true;
      min = low.clone();
      max = high.clone();
    } else if (ranks || min.length != low.length) {
      ranks = true;
    } else {
      Arrays.setAll(min, axis -> Math.min(min[axis], low[axis]));
      Arrays.setAll(max, axis -> Math.max(max[axis], high[axis]));
    }
  }

  /// Whether all were of one shape.
  boolean isOne() {
    return any && !ranks && Arrays.equals(min, max);
  }

  /// Whether an axis was not always of one extent.
  boolean varies(int axis) {
    return any && !ranks && min[axis] != max[axis];
  }

  /// Whether all had one element.
  boolean isAlwaysOne() {
    return isOne() && Arrays.stream(min).allMatch(extent -> extent == 1);
  }

  /// What the shapes have in common: an axis that varies is open.
  ShapePattern pattern() {
    if (!any || ranks) {
      return ShapePattern.any();
    }
    List<Axis> axes = new ArrayList<>();
    for (int axis = 0; axis < min.length; axis++) {
      axes.add(min[axis] == max[axis] ? new Axis.Fixed(min[axis]) : new Axis.Any());
    }
    return new ShapePattern(false, axes);
  }

  /// `(3..4, 3)`.
  @Override
  public String toString() {
    return ranks
        ? "shapes of different numbers of axes"
        : IntStream.range(0, min.length)
            .mapToObj(axis -> min[axis] == max[axis] ? "" + min[axis] : min[axis] + ".." + max[axis])
            .collect(Collectors.joining(", ", "(", ")"));
  }
}
