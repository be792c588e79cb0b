package dev.sheaf.batch;

import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.ShapePattern.Axis;

/// How the rows of one column lie in a batch, as its schema decides.
sealed interface ColumnLayout {
  /// Side by side in the batch's memory: arrays, and numbers and booleans as arrays without axes.
  sealed interface InMemory extends ColumnLayout {
    /// The type of its elements.
    DType dtype();
  }

  /// All rows have one shape, and are stacked.
  record Fixed(DType dtype, Shape row) implements InMemory {}

  /// The first axis varies: rows are put end to end along it. `inner` is the shape of one element along that axis.
  record FirstAxis(DType dtype, Shape inner) implements InMemory {}

  /// Any axis may vary: elements are put end to end, shapes are kept. `rank` is -1 where the number of axes varies.
  record AnyShape(DType dtype, int rank) implements InMemory {}

  /// The values as they are, in a list.
  record Values() implements ColumnLayout {}

  /// How the rows of a field lie.
  static ColumnLayout of(FieldSchema field) {
    return field
        .type()
        .column()
        .<ColumnLayout>map(array -> of(array.dtype().orElseThrow(), array.shape()))
        .orElseGet(Values::new);
  }

  private static InMemory of(DType dtype, ShapePattern shape) {
    if (shape.isFixed()) {
      return new Fixed(dtype, extents(shape, 0));
    }
    if (shape.isRaggedAlongFirstAxis()) {
      return new FirstAxis(dtype, extents(shape, 1));
    }
    return new AnyShape(dtype, shape.anyRank() ? -1 : shape.axes().size());
  }

  private static Shape extents(ShapePattern shape, int skip) {
    return Shape.of(shape.axes().stream().skip(skip).mapToLong(axis -> ((Axis.Fixed) axis).extent()).toArray());
  }
}
