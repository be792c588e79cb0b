package dev.sheaf.batch;

import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.RecordSchema;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/// Collates rows column by column, in memory as [Columns] says: numbers, booleans and arrays of fixed shapes are
/// stacked, other arrays put end to end. Values of other types are listed as they are.
///
/// @param <R> the row
/// @param <B> the batch
public final class ColumnCollator<R, B> implements Collator<R, B> {
  private final RecordSchema schema;
  private final List<ColumnLayout> layouts;
  private final List<Function<? super R, ?>> accessors;
  private final Function<Columns, B> assembler;

  /// @param schema what a row is made of
  /// @param accessors reads each field of a row, in the schema's order; a [ColumnAccessor] where it is a number or a
  ///     boolean saves an object for each row
  /// @param assembler makes the batch from its columns
  /// @throws IllegalArgumentException if there is not one accessor for each field
  public ColumnCollator(
      RecordSchema schema,
      List<Function<? super R, ?>> accessors,
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

  /// @throws IllegalArgumentException if a value of a row has not the type or a shape of its field
  @Override
  public B collate(List<? extends R> rows) {
    BatchMemory memory = new BatchMemory();
    List<BatchColumn> columns = new ArrayList<>(layouts.size());
    List<ColumnCells> cells = new ArrayList<>(layouts.size());
    for (int column = 0; column < layouts.size(); column++) {
      FieldSchema field = schema.fields().get(column);
      switch (layouts.get(column)) {
        case ColumnLayout.Values _ -> columns.add(listed(field, rows, accessors.get(column)));
        case ColumnLayout.InMemory layout -> {
          ColumnCells filling = ColumnCells.of(field, rows, accessors.get(column));
          cells.add(filling);
          columns.add(BatchColumn.reserve(layout, rows.size(), filling.shapes(layout), memory));
        }
      }
    }
    memory.allocate();
    fill(columns, cells);
    return assembler.apply(new BatchColumns(rows.size(), columns));
  }

  private static void fill(List<BatchColumn> columns, List<ColumnCells> cells) {
    Iterator<ColumnCells> next = cells.iterator();
    for (BatchColumn column : columns) {
      if (column instanceof BatchColumn.InMemory inMemory) {
        next.next().copyTo(inMemory.target());
      }
    }
  }

  private static <R> BatchColumn listed(
      FieldSchema field, List<? extends R> rows, Function<? super R, ?> accessor) {
    Object[] values = new Object[rows.size()];
    for (int row = 0; row < values.length; row++) {
      Object value = accessor.apply(rows.get(row));
      if (value == null) {
        throw new IllegalArgumentException(
            "field \"%s\" of row %d of the batch: expected %s, found null"
                .formatted(field.name(), row, field.type().inWords()));
      }
      values[row] = value;
    }
    return new BatchColumn.Listed(List.of(values));
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
    BatchMemory memory = new BatchMemory();
    List<BatchColumn.InMemory> columns = new ArrayList<>(layouts.size());
    for (int column = 0; column < layouts.size(); column++) {
      ColumnLayout.InMemory layout = (ColumnLayout.InMemory) layouts.get(column);
      columns.add(BatchColumn.reserve(layout, count, shapes(layout, source, column, positions, count), memory));
    }
    memory.allocate();
    for (int column = 0; column < columns.size(); column++) {
      source.gather(column, positions, count, columns.get(column).target());
    }
    return assembler.apply(new BatchColumns(count, List.copyOf(columns)));
  }

  /// Whether the columns of `source` are those of this collator's rows: the same fields of the same types, in the same
  /// order, all of which lie in memory.
  public boolean accepts(ColumnSource source) {
    List<FieldSchema> theirs = source.schema().fields();
    if (theirs.size() != schema.fields().size()) {
      return false;
    }
    for (int column = 0; column < theirs.size(); column++) {
      FieldSchema ours = schema.fields().get(column);
      if (!theirs.get(column).name().equals(ours.name())
          || !theirs.get(column).type().equals(ours.type())
          || layouts.get(column) instanceof ColumnLayout.Values) {
        return false;
      }
    }
    return true;
  }

  private static RowShapes shapes(
      ColumnLayout.InMemory layout, ColumnSource source, int column, long[] positions, int count) {
    return switch (layout) {
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
}
