package dev.sheaf.dataset;

import dev.sheaf.batch.ColumnSource;
import dev.sheaf.schema.RecordSchema;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// Some neighbouring rows of a dataset.
class SlicedDataset<R> implements Dataset<R> {
  private final Dataset<R> whole;
  private final long from;
  private final long size;

  private SlicedDataset(Dataset<R> whole, long from, long size) {
    this.whole = whole;
    this.from = from;
    this.size = size;
  }

  static <R> Dataset<R> of(Dataset<R> whole, long from, long to) {
    Objects.checkFromToIndex(from, to, whole.size());
    return whole instanceof ColumnSource columns
        ? new Columns<>(whole, columns, from, to - from)
        : new SlicedDataset<>(whole, from, to - from);
  }

  @Override
  public final RecordSchema schema() {
    return whole.schema();
  }

  @Override
  public final long size() {
    return size;
  }

  @Override
  public final R get(long position) {
    return whole.get(from + Objects.checkIndex(position, size));
  }

  @Override
  public final String fingerprint() {
    return new Fingerprint("slice").add(whole.fingerprint()).add(from + ":" + size).hex();
  }

  @Override
  public final void close() {
    whole.close();
  }

  final long[] moved(long[] positions, int count) {
    long[] moved = new long[count];
    for (int i = 0; i < count; i++) {
      moved[i] = from + Objects.checkIndex(positions[i], size);
    }
    return moved;
  }

  /// Where the whole dataset lies in columns.
  private static final class Columns<R> extends SlicedDataset<R> implements ColumnSource {
    private final ColumnSource columns;

    Columns(Dataset<R> whole, ColumnSource columns, long from, long size) {
      super(whole, from, size);
      this.columns = columns;
    }

    @Override
    public int rank(int column, long position) {
      return columns.rank(column, moved(new long[] {position}, 1)[0]);
    }

    @Override
    public void extents(int column, long[] positions, int count, long[] extents) {
      columns.extents(column, moved(positions, count), count, extents);
    }

    @Override
    public void gather(int column, long[] positions, int count, MemorySegment target) {
      columns.gather(column, moved(positions, count), count, target);
    }
  }
}
