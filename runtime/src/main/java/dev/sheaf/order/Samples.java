package dev.sheaf.order;

import dev.sheaf.dataset.Dataset;
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

  /// The most positions that an epoch has here or anywhere before: it bounds how many epochs can be counted.
  public long widest() {
    return size();
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

  /// The datasets that items are read from, in the order in which they were written.
  public abstract List<Dataset<?>> datasets();

  /// Whether a position may have no item.
  public boolean hasHoles() {
    return false;
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

  /// Whether an item is made of several rows.
  public boolean isBatched() {
    return false;
  }

  /// How many rows the item at a position is made of.
  public long rowsAt(long position) {
    return 1;
  }

  /// How many rows the items at the first `position` positions of an epoch are made of, or -1 where only adding them up
  /// would tell.
  public long rowsBefore(long position) {
    return isBatched() ? -1 : position;
  }

  /// The names of the stages that may fail, in the order in which they were written.
  public List<String> called() {
    return List.of();
  }

  /// How many items a task should make at once: many where an item is cheap, one where it is a batch.
  public int itemsPerTask() {
    return 64;
  }

  /// The order in words, as it stands in a checkpoint: `shuffle(42).shard(0, 2)`. What does not decide which items come
  /// when does not stand in it.
  @Override
  public abstract String toString();
}
