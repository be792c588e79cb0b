package dev.sheaf.format.npy;

import dev.sheaf.format.Layout;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.nio.ByteOrder;

/// How the elements of an array lie in a file, end to end.
///
/// @param dtype the type of the elements
/// @param shape the extents of the array
/// @param columnMajor whether the first axis changes fastest, as in Fortran; never so where that makes no difference
/// @param order the byte order of each number; a complex element is two numbers
record ElementLayout(DType dtype, Shape shape, boolean columnMajor, ByteOrder order) {
  ElementLayout {
    columnMajor = columnMajor && shape.size() > 0 && longAxes(shape) > 1;
    order = unitBytes(dtype) == 1 ? ByteOrder.nativeOrder() : order;
  }

  private static int longAxes(Shape shape) {
    int axes = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      axes += shape.dim(axis) > 1 ? 1 : 0;
    }
    return axes;
  }

  /// How many bytes one number has.
  private static int unitBytes(DType dtype) {
    return dtype.kind() == DType.Kind.COMPLEX ? dtype.byteSize() / 2 : dtype.byteSize();
  }

  /// Whether the elements lie as arrays in memory do: row-major, in the byte order of this machine.
  boolean isOfMemory() {
    return !columnMajor && order.equals(ByteOrder.nativeOrder());
  }

  /// How many bytes the elements have.
  ///
  /// @throws ArithmeticException if there are more than 2^63 - 1
  long byteSize() {
    return Math.multiplyExact(shape.size(), (long) dtype.byteSize());
  }

  /// What is told of an array that lies so.
  Layout.Column stored(String name) {
    Layout.Column column = new Layout.Column(name, "%s %s".formatted(dtype, shape), byteSize());
    if (longAxes(shape) > 1) {
      column = column.with("order", columnMajor ? "F (column-major)" : "C (row-major)");
    }
    return unitBytes(dtype) == 1
        ? column
        : column.with("bytes", order.equals(ByteOrder.BIG_ENDIAN) ? "big-endian" : "little-endian");
  }

  /// The copying of single elements into memory.
  ElementCopy elements() {
    int unit = unitBytes(dtype);
    return new ElementCopy(unit, dtype.byteSize() / unit, order);
  }

  @Override
  public String toString() {
    return dtype + " " + shape;
  }
}
