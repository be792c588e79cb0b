package dev.sheaf.pipeline;

import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Hands blocks from the workers to the consumer, in order, through a fixed number of slots.
///
/// Blocks have ordinals from 0, which run on from epoch to epoch. A worker claims the next one, makes the block and
/// puts it into the slot of its ordinal; the consumer takes them one after the other. No more blocks than there are
/// slots are claimed and not yet taken. One lock guards everything: it is taken three times for each block, not for
/// rows.
final class BlockRing<T> {
  /// What [#claim()] says when the ring is closed.
  static final long CLOSED = -1;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition claimable = lock.newCondition();
  private final Condition finished = lock.newCondition();
  private final @Nullable Block<T>[] slots;
  private long claimed;
  private long taken;
  private long end;
  private boolean failed;
  private volatile boolean closed;

  @SuppressWarnings({"unchecked", "rawtypes"}) // There are no arrays of generic types.
  BlockRing(int slots) {
    this.slots = (Block<T>[]) new Block[slots];
  }

  /// Lets `blocks` more be made. Whatever was written before is seen by the workers that claim them.
  void extend(long blocks) {
    lock.lock();
    try {
      end += blocks;
      claimable.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The ordinal of the first block that is not to be made yet.
  long end() {
    lock.lock();
    try {
      return end;
    } finally {
      lock.unlock();
    }
  }

  /// The ordinal of the next block to make, or [#CLOSED]. Waits for a free slot; after a failure, for the end.
  long claim() {
    lock.lock();
    try {
      while (!closed && (failed || claimed >= end || claimed - taken >= slots.length)) {
        claimable.awaitUninterruptibly();
      }
      return closed ? CLOSED : claimed++;
    } finally {
      lock.unlock();
    }
  }

  /// Gives the block that was claimed.
  void put(long ordinal, Block<T> block) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      slots[(int) (ordinal % slots.length)] = block;
      failed |= block.failure() != null;
      if (ordinal == taken) {
        finished.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /// The next block in order, or null if it is not finished.
  ///
  /// @throws IllegalStateException if the ring is closed
  @Nullable Block<T> poll() {
    lock.lock();
    try {
      return next();
    } finally {
      lock.unlock();
    }
  }

  /// The next block in order. Waits until it is finished.
  ///
  /// @throws IllegalStateException if the ring is closed, before or meanwhile
  /// @throws InterruptedException if the thread is interrupted; nothing is taken then
  Block<T> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Block<T> block = next();
      while (block == null) {
        finished.await();
        block = next();
      }
      return block;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Block<T> next() {
    if (closed) {
      throw new IllegalStateException("the loader is closed");
    }
    int slot = (int) (taken % slots.length);
    Block<T> block = slots[slot];
    if (block != null) {
      slots[slot] = null;
      taken++;
      claimable.signal();
    }
    return block;
  }

  /// Wakes everyone, and forgets what was not taken.
  void close() {
    lock.lock();
    try {
      closed = true;
      Arrays.fill(slots, null);
      claimable.signalAll();
      finished.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    return closed;
  }
}
