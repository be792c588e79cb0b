package dev.sheaf.format.npy;

import dev.sheaf.array.NdArray;
import dev.sheaf.array.ScalarElements;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern.Axis;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The values of one field as elements of one array. For one thread.
final class RowElements {
  private final FieldSchema field;
  private final DType dtype;
  private final Shape shape;
  private final MemorySegment number;

  private RowElements(FieldSchema field, DType dtype, Shape shape) {
    this.field = field;
    this.dtype = dtype;
    this.shape = shape;
    this.number = MemorySegment.ofArray(new byte[dtype.byteSize()]);
  }

  /// @throws IllegalArgumentException if rows of this field have not one type and shape, or no elements
  static RowElements of(FieldSchema field) {
    ArrayType type =
        field.type().column().filter(array -> array.shape().isFixed()).orElseThrow(() -> refused(field));
    Shape shape =
        Shape.of(type.shape().axes().stream().mapToLong(axis -> ((Axis.Fixed) axis).extent()).toArray());
    DType dtype = type.dtype().orElseThrow();
    if (shape.size() == 0) {
      throw refused(field);
    }
    return new RowElements(field, dtype, shape);
  }

  private static IllegalArgumentException refused(FieldSchema field) {
    return new IllegalArgumentException(
        "expected numbers, booleans, or arrays of one shape that have elements; found the field %s: %s"
            .formatted(field.name(), field.type()));
  }

  String name() {
    return field.name();
  }

  DType dtype() {
    return dtype;
  }

  /// The shape of one row.
  Shape shape() {
    return shape;
  }

  long byteSize() {
    return Math.multiplyExact(shape.size(), (long) dtype.byteSize());
  }

  /// The elements of one value, good until the next call.
  ///
  /// @throws IllegalArgumentException if it is not of the field's type
  MemorySegment of(@Nullable Object value) {
    if (value instanceof NdArray array) {
      if (array.dtype() == dtype && array.shape().equals(shape)) {
        return array.segment();
      }
    } else if (field.type() instanceof ScalarType type) {
      new ScalarElements(type.scalar(), number).set(0, value);
      return number;
    }
    throw new IllegalArgumentException(
        "expected %s %s for %s, found %s".formatted(dtype, shape, field.name(), value));
  }
}
