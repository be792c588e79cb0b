package dev.sheaf.order;

import dev.sheaf.batch.BatchPool;
import dev.sheaf.batch.BatchSlot;
import dev.sheaf.batch.Collator;
import dev.sheaf.batch.ColumnCollator;
import dev.sheaf.batch.ColumnSource;
import dev.sheaf.dataset.Footprint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// So many items at a time, put together; the last batch of an epoch may have fewer, and none has items of two epochs.
///
/// Where the items are rows of a dataset whose columns lie in memory, they are copied from there into the batch, and no
/// object is made for any of them.
public final class BatchedSamples<T, B> extends Samples<B> {
  /// What errors call it where nothing else is said.
  public static final String STAGE = "batch";

  private final Samples<T> parent;
  private final String name;
  private final boolean ofBatches;
  private final int size;
  private final boolean dropRemainder;
  private final Collator<? super T, ? extends B> collator;
  private final @Nullable ColumnSource columns;

  /// @param name what errors and the ledger call it
  /// @throws IllegalArgumentException if `size` is less than 1
  /// @throws IllegalStateException if the parent has holes
  public BatchedSamples(
      Samples<T> parent,
      String name,
      int size,
      boolean dropRemainder,
      Collator<? super T, ? extends B> collator) {
    if (size < 1) {
      throw new IllegalArgumentException("expected a batch of 1 row or more, found " + size);
    }
    if (parent.hasHoles()) {
      throw new IllegalStateException(
          "expected an item at each position before batch(%d), found %s, where some have none; go on with items() first,"
              .formatted(size, parent)
              + " and batches will be full");
    }
    this.parent = parent;
    this.name = name;
    this.ofBatches = parent.isBatched();
    this.size = size;
    this.dropRemainder = dropRemainder;
    this.collator = collator;
    this.columns =
        parent.rows() instanceof ColumnSource source
                && collator instanceof ColumnCollator<? super T, ? extends B> columnCollator
                && columnCollator.accepts(source)
            ? source
            : null;
  }

  /// What errors and the ledger call the stage that batches of an order were made by.
  public static String stageOf(Samples<?> samples) {
    return samples instanceof BatchedSamples<?, ?> batches
        ? batches.name
        : samples.parents().stream()
            .filter(Samples::isBatched)
            .map(BatchedSamples::stageOf)
            .findFirst()
            .orElse(STAGE);
  }

  @Override
  public long size() {
    long items = parent.size();
    return items == UNBOUNDED ? UNBOUNDED : items / size + (!dropRemainder && items % size > 0 ? 1 : 0);
  }

  @Override
  public void read(long[] positions, int count, @Nullable Object[] batches, Reading reading) {
    long items = parent.size();
    long perEpoch = size();
    for (int i = 0; i < count; i++) {
      long epoch = Math.floorDiv(positions[i], perEpoch);
      long first = (positions[i] - epoch * perEpoch) * size;
      int rows = (int) Math.min(size, items - first);
      positions[i] = -1;
      try {
        long[] from = reading.longs(rows);
        batches[i] = make(from, epochStart(epoch, items) + first, rows, reading);
        reading.giveBack(from);
      } catch (OutOfMemoryError e) {
        batches[i] = new Fault(name, -1, e);
      }
    }
  }

  private @Nullable Object make(long[] positions, long first, int count, Reading reading) {
    fill(positions, first, count);
    if (columns == null) {
      return fromItems(positions, count, reading);
    }
    Object batch = fromColumns(columns, positions, count, reading);
    if (batch instanceof Fault fault && reading.leavesOut(fault)) {
      // Row by row, so that only those are left out that cannot be read.
      fill(positions, first, count);
      return fromItems(positions, count, reading);
    }
    return batch;
  }

  private static void fill(long[] positions, long first, int count) {
    for (int i = 0; i < count; i++) {
      positions[i] = first + i;
    }
  }

  private Object fromColumns(ColumnSource source, long[] positions, int count, Reading reading) {
    try {
      reading.check();
      parent.toRows(positions, count);
      @SuppressWarnings("unchecked") // Looked at when this was made.
      ColumnCollator<T, B> columnCollator = (ColumnCollator<T, B>) collator;
      BatchSlot<B> slot = slot(reading);
      return slot == null
          ? columnCollator.collate(source, positions, count)
          : columnCollator.collate(source, positions, count, slot);
    } catch (Throwable e) {
      return new Fault(Fault.READ, -1, e);
    }
  }

