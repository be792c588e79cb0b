package dev.sheaf.batch;

import dev.sheaf.array.NdArray;
import dev.sheaf.schema.Field;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.RecordSchema;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Collates rows column by column, in memory as [Columns] says: numbers, booleans and arrays of fixed shapes are
/// stacked, other arrays put end to end, or padded where [#padded] says so. Values of other types are listed as they
/// are.
///
/// Batches come in two modes. *Handed over*, by [#collate(List)] and [#collate(ColumnSource, long[], int)]: each batch
/// has memory of its own, is the caller's to keep, and is freed by the garbage collector. *Reused*, by the same methods
/// with a [BatchSlot]: one batch after the other in the same memory, each to be read until its slot is released. Slots
/// are made by [#slot], a bounded number of them by [#pool].
///
/// Immutable and thread-safe.
///
/// @param <R> the row
/// @param <B> the batch
public final class ColumnCollator<R, B> implements Collator<R, B> {
  private final RecordSchema schema;
  private final List<ColumnLayout> layouts;
  private final List<Function<? super R, ?>> accessors;
  private final Function<Columns, B> assembler;
  private final boolean allFixed;

  /// The schema of a source that was compared with this one last: that of the next batch is mostly the same.
  private volatile @Nullable RecordSchema accepted;

  /// @param schema what a row is made of
  /// @param accessors reads each field of a row, in the schema's order; a [ColumnAccessor] where it is a number or a
  ///     boolean saves an object for each row
  /// @param assembler makes the batch from its columns; for reused batches it must keep the columns' arrays, not copy
  ///     what is in them, as it is called once for many batches
  /// @throws IllegalArgumentException if there is not one accessor for each field
  public ColumnCollator(
      RecordSchema schema,
      List<Function<? super R, ?>> accessors,
      Function<Columns, B> assembler) {
    this(schema, schema.fields().stream().map(ColumnLayout::of).toList(), accessors, assembler);
  }

  private ColumnCollator(
      RecordSchema schema,
      List<ColumnLayout> layouts,
      List<Function<? super R, ?>> accessors,
      Function<Columns, B> assembler) {
    if (accessors.size() != schema.fields().size()) {
      throw new IllegalArgumentException(
          "expected one accessor for each of the %d fields of %s, found %d"
              .formatted(schema.fields().size(), schema.name(), accessors.size()));
    }
    this.schema = schema;
    this.layouts = layouts;
    this.accessors = List.copyOf(accessors);
    this.assembler = assembler;
    this.allFixed = layouts.stream().allMatch(ColumnLayout.Fixed.class::isInstance);
  }

  /// What a row is made of.
  public RecordSchema schema() {
    return schema;
  }

  /// The same, with the arrays of one field padded to the longest in the batch, along every axis that varies:
  ///
  /// ```java
  /// var collator = MeshBatch.collator().padded(MeshFields.data(), Padding.with(0).toMultipleOf(8));
  /// ...
  /// Padded<Float32Array> data = batch.data().padded();
  /// ```
  ///
  /// @throws PaddingException if the pad value is none of the field's dtype
  /// @throws IllegalArgumentException if it is no field of the row, or none of arrays that differ in size
  public ColumnCollator<R, B> padded(Field<? super R, ? extends NdArray> field, Padding padding) {
    int column = schema.fields().indexOf(field.schema());
    if (column < 0 || !field.path().equals(field.name())) {
      throw new IllegalArgumentException(
          "expected one of the fields %s of %s, found %s"
              .formatted(schema.fields().stream().map(FieldSchema::name).toList(), schema.name(), field.path()));
    }
    List<ColumnLayout> changed = new ArrayList<>(layouts);
    changed.set(column, ColumnLayout.padded(field.schema(), padding));
    return new ColumnCollator<>(schema, List.copyOf(changed), accessors, assembler);
  }

  /// A place for reused batches of up to `rows` rows.
  public BatchSlot<B> slot(int rows) {
    return new BatchSlot<>(this, rows, new BatchStore.Reused(), null);
  }

  /// A slot in which reading a batch that was released is found: for tests, as it allocates memory for each batch.
  public BatchSlot<B> guardedSlot(int rows) {
    return new BatchSlot<>(this, rows, new BatchStore.Guarded(), null);
  }

  /// A pool of at most `batches` slots for reused batches of up to `rows` rows.
  public BatchPool<B> pool(int rows, int batches) {
    return new BatchPool<>(home -> new BatchSlot<>(this, rows, new BatchStore.Reused(), home), batches, false);
  }

  /// A pool of [guarded slots][#guardedSlot], each of which is taken once only: a slot that was released is no longer
  /// anybody's.
  public BatchPool<B> guardedPool(int rows, int batches) {
    return new BatchPool<>(home -> new BatchSlot<>(this, rows, new BatchStore.Guarded(), home), batches, true);
  }

  /// @throws IllegalArgumentException if a value of a row has not the type or a shape of its field
  @Override
  public B collate(List<? extends R> rows) {
    return collate(new RowContent<>(schema, layouts, accessors, rows), new BatchMemory()).batch();
  }

