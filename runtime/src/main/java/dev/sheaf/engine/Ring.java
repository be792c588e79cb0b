package dev.sheaf.engine;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Hands blocks from those that make them to one that takes them, in order, through a fixed number of slots.
///
/// Blocks have ordinals from 0. A maker claims the next one, makes the block and puts it into the slot of its ordinal; the
/// taker takes them one after the other. No more blocks than there are slots are claimed and not yet taken. The monitor of
/// the ring guards everything: it is entered three times for each block, not for items, and waiting in it makes no garbage.
///
/// Makers come in two kinds. Tasks of a pool must not wait: they leave when there is nothing to claim, and the ring
/// calls for them again when there is. A feeder is a thread of its own, and waits.
///
/// Where the tasks leave a core free, the taker looks for a moment before it waits: to be woken takes about as long as it
/// takes to gather a small batch, for the one that is woken and for the one that wakes it.
final class Ring {
  /// What [#claim()] and [#await()] say when there is nothing to make.
  static final long NONE = -1;

  /// How long a taker looks.
  private static final long LOOK_NANOS = 50_000;

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /// Of a ring that grows.
  private static final int FIRST_SLOTS = 16;

  private @Nullable Block[] slots;

  /// What the blocks that wait may weigh before no more are made; 0 where only their number counts.
  private final long budget;

  private long weight;
  private long end = Long.MAX_VALUE;
  private final int maxMakers;
  private final Runnable callMaker;
  private @Nullable Meter meter;
  private int makers;
  private long claimed;
  private long taken;
  private boolean failed;
  private boolean takerWaits;
  private boolean makerWaits;
  private volatile boolean closed;

  /// Another one whenever there may be something to take. Written in the monitor, read without.
  private volatile int news;

  private Runnable listener = () -> {};

  /// A ring of tasks.
  ///
  /// @param maxMakers how many tasks may make blocks at once
  /// @param callMaker has a task begin that claims blocks until there are none
  Ring(int slots, int maxMakers, Runnable callMaker) {
    this(slots, maxMakers, callMaker, 0);
  }

  private Ring(int slots, int maxMakers, Runnable callMaker, long budget) {
    this.slots = new Block[slots];
    this.budget = budget;
    this.maxMakers = maxMakers;
    this.callMaker = callMaker;
  }

  /// A ring of a feeder.
  Ring(int slots) {
    this(slots, 0, () -> {});
  }

  /// A ring of a feeder that makes no more once what waits weighs so much, however many blocks that are. A block is weighed
  /// when it is put.
  static Ring weighing(long budget) {
    return new Ring(FIRST_SLOTS, 0, () -> {}, budget);
  }

  /// Measures what is handed on here; before it begins.
  Ring measured(@Nullable Meter itsMeter) {
    meter = itsMeter;
    return this;
  }

  @Nullable Meter meter() {
    return meter;
  }

  /// Calls for as many tasks as have something to do.
  void start() {
    for (int calls = callable(); calls > 0; calls--) {
      callMaker.run();
    }
  }

  private synchronized int callable() {
    long room = closed || failed ? 0 : Math.min(end - claimed, slots.length - (claimed - taken));
    int calls = (int) Math.min(maxMakers - makers, room);
    makers += calls;
    return calls;
  }

  /// The ordinal of the next block that a task is to make, or [#NONE]: then the task is over.
  synchronized long claim() {
    if (canClaim()) {
      return claimed++;
    }
    makers--;
    return NONE;
  }

  /// Says that what was claimed last is the last block.
  synchronized void end() {
    end = claimed;
  }

