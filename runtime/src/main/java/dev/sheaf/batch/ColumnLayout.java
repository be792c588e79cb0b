package dev.sheaf.batch;

import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
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

  /// Every axis that varies is padded to the longest, and rows are stacked.
  ///
  /// @param pad the pad value, as `dtype` has it
  record PaddedAxes(DType dtype, ShapePattern shape, Padding padding, PadFill pad) implements InMemory {
    /// How many axes a row has; -1 where their number varies.
    int rank() {
      return shape.anyRank() ? -1 : shape.axes().size();
    }

    /// Whether rows may differ along this axis.
    boolean varies(int axis) {
      return shape.anyRank() || !(shape.axes().get(axis) instanceof Axis.Fixed);
    }
  }

  /// The values as they are, in a list.
  record Values() implements ColumnLayout {}

  /// How arrays lie that are padded.
  ///
  /// @param column which they are, for messages
  /// @throws PaddingException if `dtype` does not have the pad value
  static PaddedAxes padded(String column, DType dtype, ShapePattern shape, Padding padding) {
    return new PaddedAxes(dtype, shape, padding, PadFill.of(padding.valueOf(dtype, column)));
  }

  /// How the rows of a field lie that is padded.
  ///
  /// @throws PaddingException if the field's dtype does not have the pad value
  /// @throws IllegalArgumentException if it holds no arrays that differ in size
  static PaddedAxes padded(FieldSchema field, Padding padding) {
    return switch (of(field)) {
      case Fixed fixed ->
          throw new IllegalArgumentException(
              "field \"%s\": expected arrays that differ in size, found that all are %s %s: there is nothing to pad"
                  .formatted(field.name(), fixed.dtype(), fixed.row()));
      case Values _ ->
          throw new IllegalArgumentException(
              "field \"%s\": expected arrays, to pad them, found %s".formatted(field.name(), field.type().inWords()));
      case FirstAxis _, AnyShape _, PaddedAxes _ -> {
        ArrayType array = field.type().column().orElseThrow();
        yield padded(field.name(), array.dtype().orElseThrow(), array.shape(), padding);
      }
    };
  }

  /// How the rows of a field lie.
  static ColumnLayout of(FieldSchema field) {
    return field
        .type()
        .column()
        .<ColumnLayout>map(array -> of(array.dtype().orElseThrow(), array.shape()))
        .orElseGet(Values::new);
  }

  /// How arrays lie, by what the schema says of their shape.
  static InMemory of(DType dtype, ShapePattern shape) {
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
