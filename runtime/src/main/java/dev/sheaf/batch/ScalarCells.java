package dev.sheaf.batch;

import dev.sheaf.array.ScalarElements;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.Scalar;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Function;

/// Numbers or booleans, one for each row: read only when they are copied, so that none of them is kept as an object.
record ScalarCells<R>(FieldSchema field, Scalar scalar, List<? extends R> rows, Function<? super R, ?> accessor)
    implements ColumnCells {
  @Override
  public RowShapes shapes(ColumnLayout.InMemory layout) {
    return RowShapes.FIXED;
  }

  @Override
  public void copyTo(MemorySegment target) {
    ScalarElements elements = new ScalarElements(scalar, target);
    int row = 0;
    try {
      if (accessor instanceof ColumnAccessor<?> unboxed) {
        @SuppressWarnings("unchecked") // It takes these rows, as the function that it is.
        ColumnAccessor<? super R> typed = (ColumnAccessor<? super R>) unboxed;
        for (; row < rows.size(); row++) {
          typed.write(rows.get(row), elements, row);
        }
      } else {
        for (; row < rows.size(); row++) {
          elements.set(row, accessor.apply(rows.get(row)));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "field \"%s\" of row %d of the batch: %s".formatted(field.name(), row, e.getMessage()), e);
    }
  }
}