  /// The ordinal of the next block that the feeder is to make, or [#NONE] when the ring is closed. Waits for a free slot.
  ///
  /// @throws InterruptedException if the thread is interrupted
  synchronized long await() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("told to end");
    }
    makerWaits = true;
    try {
      while (!closed && !canClaim()) {
        wait();
      }
    } finally {
      makerWaits = false;
    }
    if (closed) {
      return NONE;
    }
    if (claimed - taken == slots.length) {
      grow();
    }
    return claimed++;
  }

  private boolean canClaim() {
    return !closed
        && !failed
        && claimed < end
        && (budget > 0 ? weight < budget : claimed - taken < slots.length);
  }

  private void grow() {
    @Nullable Block[] more = new Block[slots.length * 2];
    for (long ordinal = taken; ordinal < claimed; ordinal++) {
      more[(int) (ordinal % more.length)] = slots[(int) (ordinal % slots.length)];
    }
    slots = more;
  }

  /// Gives a block that was claimed, complete or not.
  void put(long ordinal, Block block) {
    synchronized (this) {
      if (closed) {
        block.giveBack();
        return;
      }
      slots[(int) (ordinal % slots.length)] = block;
      weight += block.weight();
      failed |= block.isComplete() && block.failure() != null;
      news++;
      if (takerWaits && ordinal <= taken) {
        notifyAll();
      }
    }
    listener.run();
  }

  /// Wakes the taker, if it waits, after more of a block was published.
  void published() {
    synchronized (this) {
      news++;
      if (takerWaits) {
        notifyAll();
      }
    }
    listener.run();
  }

  /// Has `newListener` called whenever there is something to take that was not there before. To be set before that.
  void onReady(Runnable newListener) {
    listener = newListener;
  }

  /// The next block in order, of which at least one entry is published or which is complete; null if there is none yet.
  ///
  /// @throws CancellationException if the ring is closed
  @Nullable Block poll() {
    Block block;
    synchronized (this) {
      block = next();
    }
    if (block != null) {
      start();
    }
    return block;
  }

  /// As [#poll()], but waits up to `nanos` nanoseconds.
  ///
  /// @throws CancellationException if the ring is closed, before or meanwhile
  /// @throws InterruptedException if the thread is interrupted; nothing is taken then
  @Nullable Block take(long nanos) throws InterruptedException {
    int before = news;
    Block ready = poll();
    if (ready == null && maxMakers > 0 && maxMakers < CORES && looksUntilNews(before, Math.min(nanos, LOOK_NANOS))) {
      ready = poll();
    }
    if (ready != null) {
      return ready;
    }
    Block block = nanos > 0 ? awaitNext(nanos) : null;
    if (block != null) {
      start();
    }
    return block;
  }

  private boolean looksUntilNews(int before, long nanos) {
    long begun = Time.SYSTEM.nanos();
    while (news == before) {
      if (Time.SYSTEM.nanos() - begun >= nanos) {
        return false;
      }
      Thread.onSpinWait();
    }
    return true;
  }

  private synchronized @Nullable Block awaitNext(long nanos) throws InterruptedException {
    long left = nanos;
    Block block = next();
    while (block == null && left > 0) {
      left = await(left);
      block = next();
    }
    return block;
  }

  /// Waits up to `nanos` nanoseconds for more of `block` than `count` entries, or for its end; false if neither came.
  ///
  /// @throws CancellationException if the ring is closed, before or meanwhile
  /// @throws InterruptedException if the thread is interrupted
  synchronized boolean awaitMore(Block block, int count, long nanos) throws InterruptedException {
    long left = nanos;
    while (block.published() <= count && !block.isComplete() && left > 0) {
      requireOpen();
      left = await(left);
    }
    requireOpen();
    return block.published() > count || block.isComplete();
  }

  /// Lets the taker wait for something to be put or published; what is left of the time then. May return for nothing.
  @SuppressWarnings("WaitNotInLoop") // Both callers loop.
  private long await(long nanos) throws InterruptedException {
    takerWaits = true;
    try {
      if (nanos == Long.MAX_VALUE) {
        wait();
        return nanos;
      }
      long begun = Time.SYSTEM.nanos();
      TimeUnit.NANOSECONDS.timedWait(this, nanos);
      return nanos - (Time.SYSTEM.nanos() - begun);
    } finally {
      takerWaits = false;
    }
  }

  /// Whether the next block is there.
  synchronized boolean isReady() {
    return closed || slots[(int) (taken % slots.length)] != null;
  }

  private @Nullable Block next() {
    requireOpen();
    int slot = (int) (taken % slots.length);
    Block block = slots[slot];
    if (block != null) {
      slots[slot] = null;
      taken++;
      weight -= block.weight();
      if (makerWaits) {
        notifyAll();
      }
    }
    return block;
  }

  private void requireOpen() {
    if (closed) {
      throw new CancellationException("the loader is closed");
    }
  }

  /// Wakes everyone, and forgets what was not taken.
  void close() {
    synchronized (this) {
      closed = true;
      news++;
      for (Block block : slots) {
        if (block != null) {
          block.giveBack();
        }
      }
      Arrays.fill(slots, null);
      notifyAll();
    }
    listener.run();
  }

  boolean isClosed() {
    return closed;
  }
}