  @SuppressWarnings("unchecked") // What goes into a slot of its own collator is a B.
  private @Nullable BatchSlot<B> slot(Reading reading) {
    return (BatchSlot<B>) reading.slotOf(this);
  }

  /// Whether its batches can be made in memory that is used again.
  public boolean fillsSlots() {
    return collator instanceof ColumnCollator<?, ?>;
  }

  /// Memory for so many of its batches, to be used again; only where [#fillsSlots()].
  ///
  /// @param guarded whether each has memory of its own, that is freed when it is given back
  public BatchPool<?> pool(int batches, boolean guarded) {
    ColumnCollator<?, ?> columnCollator = (ColumnCollator<?, ?>) collator;
    return guarded ? columnCollator.guardedPool(size, batches) : columnCollator.pool(size, batches);
  }

  private @Nullable Object fromItems(long[] positions, int count, Reading reading) {
    @Nullable Object[] items = reading.objects(count);
    try {
      parent.read(positions, count, items, reading);
      List<Fault> left = new ArrayList<>(0);
      int there = 0;
      for (int i = 0; i < count; i++) {
        switch (items[i]) {
          case Fault fault when !reading.leavesOut(fault) -> {
            return fault;
          }
          case Fault fault -> left.add(fault);
          case Partial(Object item, List<Fault> faults) -> {
            left.addAll(faults);
            if (!item.equals(Partial.NOTHING)) {
              items[there++] = item;
            }
          }
          case null -> {}
          case Object item -> items[there++] = item;
        }
      }
      return collate(items, there, left, reading);
    } finally {
      reading.giveBack(items, count);
    }
  }

  private @Nullable Object collate(@Nullable Object[] items, int count, List<Fault> left, Reading reading) {
    if (count == 0) {
      return left.isEmpty() ? null : new Partial(Partial.NOTHING, left);
    }
    @SuppressWarnings("unchecked") // The parent puts nothing else there.
    List<T> list = (List<T>) Collections.unmodifiableList(Arrays.asList(Arrays.copyOf(items, count)));
    reading.enterUserCode();
    try {
      BatchSlot<B> slot = slot(reading);
      Object batch =
          Objects.requireNonNull(
              slot == null ? collator.collate(list) : fill(list, slot), "the collator gave no batch");
      return left.isEmpty() ? batch : new Partial(batch, left);
    } catch (Throwable e) {
      return new Fault(name, -1, e);
    } finally {
      reading.leaveUserCode();
    }
  }

  @SuppressWarnings("unchecked") // Only such a collator is given slots.
  private B fill(List<T> list, BatchSlot<B> slot) {
    return ((ColumnCollator<T, B>) collator).collate(list, slot);
  }

  @Override
  public boolean isBatched() {
    return true;
  }

  /// A parent with holes is refused.
  @Override
  public boolean hasHoles() {
    return false;
  }

  @Override
  public long rowsAt(long position) {
    long perEpoch = size();
    long epoch = Math.floorDiv(position, perEpoch);
    long first = (position - epoch * perEpoch) * size;
    long count = Math.min(size, parent.size() - first);
    if (!ofBatches) {
      return count;
    }
    long rows = 0;
    long start = epochStart(epoch, parent.size()) + first;
    for (long i = 0; i < count; i++) {
      rows += parent.rowsAt(start + i);
    }
    return rows;
  }

  @Override
  public long rowsBefore(long position) {
    if (ofBatches) {
      return -1;
    }
    return position > parent.size() / size ? parent.size() : position * size;
  }

  @Override
  public List<String> called() {
    return Stream.concat(parent.called().stream(), Stream.of(name)).toList();
  }

  @Override
  public List<Samples<?>> parents() {
    return List.of(parent);
  }

  @Override
  public int itemsPerTask() {
    return 1;
  }

  @Override
  public Footprint footprint() {
    return collator instanceof ColumnCollator<?, ?> ? parent.footprint().times(size) : Footprint.UNKNOWN;
  }

  /// Where columns are copied straight into the batch, nothing; else its rows.
  @Override
  public Footprint making() {
    return columns == null ? parent.footprint().times(size).plus(parent.making()) : Footprint.of(0);
  }

  @Override
  public String toString() {
    return Plans.then(parent, dropRemainder ? "batch(" + size + ", DROP)" : "batch(" + size + ")");
  }
}
