package dev.sheaf.pipeline;

import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.checkpoint.State;
import dev.sheaf.engine.AheadStage;
import dev.sheaf.engine.RingCursor;
import dev.sheaf.engine.RingCursor.Reached;
import dev.sheaf.engine.SamplesStage;
import dev.sheaf.engine.Workers;
import dev.sheaf.jfr.ConsumerWait;
import dev.sheaf.stage.FaultException;
import dev.sheaf.stage.Stage;
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
  private final AheadStage<T> stage;
  private final Workers workers;
  private final Checkpoint beginning;
  private final long size;
  private final long opened = System.nanoTime();
  private final AtomicLong waitNanos = new AtomicLong();
  private final AtomicLong itemsOfEarlierEpochs = new AtomicLong();

  /// Changed by the consumer, read by any thread.
  private volatile Epoch<T> epoch;

  /// One pass over the data.
  ///
  /// @param before how many of its items were received before this loader began
  /// @param over whether nothing is left of it
  private record Epoch<T>(long number, long before, RingCursor<T> cursor, boolean over) {
    Epoch<T> ended() {
      return new Epoch<>(number, before, cursor, true);
    }

    long received() {
      return before + cursor.items();
    }
  }

  /// @param beginning the checkpoint of the pipeline's very beginning
  /// @param from where to begin
  DataLoader(AheadStage<T> stage, Settings settings, Checkpoint beginning, Checkpoint from) {
    this.stage = stage;
    this.size = stage.size();
    this.beginning = beginning;
    this.workers = new Workers(settings.workers());
    try {
      this.epoch = begin(from);
    } catch (Throwable e) {
      workers.close();
      throw e;
    }
  }

  private Epoch<T> begin(Checkpoint from) {
    State state = from.state().orElse(null);
    if (state == null && from.position() > 0) {
      state = SamplesStage.at(from.position());
    }
    return new Epoch<>(from.epoch(), from.position(), stage.open(workers, from.epoch(), state), false);
  }

  /// Whether the position alone says where a consumer has got to.
  static boolean isArithmetic(Stage<?> stage) {
    return stage instanceof SamplesStage<?> && stage.size() != Stage.UNKNOWN;
  }

  /// What is left of the current epoch or, when nothing is, the next one. An epoch of a pipeline without items is empty.
  ///
  /// Its `hasNext()` waits where only the next item tells whether there is one; never where the pipeline knows its
  /// [size][Pipeline#size()]. Its `next()` waits for the item; an interrupt makes it throw a [CancellationException] and
  /// keeps the thread's flag, and nothing is lost: the next call waits for the same item. If the item could not be made
  /// it throws a [PipelineException], and so does every further call, unless the exception says that one may go on.
  ///
  /// @throws IllegalStateException if the loader is closed; so does `next()`, also while it waits. Also after 2^63 - 1
  ///     items, when no further epoch can be counted
  @Override
  public Iterator<T> iterator() {
    requireOpen();
    Epoch<T> current = epoch;
    if (isOver(current)) {
      long next = current.number() + 1;
      if (next >= stage.epochs()) {
        throw new IllegalStateException(
            "expected an epoch below %d, found %d; start anew".formatted(stage.epochs(), next));
      }
      current.cursor().close();
      itemsOfEarlierEpochs.addAndGet(current.cursor().items());
      epoch = begin(beginning.at(next, 0));
    }
    if (size == 0) {
      epoch = epoch.ended();
    }
    return new Items(epoch.number());
  }

  private boolean isOver(Epoch<T> current) {
    return current.over() || (size > 0 && current.received() == size);
  }

  /// The items of one epoch, for as long as it is the loader's.
  private final class Items implements Iterator<T> {
    private final long number;

    Items(long number) {
      this.number = number;
    }

    @Override
    public boolean hasNext() {
      Epoch<T> current = epoch;
      if (current.number() != number || current.over()) {
        return false;
      }
      if (size >= 0) {
        return current.received() < size;
      }
      requireOpen();
      if (seek(current)) {
        return true;
      }
      epoch = current.ended();
      return false;
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the epoch is at its end; ask the loader for another iterator");
      }
      requireOpen();
      Epoch<T> current = epoch;
      if (!seek(current)) {
        throw new IllegalStateException(
            "expected %d items in epoch %d, found %d; the pipeline miscounted"
                .formatted(size, number, current.received()));
      }
      current.cursor().advance();
      return current.cursor().item();
    }
  }

  /// Waits for the next item; false at the end of the epoch.
  private boolean seek(Epoch<T> current) {
    try {
      Boolean there = current.cursor().seek(0);
      return there != null ? there : await(current);
    } catch (FaultException e) {
      throw new PipelineException(e.fault(), current.number(), current.received());
    } catch (CancellationException e) {
      throw explained(e, current);
    }
  }

  private boolean await(Epoch<T> current) {
    ConsumerWait event = new ConsumerWait();
    event.begin();
    long begun = System.nanoTime();
    try {
      return Boolean.TRUE.equals(current.cursor().seek(Long.MAX_VALUE));
    } finally {
      waitNanos.addAndGet(System.nanoTime() - begun);
      event.finish(current.number(), current.received());
    }
  }

  private RuntimeException explained(CancellationException e, Epoch<T> current) {
    if (workers.isClosed()) {
      return new IllegalStateException("the loader is closed", e);
    }
    return new CancellationException(
        "interrupted while waiting for item %d of epoch %d; nothing is lost, the loader can go on"
            .formatted(current.received(), current.number()));
  }

  /// Where the consumer has got to: what it received, not what was made ahead. After the last item of an epoch that is
  /// the start of the next.
  public Checkpoint checkpoint() {
    Epoch<T> current = epoch;
    Reached reached = current.cursor().reached();
    long position = current.before() + reached.items();
    if (current.over() || (position > 0 && position == size)) {
      return beginning.at(current.number() + 1, 0);
    }
    return isArithmetic(stage) || position == 0
        ? beginning.at(current.number(), position)
        : beginning.at(current.number(), position, reached.state());
  }

  /// What was done since the loader was opened.
  public PipelineStats stats() {
    return new PipelineStats(
        itemsOfEarlierEpochs.get() + epoch.cursor().items(),
        workers.count(),
        System.nanoTime() - opened,
        waitNanos.get(),
        workers.busyNanos());
  }

  /// Ends the loader; returns after its last thread has ended. A second call waits for the same.
  ///
  /// A consumer that waits is woken with an [IllegalStateException]. Functions and collators that run are interrupted.
  /// A read in progress is waited for and not interrupted, since an interrupt would close its file for every reader.
  /// A function that closes its own loader is not waited for.
  @Override
  public void close() {
    workers.end();
    epoch.cursor().close();
    workers.close();
  }

  private void requireOpen() {
    if (workers.isClosed()) {
      throw new IllegalStateException("the loader is closed");
    }
  }
}
