package dev.sheaf.dataset;

import dev.sheaf.schema.Shape;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The smallest and the largest extent of each axis over many shapes. For one thread; ranges of several are merged.
final class ShapeRange {
  /// What is said where there was nothing.
  static final String NONE = "none";

  private long[] min = {};
  private long[] max = {};
  private int minRank = Integer.MAX_VALUE;
  private int maxRank = -1;

  void add(Shape shape) {
    long[] dims = shape.toArray();
    add(dims, dims, dims.length, dims.length);
  }

  void add(ShapeRange other) {
    if (other.maxRank >= 0) {
      add(other.min, other.max, other.minRank, other.maxRank);
    }
  }

  private void add(long[] otherMin, long[] otherMax, int otherMinRank, int otherMaxRank) {
    if (maxRank < 0) {
      min = otherMin.clone();
      max = otherMax.clone();
    } else if (minRank == maxRank && otherMinRank == otherMaxRank && minRank == otherMinRank) {
      Arrays.setAll(min, axis -> Math.min(min[axis], otherMin[axis]));
      Arrays.setAll(max, axis -> Math.max(max[axis], otherMax[axis]));
    }
    minRank = Math.min(minRank, otherMinRank);
    maxRank = Math.max(maxRank, otherMaxRank);
  }

  /// `(3..4, 3)`; `1 to 3 axes` where not all shapes have as many; `none` where there was no shape.
  @Override
  public String toString() {
    if (maxRank < 0) {
      return NONE;
    }
    if (minRank != maxRank) {
      return "%d to %d axes".formatted(minRank, maxRank);
    }
    return IntStream.range(0, maxRank)
        .mapToObj(axis -> min[axis] == max[axis] ? "" + min[axis] : min[axis] + ".." + max[axis])
        .collect(Collectors.joining(", ", "(", maxRank == 1 ? ",)" : ")"));
  }
}
