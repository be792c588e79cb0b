package dev.sheaf.order;

import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.Footprint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The same items at other positions: what shuffles, slices and repeats have in common.
public abstract class ReorderedSamples<T> extends Samples<T> {
  private final Samples<T> parent;

  // Asked for each item, or batch.
  private final boolean batched;
  private final boolean holes;

  ReorderedSamples(Samples<T> parent) {
    this.parent = parent;
    this.batched = parent.isBatched();
    this.holes = parent.hasHoles();
  }

  /// What is reordered.
  protected final Samples<T> parent() {
    return parent;
  }

  /// Replaces the first `count` of `positions` by the parent's positions.
  protected abstract void toParent(long[] positions, int count);

  /// How far from `begin` on the positions are some of the `length` from `first`.
  static int endOf(long[] positions, int begin, int count, long first, long length) {
    int end = begin;
    while (end < count && Long.compareUnsigned(positions[end] - first, length) < 0) {
      end++;
    }
    return end;
  }

  /// The call that made it, as it stands in a plan: `shuffle(42)`.
  protected abstract String call();

  @Override
  public void read(long[] positions, int count, @Nullable Object[] items, Reading reading) {
    toParent(positions, count);
    parent.read(positions, count, items, reading);
  }

  @Override
  public final List<Samples<?>> parents() {
    return List.of(parent);
  }

  @Override
  public final @Nullable Dataset<T> rows() {
    return parent.rows();
  }

  @Override
  public final void toRows(long[] positions, int count) {
    toParent(positions, count);
    parent.toRows(positions, count);
  }

  @Override
  public final long rowAt(long position) {
    return parent.rowAt(parentOf(position));
  }

  @Override
  public final boolean isBatched() {
    return batched;
  }

  @Override
  public boolean hasHoles() {
    return holes;
  }

  @Override
  public long rowsAt(long position) {
    return isBatched() ? parent.rowsAt(parentOf(position)) : 1;
  }

  private long parentOf(long position) {
    long[] positions = {position};
    toParent(positions, 1);
    return positions[0];
  }

  @Override
  public final List<String> called() {
    return parent.called();
  }

  @Override
  public Footprint footprint() {
    return parent.footprint();
  }

  @Override
  public final String toString() {
    return Plans.then(parent, call());
  }
}
