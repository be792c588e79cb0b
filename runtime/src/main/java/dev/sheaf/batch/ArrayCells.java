package dev.sheaf.batch;

import dev.sheaf.array.NdArray;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Function;

/// Arrays, one for each row.
final class ArrayCells implements ColumnCells {
  private final NdArray[] arrays;

  ArrayCells(NdArray[] arrays) {
    this.arrays = arrays;
  }

  static <R> ArrayCells of(FieldSchema field, List<? extends R> rows, Function<? super R, ?> accessor) {
    ArrayType type = (ArrayType) field.type();
    DType dtype = type.dtype().orElseThrow();
    NdArray[] arrays = new NdArray[rows.size()];
    for (int row = 0; row < arrays.length; row++) {
      Object cell = accessor.apply(rows.get(row));
      if (!(cell instanceof NdArray array) || array.dtype() != dtype || !type.shape().matches(array.shape())) {
        throw new IllegalArgumentException(
            "field \"%s\" of row %d of the batch: expected %s (%s), found %s"
                .formatted(field.name(), row, dtype, type.shape(), cell));
      }
      arrays[row] = array;
    }
    return new ArrayCells(arrays);
  }

  @Override
  public RowShapes shapes(ColumnLayout.InMemory layout) {
    if (layout instanceof ColumnLayout.Fixed) {
      return RowShapes.FIXED;
    }
    long[] axes = new long[arrays.length + 1];
    for (int row = 0; row < arrays.length; row++) {
      axes[row + 1] = axes[row] + arrays[row].shape().rank();
    }
    RowShapes shapes = RowShapes.ofAxes(axes);
    int next = 0;
    for (NdArray array : arrays) {
      for (int axis = 0; axis < array.shape().rank(); axis++) {
        shapes.extents()[next++] = array.shape().dim(axis);
      }
    }
    return shapes;
  }

  @Override
  public void copyTo(MemorySegment target) {
    long offset = 0;
    for (NdArray array : arrays) {
      long bytes = array.segment().byteSize();
      MemorySegment.copy(array.segment(), 0, target, offset, bytes);
      offset += bytes;
    }
  }
}
