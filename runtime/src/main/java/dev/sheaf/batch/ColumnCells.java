package dev.sheaf.batch;

import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ScalarType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Function;

/// What the rows of one batch hold in one column that lies in memory.
sealed interface ColumnCells permits ArrayCells, ScalarCells {
  /// The cells of these rows.
  ///
  /// @throws IllegalArgumentException if a row holds something else than the schema says
  static <R> ColumnCells of(FieldSchema field, List<? extends R> rows, Function<? super R, ?> accessor) {
    return field.type() instanceof ScalarType scalar
        ? new ScalarCells<R>(field, scalar.scalar(), rows, accessor)
        : ArrayCells.of(field, rows, accessor);
  }

  /// The shapes of the cells, for a column that lies as `layout` says.
  RowShapes shapes(ColumnLayout.InMemory layout);

  /// Copies all cells, end to end. `target` has exactly the bytes that they need.
  void copyTo(MemorySegment target);
}
