package dev.sheaf.batch;

import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.ShapePattern.Axis;

/// How the rows of one column lie in a batch, as its schema decides.
sealed interface ColumnLayout {
  /// The field that the column holds.
  FieldSchema field();

  /// The type of its elements.
  DType dtype();

  /// All rows have one shape, and are stacked.
  record Fixed(FieldSchema field, DType dtype, Shape row) implements ColumnLayout {}

  /// The first axis varies: rows are put end to end along it. `inner` is the shape of one element along that axis.
  record FirstAxis(FieldSchema field, DType dtype, Shape inner) implements ColumnLayout {}

  /// Any axis may vary: elements are put end to end, shapes are kept. `rank` is -1 where the number of axes varies.
  record AnyShape(FieldSchema field, DType dtype, int rank) implements ColumnLayout {}

  /// How the rows of a field lie.
  ///
  /// @throws IllegalArgumentException if the field is no array
  static ColumnLayout of(FieldSchema field) {
    return field
        .type()
        .column()
        .map(array -> of(field, array.dtype().orElseThrow(), array.shape()))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected an array or a number to collate, found field \"%s\"".formatted(field.name())));
  }

  private static ColumnLayout of(FieldSchema field, DType dtype, ShapePattern shape) {
    if (shape.isFixed()) {
      return new Fixed(field, dtype, extents(shape, 0));
    }
    if (shape.isRaggedAlongFirstAxis()) {
      return new FirstAxis(field, dtype, extents(shape, 1));
    }
    return new AnyShape(field, dtype, shape.anyRank() ? -1 : shape.axes().size());
  }

  private static Shape extents(ShapePattern shape, int skip) {
    return Shape.of(shape.axes().stream().skip(skip).mapToLong(axis -> ((Axis.Fixed) axis).extent()).toArray());
  }
}
