package dev.sheaf.engine;

import dev.sheaf.batch.BatchSlot;
import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import dev.sheaf.stage.Tally;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/// Some entries in order, passed from the thread that makes them to the one that takes them, which may begin before the
/// block is complete. An entry is an item, or a [Fault] in its place.
final class Block {
  private static final Object[] NONE = {};

  private final @Nullable Object[] entries;
  private final IntFunction<State> places;
  private IntToLongFunction rows = _ -> -1;
  private volatile Counts counts = Counts.NONE;
  private volatile int published;
  private volatile boolean complete;
  private @Nullable Runnable retired;

  // Written by the maker before it gives the block away.
  private long handedOnNanos;

  // Written by the maker before it gives the block away: what its entries weigh, where that counts.
  private long weight;

  /// Where its only item lies, if that is memory that is used again. Guarded by this.
  private @Nullable BatchSlot<?> slot;

  // Written by the maker before the block is complete.
  private boolean last;
  private @Nullable Fault failure;

  // Written by the taker alone; `done` is read by any thread. It holds two numbers that belong together: how many entries
  // were taken, and in its upper half how many of them were no items.
  private final AtomicLong done = new AtomicLong();
  private long itemsBefore;
  private long[] countsBefore = {};

  /// Where the block before ended, if something was left out between its last entry and the first one here, which that
  /// belongs to; and what was counted with it.
  private @Nullable State stateBefore;

  private long[] countsBetween = {};

  /// @param entries becomes the block's
  /// @param places where entry `i` comes from, which is also where to go on after entry `i - 1`
  Block(@Nullable Object[] entries, IntFunction<State> places) {
    this.entries = entries;
    this.places = places;
  }

  /// What stands before the first block.
  static Block beginning(State state) {
    Block block = new Block(NONE, _ -> state);
    block.complete = true;
    return block;
  }

  /// Nothing but a failure, after which nothing comes.
  static Block failed(Fault failure, IntFunction<State> places) {
    Block block = new Block(NONE, places);
    block.complete(0, true, failure);
    return block;
  }

  /// How many entries fit.
  int capacity() {
    return entries.length;
  }

  /// Sets an entry that is not published yet.
  void set(int index, Object entry) {
    entries[index] = entry;
  }

  /// Lets the first `count` entries be read.
  void publish(int count) {
    published = count;
  }

  /// Lets the first `count` entries be read, and says that there will be no more.
  ///
  /// @param last whether the epoch is over after them
  /// @param failure why it is over before its time
  void complete(int count, boolean last, @Nullable Fault failure) {
    this.last = last;
    this.failure = failure;
    published = count;
    complete = true;
  }

  /// The block can be taken from now on. Only where that is measured.
  void handOn(long nanos) {
    handedOnNanos = nanos;
  }

  /// Since when the block can be taken. Only where that is measured.
  long handedOn() {
    return handedOnNanos;
  }

  /// What all entries weigh together. Only where that counts.
  void weigh(long itsWeight) {
    weight = itsWeight;
  }

  long weight() {
    return weight;
  }

  /// Its only item lies in memory that is used again.
  synchronized void keep(BatchSlot<?> itsSlot) {
    slot = itsSlot;
  }

  /// Nobody looks at its items any more. May be called twice, by any thread.
  void giveBack() {
    BatchSlot<?> given;
    synchronized (this) {
      given = slot;
      slot = null;
    }
    if (given != null) {
      given.release();
    }
  }

  /// Has `itsRetired` called when the taker is done with the block: it may be made anew then. Before it is given away.
  void onRetired(Runnable itsRetired) {
    retired = itsRetired;
  }

  /// The taker is done with it, and nobody reads it any more.
  void retire() {
    if (retired != null) {
      Arrays.fill(entries, null);
      published = 0;
      complete = false;
      done.setRelease(0);
      retired.run();
    }
  }

  /// What was counted on the way to the entries; set before they are published.
  void count(Counts ofEntries) {
    counts = ofEntries;
  }

  Counts counts() {
    return counts;
  }

  int published() {
    return published;
  }

  boolean isComplete() {
    return complete;
  }

  /// Whether the epoch is over after this block. Known when it is complete.
  boolean isLast() {
    return last;
  }

  /// What came instead of the rest of the epoch. Known when it is complete.
  @Nullable Fault failure() {
    return failure;
  }

  Object entry(int index) {
    Object entry = entries[index];
    if (entry == null) {
      throw new IllegalStateException("an entry was published and not set");
    }
    return entry;
  }

  /// The taker begins with this block, after so many items of the epoch.
  ///
  /// @param tallies what it has counted until now
  void begin(long items, List<Tally> tallies) {
    itemsBefore = items;
    countsBefore = copied(tallies, countsBefore);
    stateBefore = null;
  }

  /// Something was left out before the first entry, and is counted when that is taken. Called after [#begin].
  ///
  /// @param before the block before, of which the last entries, or all, may not have been taken: then as little is counted
  ///     until something is
  /// @param drawing has counted what was left out, too
  void beginBehind(Block before, Drawing drawing) {
    long then = before.done();
    stateBefore = before.state(then);
    if (!before.isTaken()) {
      countsBefore = Account.countsUpTo(drawing, before, taken(then));
    }
    countsBetween = copied(drawing.tallies(), countsBetween);
  }

  private static long[] copied(List<Tally> tallies, long[] into) {
    long[] counts = into.length == tallies.size() ? into : new long[tallies.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = tallies.get(i).count();
    }
    return counts;
  }

  /// What the taker had counted before the entries, of which it was done with `taken`.
  long[] countsBefore(int taken) {
    return taken == 0 || stateBefore == null ? countsBefore : countsBetween;
  }

  /// How far the taker has got: for [#taken], [#items] and [#state], to be asked of the same moment.
  long done() {
    return done.getAcquire();
  }

  /// How many entries the taker was done with.
  static int taken(long done) {
    return (int) done;
  }

  /// Whether it has entries, and the taker is done with all of them.
  boolean isTaken() {
    int taken = taken(done());
    return taken > 0 && taken == published;
  }

  /// The taker is done with the first `count` entries, of which `leftOut` in all were no items.
  void take(int count, int leftOutOfThem) {
    done.setRelease((long) leftOutOfThem << Integer.SIZE | count);
  }

  /// How many items of the epoch the taker had been given.
  long items(long then) {
    return itemsBefore + taken(then) - (then >>> Integer.SIZE);
  }

  /// Where to go on after what the taker had been given.
  State state(long then) {
    State before = stateBefore;
    return before != null && taken(then) == 0 ? before : places.apply(taken(then));
  }

  /// Where an entry comes from.
  State place(int index) {
    return places.apply(index);
  }

  /// Which rows entries are made of, where that can be said.
  void rows(IntToLongFunction ofEntries) {
    rows = ofEntries;
  }

  /// Which row an entry is made of, or -1.
  long row(int index) {
    return rows.applyAsLong(index);
  }
}