  /// Fills a slot with one batch of these rows, in this order, which stays until the slot is released.
  ///
  /// @return the batch that the slot holds
  /// @throws IllegalArgumentException if a value of a row has not the type or a shape of its field, if there are more
  ///     rows than the slot has room for, or if it is a slot of another collator; the slot is empty then
  /// @throws IllegalStateException if the slot holds a batch, is not taken from its pool, or is closed
  public B collate(List<? extends R> rows, BatchSlot<B> slot) {
    slot.begin(this, rows.size());
    B batch = null;
    try {
      batch = fill(slot, new RowContent<>(schema, layouts, accessors, rows));
      return batch;
    } finally {
      slot.end(batch);
    }
  }

  /// One batch of the rows at the first `count` of `positions`, in that order, straight from the columns of `source`:
  /// the same batch as from the rows themselves, with no object made for any of them.
  ///
  /// @throws IllegalArgumentException if the source has other columns than the schema
  /// @throws IndexOutOfBoundsException if a position is no row
  /// @throws dev.sheaf.SheafException if the data cannot be read
  public B collate(ColumnSource source, long[] positions, int count) {
    check(source);
    return collate(new SourceContent(source, positions, count), new BatchMemory()).batch();
  }

  /// Fills a slot with one batch of the rows at the first `count` of `positions`, in that order, straight from the
  /// columns of `source`; it stays until the slot is released.
  ///
  /// @return the batch that the slot holds
  /// @throws IllegalArgumentException if the source has other columns than the schema, if there are more rows than the
  ///     slot has room for, or if it is a slot of another collator
  /// @throws IllegalStateException if the slot holds a batch, is not taken from its pool, or is closed
  /// @throws IndexOutOfBoundsException if a position is no row; the slot is empty then
  /// @throws dev.sheaf.SheafException if the data cannot be read; the slot is empty then
  public B collate(ColumnSource source, long[] positions, int count, BatchSlot<B> slot) {
    check(source);
    slot.begin(this, count);
    B batch = null;
    try {
      BatchFrame<B> frame = slot.frame(count);
      if (frame == null) {
        batch = fill(slot, new SourceContent(source, positions, count));
      } else {
        for (int column = 0; column < frame.targets().length; column++) {
          source.gather(column, positions, count, frame.targets()[column]);
        }
        batch = frame.batch();
      }
      return batch;
    } finally {
      slot.end(batch);
    }
  }

  private B fill(BatchSlot<B> slot, BatchContent content) {
    BatchFrame<B> frame = slot.frame(content.rows());
    if (frame == null) {
      frame = collate(content, new BatchMemory(slot.store()));
      if (allFixed) {
        slot.keep(frame);
      }
    } else {
      for (int column = 0; column < frame.targets().length; column++) {
        content.copyTo(column, frame.targets()[column]);
      }
    }
    return frame.batch();
  }

  private BatchFrame<B> collate(BatchContent content, BatchMemory memory) {
    List<BatchColumn> columns = new ArrayList<>(layouts.size());
    for (int column = 0; column < layouts.size(); column++) {
      columns.add(
          switch (layouts.get(column)) {
            case ColumnLayout.Values _ -> content.listed(column);
            case ColumnLayout.InMemory layout -> reserve(content, column, layout, memory);
          });
    }
    memory.allocate();
    MemorySegment[] targets = new MemorySegment[columns.size()];
    for (int column = 0; column < targets.length; column++) {
      if (columns.get(column) instanceof BatchColumn.InMemory inMemory) {
        targets[column] = inMemory.target();
        content.copyTo(column, targets[column]);
        inMemory.finish();
      } else {
        targets[column] = MemorySegment.NULL;
      }
    }
    return new BatchFrame<>(
        content.rows(), targets, assembler.apply(new BatchColumns(content.rows(), List.copyOf(columns))));
  }

  private BatchColumn reserve(BatchContent content, int column, ColumnLayout.InMemory layout, BatchMemory memory) {
    RowShapes shapes = content.shapes(column, layout);
    try {
      return BatchColumn.reserve(layout, content.rows(), shapes, memory);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "field \"%s\": %s".formatted(schema.fields().get(column).name(), e.getMessage()), e);
    }
  }

  private void check(ColumnSource source) {
    if (!accepts(source)) {
      throw new IllegalArgumentException(
          "expected a source of %s %s, found one of %s %s"
              .formatted(schema.name(), schema.fields(), source.schema().name(), source.schema().fields()));
    }
  }

  /// Whether the columns of `source` are those of this collator's rows: the same fields of the same types, in the same
  /// order, all of which lie in memory.
  @SuppressWarnings("ReferenceEquality") // What is the very same schema need not be compared field by field.
  public boolean accepts(ColumnSource source) {
    RecordSchema other = source.schema();
    if (other == accepted) {
      return true;
    }
    boolean same = hasColumnsOf(other);
    if (same) {
      accepted = other;
    }
    return same;
  }

  private boolean hasColumnsOf(RecordSchema other) {
    List<FieldSchema> theirs = other.fields();
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
}
