package dev.sheaf.batch;

import dev.sheaf.array.NdArray;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Rows in memory as a source of columns, which counts how often a row was asked for as an object.
record Rows(RecordSchema schema, List<NdArray[]> rows, AtomicLong made) implements Dataset<NdArray[]>, ColumnSource {
  Rows(RecordSchema schema, List<NdArray[]> rows) {
    this(schema, rows, new AtomicLong());
  }

  @Override
  public long size() {
    return rows.size();
  }

  @Override
  public NdArray[] get(long position) {
    made.incrementAndGet();
    return rows.get((int) position);
  }

  @Override
  public String fingerprint() {
    return "rows";
  }

  @Override
  public int rank(int column, long position) {
    return rows.get((int) position)[column].shape().rank();
  }

  @Override
  public void extents(int column, long[] positions, int count, long[] extents) {
    int next = 0;
    for (int i = 0; i < count; i++) {
      Shape shape = rows.get((int) positions[i])[column].shape();
      for (int axis = 0; axis < shape.rank(); axis++) {
        extents[next++] = shape.dim(axis);
      }
    }
  }

  @Override
  public void gather(int column, long[] positions, int count, MemorySegment target) {
    long offset = 0;
    for (int i = 0; i < count; i++) {
      MemorySegment row = rows.get((int) positions[i])[column].segment();
      MemorySegment.copy(row, 0, target, offset, row.byteSize());
      offset += row.byteSize();
    }
    if (offset != target.byteSize()) {
      throw new AssertionError("expected a target of %d bytes, found %d".formatted(offset, target.byteSize()));
    }
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
