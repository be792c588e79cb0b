package dev.sheaf.batch;

import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.RecordSchema;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Rows that are objects. For one thread.
final class RowContent<R> implements BatchContent {
  private final List<FieldSchema> fields;
  private final List<Function<? super R, ?>> accessors;
  private final List<? extends R> rows;

  /// The cells of columns that lie in memory, null for others.
  private final @Nullable ColumnCells[] cells;

  /// @throws IllegalArgumentException if an array is not of its field
  RowContent(
      RecordSchema schema,
      List<ColumnLayout> layouts,
      List<Function<? super R, ?>> accessors,
      List<? extends R> rows) {
    this.fields = schema.fields();
    this.accessors = accessors;
    this.rows = rows;
    this.cells = new @Nullable ColumnCells[layouts.size()];
    for (int column = 0; column < cells.length; column++) {
      if (layouts.get(column) instanceof ColumnLayout.InMemory) {
        cells[column] = ColumnCells.of(fields.get(column), rows, accessors.get(column));
      }
    }
  }

  @Override
  public int rows() {
    return rows.size();
  }

  @Override
  public BatchColumn listed(int column) {
    FieldSchema field = fields.get(column);
    Object[] values = new Object[rows.size()];
    for (int row = 0; row < values.length; row++) {
      Object value = accessors.get(column).apply(rows.get(row));
      if (value == null) {
        throw new IllegalArgumentException(
            "field \"%s\" of row %d of the batch: expected %s, found null"
                .formatted(field.name(), row, field.type().inWords()));
      }
      values[row] = value;
    }
    return new BatchColumn.Listed(List.of(values));
  }

  @Override
  public RowShapes shapes(int column, ColumnLayout.InMemory layout) {
    return cells(column).shapes(layout);
  }

  @Override
  public void copyTo(int column, MemorySegment target) {
    cells(column).copyTo(target);
  }

  private ColumnCells cells(int column) {
    return Objects.requireNonNull(cells[column]);
  }
}
