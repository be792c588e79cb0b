package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Some entries in order, passed from the thread that makes them to the one that takes them, which may begin before the
/// block is complete. An entry is an item, or a [Fault] in its place.
final class Block {
  private static final Object[] NONE = {};

  private final @Nullable Object[] entries;
  private final IntFunction<State> places;
  private volatile int published;
  private volatile boolean complete;

  // Written by the maker before the block is complete.
  private boolean last;
  private @Nullable Fault failure;

  // Written by the taker alone; `taken` is read by any thread.
  private final AtomicInteger taken = new AtomicInteger();
  private long itemsBefore;
  private int leftOut;

  /// @param entries becomes the block's
  /// @param places where entry `i` comes from, which is also where to go on after entry `i - 1`
  Block(@Nullable Object[] entries, IntFunction<State> places) {
    this.entries = entries;
    this.places = places;
  }

  /// A block that is complete.
  static Block of(@Nullable Object[] entries, int count, IntFunction<State> places) {
    Block block = new Block(entries, places);
    block.published = count;
    block.complete = true;
    return block;
  }

  /// This block, as the last of the epoch.
  Block ended() {
    last = true;
    return this;
  }

  /// What stands before the first block.
  static Block beginning(State state) {
    return of(NONE, 0, _ -> state);
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
  void begin(long items) {
    itemsBefore = items;
  }

  /// The taker is done with the first `count` entries, of which `leftOut` in all were no items.
  void take(int count, int leftOutOfThem) {
    leftOut = leftOutOfThem;
    taken.setRelease(count);
  }

  /// How many items of the epoch the taker has been given.
  long items() {
    return itemsBefore + taken.getAcquire() - leftOut;
  }

  /// Where to go on after what the taker has been given.
  State state() {
    return places.apply(taken.getAcquire());
  }

  /// Where an entry comes from.
  State place(int index) {
    return places.apply(index);
  }
}
