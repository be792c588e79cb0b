package dev.sheaf.dataset;

import dev.sheaf.schema.Shape;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The smallest and the largest extent of each axis over many shapes. For one thread; ranges of several are merged.
final class ShapeRange {
  /// What is said where there was nothing.
  static final String NONE = "none";

  /// No array has as many axes: what says so is damaged.
  private static final int MAX_RANK = 1 << 10;

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

  /// Writes what [#read] reads.
  void write(DataOutput out) throws IOException {
    VarLongs.write(out, maxRank + 1L);
    if (maxRank < 0) {
      return;
    }
    VarLongs.write(out, minRank);
    for (int axis = 0; minRank == maxRank && axis < maxRank; axis++) {
      VarLongs.write(out, min[axis]);
      VarLongs.write(out, max[axis]);
    }
  }

  static ShapeRange read(DataInput in) throws IOException {
    ShapeRange range = new ShapeRange();
    int maxRank = (int) VarLongs.read(in) - 1;
    if (maxRank < 0) {
      return range;
    }
    int minRank = (int) VarLongs.read(in);
    if (maxRank > MAX_RANK || minRank > maxRank) {
      throw new IOException("shapes of %d to %d axes".formatted(minRank, maxRank));
    }
    long[] min = new long[minRank == maxRank ? maxRank : 0];
    long[] max = min.clone();
    for (int axis = 0; axis < min.length; axis++) {
      min[axis] = VarLongs.read(in);
      max[axis] = VarLongs.read(in);
    }
    range.add(min, max, minRank, maxRank);
    return range;
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
