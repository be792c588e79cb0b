package dev.sheaf.pipeline;

import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.jfr.ConsumerWait;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

/// A running pipeline: worker threads make batches ahead, and one consumer receives them in order.
///
/// Each call of [#iterator()] gives what is left of the current epoch or, when nothing is, the next one; there is no
/// last epoch. The first is begun when the loader is opened, every other when its iterator is asked for. Batches
/// are handed over: they stay valid after the loader is closed.
///
/// One thread at a time may iterate; [#checkpoint()], [#stats()] and [#close()] may be called by any thread. The loader
/// owns its threads. It does not own the dataset, which must stay open until the loader is closed. The dataset, the
/// functions and the collator are called on the loader's threads, several at once.
///
/// ```java
/// try (DataLoader<DigitBatch> loader = pipeline.open()) {
///   for (int epoch = 0; epoch < 10; epoch++) {
///     for (DigitBatch batch : loader) {
///       train(batch);
///     }
///   }
/// }
/// ```
///
/// @param <T> what comes out: batches, or rows if the pipeline makes none
public final class DataLoader<T> implements Iterable<T>, AutoCloseable {
  private final Engine<T> engine;
  private final Checkpoint beginning;
  private final long opened = System.nanoTime();
  private final long openedAt;

  // Written by the consumer alone, read by any thread.
  private final AtomicLong received;
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong waitNanos = new AtomicLong();

  // Of the consumer alone.
  private Block<T> block = Block.empty();
  private int nextInBlock;
  private long begunEpoch;

  /// Begins to work after `received` items, counted through all epochs; an epoch without items counts as one, so that
  /// epochs go by.
  ///
  /// @param beginning the checkpoint of the pipeline's very beginning
  DataLoader(Engine<T> engine, Checkpoint beginning, long received) {
    this.engine = engine;
    this.beginning = beginning;
    this.openedAt = received;
    this.received = new AtomicLong(received);
    begin();
    engine.start();
  }

  /// What is left of the current epoch or, when nothing is, the next one. An epoch of a pipeline without rows is empty.
  ///
  /// Its `hasNext()` never blocks. Its `next()` waits for the batch; an interrupt makes it throw a
  /// [CancellationException] and keeps the thread's flag, and nothing is lost: the next call waits for the same batch.
  /// If the batch could not be made it throws a [PipelineException], and so does every further call.
  ///
  /// @throws IllegalStateException if the loader is closed; so does `next()`, also while it waits. Also after 2^63 - 1
  ///     items, when no further epoch can be counted
  @Override
  public Iterator<T> iterator() {
    requireOpen();
    if (epoch() >= Long.MAX_VALUE / itemsOrOne()) {
      throw new IllegalStateException(
          "expected an epoch below %d, found %d; start anew".formatted(Long.MAX_VALUE / itemsOrOne(), epoch()));
    }
    if (engine.itemsPerEpoch() == 0) {
      count(received, 1);
    } else if (epoch() != begunEpoch) {
      begin();
    }
    long end = engine.itemsPerEpoch() == 0 ? received.get() : (epoch() + 1) * engine.itemsPerEpoch();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return received.get() < end;
      }

      @Override
      public T next() {
        if (!hasNext()) {
          throw new NoSuchElementException("the epoch is at its end; ask the loader for another iterator");
        }
        return receive();
      }
    };
  }

  /// Where the consumer has got to: what it received, not what was made ahead. After the last batch of an epoch that is
  /// the start of the next.
  public Checkpoint checkpoint() {
    long now = received.get();
    return beginning.at(now / itemsOrOne(), now % itemsOrOne());
  }

  /// What was done since the loader was opened.
  public PipelineStats stats() {
    return new PipelineStats(
        rows.get(),
        engine.itemsPerEpoch() == 0 ? 0 : received.get() - openedAt,
        engine.threads(),
        System.nanoTime() - opened,
        waitNanos.get(),
        engine.busyNanos());
  }

  /// Ends the loader; returns after its last thread has ended. A second call waits for the same.
  ///
  /// A consumer that waits is woken with an [IllegalStateException]. Functions and collators that run are interrupted.
  /// A read in progress is waited for and not interrupted, since an interrupt would close its file for every reader.
  /// A function that closes its own loader is not waited for.
  @Override
  public void close() {
    engine.close();
  }

  private void begin() {
    begunEpoch = epoch();
    if (engine.itemsPerEpoch() > 0) {
      engine.begin(begunEpoch, received.get() % engine.itemsPerEpoch());
    }
  }

  private T receive() {
    requireOpen();
    while (nextInBlock == block.count()) {
      if (block.failure() != null) {
        throw new PipelineException(block.failure());
      }
      block = nextBlock();
      nextInBlock = 0;
    }
    T item = block.item(nextInBlock++);
    count(rows, block.rowsPerItem());
    count(received, 1);
    return item;
  }

  private Block<T> nextBlock() {
    Block<T> finished = engine.poll();
    return finished != null ? finished : await();
  }

  private Block<T> await() {
    ConsumerWait event = new ConsumerWait();
    event.begin();
    long begun = System.nanoTime();
    try {
      return engine.take();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CancellationException(
          "interrupted while waiting for %s %d of epoch %d; nothing is lost, the loader can go on"
              .formatted(engine.unit(), received.get() % itemsOrOne(), epoch()));
    } finally {
      count(waitNanos, System.nanoTime() - begun);
      event.finish(epoch(), received.get() % itemsOrOne());
    }
  }

  private long epoch() {
    return received.get() / itemsOrOne();
  }

  private long itemsOrOne() {
    return Math.max(1, engine.itemsPerEpoch());
  }

  private void requireOpen() {
    if (engine.isClosed()) {
      throw new IllegalStateException("the loader is closed");
    }
  }

  /// Adds to a counter that no other thread writes.
  private static void count(AtomicLong counter, long more) {
    counter.setRelease(counter.getPlain() + more);
  }
}
