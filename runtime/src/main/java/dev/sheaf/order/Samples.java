package dev.sheaf.order;

import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.Footprint;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Items at positions: a value of the index plane. A position is any whole number: position `i` belongs to epoch
/// `floorDiv(i, size())`, so that an order may differ from epoch to epoch, and may be asked for out of turn.
///
/// Immutable and thread-safe; reading costs no memory beside the items.
///
/// @param <T> the items
public abstract class Samples<T> {
  /// The size of an order without end, whose only epoch is 0.
  public static final long UNBOUNDED = Long.MAX_VALUE;

  /// How many positions an epoch has, or [#UNBOUNDED].
  public abstract long size();

  /// The most positions that an epoch has here or anywhere before: it bounds how many epochs can be counted. Orders without
  /// end do not count, since they have no second epoch.
  public long widest() {
    long widest = size() == UNBOUNDED ? 0 : size();
    for (Samples<?> parent : parents()) {
      widest = Math.max(widest, parent.widest());
    }
    return widest;
  }

  /// Whether and how the items of an epoch come to an end.
  public Finitude finitude() {
    return size() == UNBOUNDED ? Finitude.INFINITE : Finitude.FINITE;
  }

  /// Reads the items at the first `count` of `positions` into the first `count` of `items`.
  ///
  /// Each place of `items` gets an item, a [Fault] where it could not be made, a [Partial] where some of what it is made
  /// of could not, or null where the position has no item (a *hole*). The array of positions is the callee's to change:
  /// afterwards it says from which row of its dataset each item was made, or -1 where it was from several.
  ///
  /// @param positions any numbers, if [#size()] is not 0
  /// @param reading is checked between items; functions of the user are called between its `enterUserCode` and
  ///     `leaveUserCode`
  public abstract void read(long[] positions, int count, @Nullable Object[] items, Reading reading);

  /// Where an epoch of so many items begins. What is taken of many, and repeated, comes to an epoch of theirs in the end
  /// that no position can say.
  ///
  /// @throws IllegalStateException if a position of that epoch would not fit
  static long epochStart(long epoch, long items) {
    try {
      return Math.addExact(Math.multiplyExact(epoch + 1, items), -items);
    } catch (ArithmeticException e) {
      throw new IllegalStateException(
          "expected positions below 2^63, found epoch %d of %d items; repeat fewer times, or take from fewer items"
              .formatted(epoch, items),
          e);
    }
  }

  /// What the items are made of, in the order in which it was written; none where they come from a source.
  public abstract List<Samples<?>> parents();

  /// The datasets that items are read from, in the order in which they were written.
  public List<Dataset<?>> datasets() {
    return parents().stream().<Dataset<?>>flatMap(parent -> parent.datasets().stream()).toList();
  }

  /// The seed that random steps further down are to derive their own from, where one was said here.
  public @Nullable BigInteger seed() {
    return null;
  }

  /// Whether a position may have no item.
  public boolean hasHoles() {
    return parents().stream().anyMatch(Samples::hasHoles);
  }

  /// The dataset whose rows the items are, where no function lies between: [#toRows] says which.
  public @Nullable Dataset<T> rows() {
    return null;
  }

  /// Replaces the first `count` of `positions` by the rows of [#rows()] that stand there. Only where there is such a
  /// dataset.
  public void toRows(long[] positions, int count) {
    throw new IllegalStateException("expected rows of one dataset, found " + this);
  }

  /// Which row of its dataset the item at a position is made of, or -1 where that is not known, or several. For telling
  /// people; may be slow.
  public long rowAt(long position) {
    return -1;
  }

  /// How many bytes an item has, as far as that is known before one is read.
  public Footprint footprint() {
    return Footprint.UNKNOWN;
  }

  /// How many bytes are held beside an item while it is made.
  public Footprint making() {
    return parents().stream().map(Samples::making).reduce(Footprint.of(0), Footprint::plus);
  }

  /// Whether an item is made of several rows.
  public boolean isBatched() {
    return parents().stream().anyMatch(Samples::isBatched);
  }

  /// How many rows the item at a position is made of.
  public long rowsAt(long position) {
    return isBatched() ? parents().stream().mapToLong(parent -> parent.rowsAt(position)).sum() : 1;
  }

  /// How many rows the items at the first `position` positions of an epoch are made of, or -1 where only adding them up
  /// would tell.
  public long rowsBefore(long position) {
    return isBatched() ? -1 : position;
  }

  /// The names of the stages that may fail, in the order in which they were written.
  public List<String> called() {
    return parents().stream().flatMap(parent -> parent.called().stream()).distinct().toList();
  }

  /// How many items a task should make at once: many where an item is cheap, one where it is a batch.
  public int itemsPerTask() {
    return parents().stream().mapToInt(Samples::itemsPerTask).min().orElse(64);
  }

  /// The order in words, as it stands in a checkpoint: `shuffle(42).shard(0, 2)`. What does not decide which items come
  /// when does not stand in it.
  @Override
  public abstract String toString();
}
