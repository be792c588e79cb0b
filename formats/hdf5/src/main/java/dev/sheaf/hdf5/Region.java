package dev.sheaf.hdf5;

import dev.sheaf.schema.Shape;
import java.util.Arrays;

/// Some of the elements of a dataset: along each axis every `step`th, from `from` on.
///
/// @param shape how many along each axis
@SuppressWarnings("ArrayRecordComponent") // Made for one read, never compared.
record Region(long[] from, long[] step, Shape shape) {
  /// All elements.
  static Region whole(Shape shape) {
    long[] step = new long[shape.rank()];
    Arrays.fill(step, 1);
    return new Region(new long[shape.rank()], step, shape);
  }

  /// The elements `from` to `to - 1` along the first axis.
  static Region rows(Shape shape, long from, long to) {
    Region whole = whole(shape);
    whole.from[0] = from;
    return new Region(whole.from, whole.step, shape.inner().stacked(to - from));
  }

  int rank() {
    return from.length;
  }

  /// Whether the elements lie side by side in the dataset: all of them, but for the first axis.
  boolean dense(Shape dataset) {
    for (int axis = 0; axis < from.length; axis++) {
      if (step[axis] != 1 || (axis > 0 && shape.dim(axis) != dataset.dim(axis))) {
        return false;
      }
    }
    return true;
  }
}
