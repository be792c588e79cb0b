package dev.sheaf.batch;

import dev.sheaf.array.NdArray;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.RecordSchema;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Collates rows column by column: fixed shapes are stacked, others put end to end, in memory as [Columns] says.
///
/// @param <R> the row
/// @param <B> the batch
public final class ColumnCollator<R, B> implements Collator<R, B> {
  private final RecordSchema schema;
  private final List<ColumnLayout> layouts;
  private final List<Function<? super R, ? extends NdArray>> accessors;
  private final Function<Columns, B> assembler;

  /// @param schema what a row is made of: arrays
  /// @param accessors reads each field of a row, in the schema's order
  /// @param assembler makes the batch from its columns
  /// @throws IllegalArgumentException if a field is no array, or if there is not one accessor for each field
  public ColumnCollator(
      RecordSchema schema,
      List<Function<? super R, ? extends NdArray>> accessors,
      Function<Columns, B> assembler) {
    if (accessors.size() != schema.fields().size()) {
      throw new IllegalArgumentException(
          "expected one accessor for each of the %d fields of %s, found %d"
              .formatted(schema.fields().size(), schema.name(), accessors.size()));
    }
    this.schema = schema;
    this.layouts = schema.fields().stream().map(ColumnLayout::of).toList();
    this.accessors = List.copyOf(accessors);
    this.assembler = assembler;
  }

  /// What a row is made of.
  public RecordSchema schema() {
    return schema;
  }

  /// @throws IllegalArgumentException if an array of a row has not the dtype or a shape of its field
  @Override
  public B collate(List<? extends R> rows) {
    NdArray[][] cells = new NdArray[layouts.size()][];
    List<RowShapes> shapes = new ArrayList<>(layouts.size());
    for (int column = 0; column < cells.length; column++) {
      cells[column] = cells(rows, column);
      shapes.add(shapes(layouts.get(column), cells[column]));
    }
    List<BatchColumn> columns = allocate(rows.size(), shapes);
    for (int column = 0; column < cells.length; column++) {
      copy(cells[column], columns.get(column).target());
    }
    return assembler.apply(new BatchColumns(rows.size(), columns));
  }

  /// One batch of the rows at the first `count` of `positions`, in that order, straight from the columns of `source`:
  /// the same batch as from the rows themselves, with no object made for any of them.
  ///
  /// @throws IllegalArgumentException if the source has other columns than the schema
  /// @throws IndexOutOfBoundsException if a position is no row
  /// @throws dev.sheaf.SheafException if the data cannot be read
  public B collate(ColumnSource source, long[] positions, int count) {
    if (!accepts(source)) {
      throw new IllegalArgumentException(
          "expected a source of %s %s, found one of %s %s"
              .formatted(schema.name(), schema.fields(), source.schema().name(), source.schema().fields()));
    }
    List<RowShapes> shapes = new ArrayList<>(layouts.size());
    for (int column = 0; column < layouts.size(); column++) {
      shapes.add(shapes(source, column, positions, count));
    }
    List<BatchColumn> columns = allocate(count, shapes);
    for (int column = 0; column < layouts.size(); column++) {
      source.gather(column, positions, count, columns.get(column).target());
    }
    return assembler.apply(new BatchColumns(count, columns));
  }

  /// Whether the columns of `source` are those of this collator's rows: the same fields of the same types, in the same
  /// order.
  public boolean accepts(ColumnSource source) {
    List<FieldSchema> theirs = source.schema().fields();
    if (theirs.size() != schema.fields().size()) {
      return false;
    }
    for (int column = 0; column < theirs.size(); column++) {
      FieldSchema ours = schema.fields().get(column);
      if (!theirs.get(column).name().equals(ours.name()) || !theirs.get(column).type().equals(ours.type())) {
        return false;
      }
    }
    return true;
  }

  private List<BatchColumn> allocate(int rows, List<RowShapes> shapes) {
    BatchMemory memory = new BatchMemory();
    List<BatchColumn> columns = new ArrayList<>(layouts.size());
    for (int column = 0; column < layouts.size(); column++) {
      columns.add(BatchColumn.reserve(layouts.get(column), rows, shapes.get(column), memory));
    }
    memory.allocate();
    return columns;
  }

  private NdArray[] cells(List<? extends R> rows, int column) {
    FieldSchema field = schema.fields().get(column);
    ArrayType type = (ArrayType) field.type();
    Function<? super R, ? extends NdArray> accessor = accessors.get(column);
    NdArray[] cells = new NdArray[rows.size()];
    for (int row = 0; row < cells.length; row++) {
      NdArray array = accessor.apply(rows.get(row));
      if (array.dtype() != type.dtype().orElseThrow() || !type.shape().matches(array.shape())) {
        throw new IllegalArgumentException(
            "field \"%s\" of row %d of the batch: expected %s (%s), found %s"
                .formatted(field.name(), row, type.dtype().orElseThrow(), type.shape(), array));
      }
      cells[row] = array;
    }
    return cells;
  }

  private static RowShapes shapes(ColumnLayout layout, NdArray[] cells) {
    if (layout instanceof ColumnLayout.Fixed) {
      return RowShapes.FIXED;
    }
    long[] axes = new long[cells.length + 1];
    for (int row = 0; row < cells.length; row++) {
      axes[row + 1] = axes[row] + cells[row].shape().rank();
    }
    RowShapes shapes = RowShapes.ofAxes(axes);
    int next = 0;
    for (NdArray cell : cells) {
      for (int axis = 0; axis < cell.shape().rank(); axis++) {
        shapes.extents()[next++] = cell.shape().dim(axis);
      }
    }
    return shapes;
  }

  private RowShapes shapes(ColumnSource source, int column, long[] positions, int count) {
    return switch (layouts.get(column)) {
      case ColumnLayout.Fixed _ -> RowShapes.FIXED;
      case ColumnLayout.FirstAxis first ->
          filled(source, column, positions, count, RowShapes.ofRank(count, first.inner().rank() + 1));
      case ColumnLayout.AnyShape any when any.rank() >= 0 ->
          filled(source, column, positions, count, RowShapes.ofRank(count, any.rank()));
      case ColumnLayout.AnyShape _ -> {
        long[] axes = new long[count + 1];
        for (int row = 0; row < count; row++) {
          axes[row + 1] = axes[row] + source.rank(column, positions[row]);
        }
        yield filled(source, column, positions, count, RowShapes.ofAxes(axes));
      }
    };
  }

  private static RowShapes filled(ColumnSource source, int column, long[] positions, int count, RowShapes shapes) {
    source.extents(column, positions, count, shapes.extents());
    return shapes;
  }

  private static void copy(NdArray[] cells, MemorySegment target) {
    long offset = 0;
    for (NdArray cell : cells) {
      long bytes = cell.segment().byteSize();
      MemorySegment.copy(cell.segment(), 0, target, offset, bytes);
      offset += bytes;
    }
  }
}
