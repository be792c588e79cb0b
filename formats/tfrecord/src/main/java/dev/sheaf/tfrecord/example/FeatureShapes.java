package dev.sheaf.tfrecord.example;

import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.util.Optional;

/// Finds the shape of values that are stored one after the other.
final class FeatureShapes {
  private FeatureShapes() {}

  /// The shape that so many elements have: that of the pattern, where one axis at most is unknown. Empty where there is
  /// none, or more than one.
  ///
  /// @param count how many elements there are; -1 for as many as a fixed pattern has
  static Optional<Shape> of(ShapePattern pattern, long count) {
    if (pattern.anyRank()) {
      return Optional.of(Shape.of(count));
    }
    long[] dims = new long[pattern.axes().size()];
    int unknown = -1;
    long known = 1;
    for (int axis = 0; axis < dims.length; axis++) {
      if (pattern.axes().get(axis) instanceof ShapePattern.Axis.Fixed(long extent)) {
        dims[axis] = extent;
        if (extent != 0 && known > Long.MAX_VALUE / extent) {
          return Optional.empty();
        }
        known *= extent;
      } else if (unknown >= 0) {
        return Optional.empty();
      } else {
        unknown = axis;
      }
    }
    if (unknown < 0) {
      return count < 0 || known == count ? Optional.of(Shape.of(dims)) : Optional.empty();
    }
    if (known == 0 ? count != 0 : count % known != 0) {
      return Optional.empty();
    }
    dims[unknown] = known == 0 ? 0 : count / known;
    return Optional.of(Shape.of(dims));
  }
}
