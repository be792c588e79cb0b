package dev.sheaf.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// A bounded number of batches that are used again: whoever fills one takes a slot and waits where none is free,
/// whoever has read it releases the slot.
///
/// ```java
/// try (BatchPool<DigitBatch> pool = DigitBatch.collator().pool(64, 4)) {
///   BatchSlot<DigitBatch> slot = pool.take();
///   collator.collate(rows, slot);
///   read(slot.batch());
///   slot.release();
/// }
/// ```
/// Thread-safe.
///
/// @param <B> the batch
public final class BatchPool<B> implements AutoCloseable {
  private final Function<Consumer<BatchSlot<B>>, BatchSlot<B>> maker;
  private final int batches;
  private final boolean guarded;
  private final List<BatchSlot<B>> made = new ArrayList<>();

  /// The one that was used last is the next: its memory may still be in the cache.
  private final Deque<BatchSlot<B>> idle = new ArrayDeque<>();

  private boolean closed;

  /// @param maker makes a slot that goes where it is told when it is released
  /// @param guarded whether a slot is taken once only, so that whoever still has it is told
  BatchPool(Function<Consumer<BatchSlot<B>>, BatchSlot<B>> maker, int batches, boolean guarded) {
    if (batches < 1) {
      throw new IllegalArgumentException("expected a pool of 1 batch or more, found " + batches);
    }
    this.maker = maker;
    this.batches = batches;
    this.guarded = guarded;
  }

  /// How many batches there are at most.
  public int batches() {
    return batches;
  }

  /// A slot that is free. Waits until one is released where all are in use.
  ///
  /// @throws InterruptedException if the thread is interrupted while it waits
  /// @throws IllegalStateException if the pool is closed, or closes while the thread waits
  public synchronized BatchSlot<B> take() throws InterruptedException {
    while (!closed && idle.isEmpty() && made.size() == batches) {
      wait();
    }
    if (closed) {
      throw new IllegalStateException("the pool is closed");
    }
    BatchSlot<B> slot = idle.pollLast();
    if (slot == null) {
      slot = maker.apply(this::giveBack);
      made.add(slot);
    }
    slot.lend();
    return slot;
  }

  private synchronized void giveBack(BatchSlot<B> slot) {
    if (guarded) {
      slot.close();
      made.remove(slot);
    } else {
      idle.addLast(slot);
    }
    notify();
  }

  /// Frees the memory of all batches: at once, or where one is read, when it is released. Threads that wait are woken.
  /// May be called twice.
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
    made.forEach(BatchSlot::close);
  }
}
