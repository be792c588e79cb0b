package dev.sheaf.dataset;

import dev.sheaf.batch.ColumnSource;
import dev.sheaf.random.Permutation;
import dev.sheaf.schema.RecordSchema;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.function.LongUnaryOperator;

/// Rows of a dataset at other positions: some of them, or all in another order.
class ReorderedDataset<R> implements Dataset<R> {
  private final Dataset<R> whole;
  private final long size;
  private final LongUnaryOperator order;
  private final String kind;
  private final String words;

  /// @param order from a position here to that in the whole
  /// @param kind what is done to the whole, for the fingerprint
  /// @param words how it is done, for the fingerprint
  private ReorderedDataset(Dataset<R> whole, long size, LongUnaryOperator order, String kind, String words) {
    this.whole = whole;
    this.size = size;
    this.order = order;
    this.kind = kind;
    this.words = words;
  }

  static <R> Dataset<R> slice(Dataset<R> whole, long from, long to) {
    Objects.checkFromToIndex(from, to, whole.size());
    return of(whole, to - from, position -> from + position, "slice", from + ":" + (to - from));
  }

  static <R> Dataset<R> shuffle(Dataset<R> whole, long seed) {
    return of(whole, whole.size(), Permutation.of(whole.size(), seed)::at, "shuffle", "" + seed);
  }

  private static <R> Dataset<R> of(
      Dataset<R> whole, long size, LongUnaryOperator order, String kind, String words) {
    return whole instanceof ColumnSource columns
        ? new Columns<>(whole, columns, size, order, kind, words)
        : new ReorderedDataset<>(whole, size, order, kind, words);
  }

  /// Where the rows come from.
  final Dataset<R> whole() {
    return whole;
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
    return whole.get(moved(position));
  }

  @Override
  public final Footprint footprint() {
    return new Footprint(whole.footprint().most(), Footprint.of(schema()).mean());
  }

  @Override
  public final String fingerprint() {
    return new Fingerprint(kind).add(whole.fingerprint()).add(words).hex();
  }

  @Override
  public final void close() {
    whole.close();
  }

  final long moved(long position) {
    return order.applyAsLong(Objects.checkIndex(position, size));
  }

  final long[] moved(long[] positions, int count) {
    long[] moved = new long[count];
    for (int i = 0; i < count; i++) {
      moved[i] = moved(positions[i]);
    }
    return moved;
  }

  /// Where the whole dataset lies in columns.
  private static final class Columns<R> extends ReorderedDataset<R> implements ColumnSource {
    private final ColumnSource columns;

    Columns(
        Dataset<R> whole, ColumnSource columns, long size, LongUnaryOperator order, String kind, String words) {
      super(whole, size, order, kind, words);
      this.columns = columns;
    }

    @Override
    public int rank(int column, long position) {
      return columns.rank(column, moved(position));
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
