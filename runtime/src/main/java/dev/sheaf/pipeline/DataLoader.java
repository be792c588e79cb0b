package dev.sheaf.pipeline;

import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.checkpoint.State;
import dev.sheaf.engine.Account;
import dev.sheaf.engine.AheadCursor;
import dev.sheaf.engine.AheadStage;
import dev.sheaf.engine.FailedCursor;
import dev.sheaf.engine.PrefetchStage;
import dev.sheaf.engine.Receiving;
import dev.sheaf.engine.Workers;
import dev.sheaf.order.Finitude;
import dev.sheaf.stage.FaultException;
import dev.sheaf.stage.Stage;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// A running pipeline: worker threads make batches ahead, and one consumer receives them in order.
///
/// Each call of [#iterator()] gives what is left of the current epoch or, when nothing is, the next one; there is no
/// last epoch. The first is begun when the loader is opened, every other when its iterator is asked for.
///
/// Batches come in two modes. *Handed over*: they stay valid after the loader is closed, and are freed by the garbage
/// collector. *Reused*, where the pipeline says [IndexedPipeline#reusedBatches()]: the loader owns the memory of a few batches;
/// one is the consumer's until it asks for the next item, by `hasNext()` or `next()`, or for the next epoch, or closes the
/// loader. Then its memory is filled anew, and whoever still looks at it sees another batch; after [#close()] that is an
/// [IllegalStateException]. See [ReusedBatches#guarded()] for finding such a look.
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
  private final Settings settings;
  private final Checkpoints checkpoints;

  /// How many items an epoch has; asked for once, since a deep pipeline asks all its stages.
  private final long size;

  /// Whether items may be left out, so that only running tells how many there are.
  private final boolean leavesOut;

  private final QuarantineFiles files;
  private final Workers workers;
  private final Waiting waiting;
  private final Receiving receiving;
  private final long opened;
  private final AtomicLong itemsOfEarlierEpochs = new AtomicLong();

  /// Changed by the consumer, read by any thread.
  private volatile Epoch<T> epoch;

  /// Whether an item failed that the consumer went on behind, so that there will be fewer than there should.
  private boolean isToldOfFaults;

  /// Whether the next item is there and was not taken.
  private boolean isSought;

  /// What ended the run before its time.
  private volatile @Nullable PipelineException failure;

  /// @param beginning the checkpoint of the pipeline's very beginning
  /// @param from where to begin
  DataLoader(AheadStage<T> stage, Settings settings, Checkpoint beginning, Checkpoint from) {
    this.stage = stage;
    this.settings = settings;
    this.size = stage.size();
    this.leavesOut = settings.policies().leaveAnyOut();
    this.checkpoints = new Checkpoints(stage, size, settings.policies(), beginning);
    Start start = checkpoints.start(from);
    this.files = QuarantineFiles.open(settings.policies(), start.account());
    Observed observed = settings.observed();
    this.workers = new Workers(settings.workers(), settings.policies(), observed.time(), observed.stations());
    this.opened = workers.nanoTime();
    this.waiting = new Waiting(workers);
    try {
      this.receiving = new Receiving(workers, hasEndless(stage), start.account(), files.byPath());
      this.epoch = begin(start);
    } catch (Throwable e) {
      closeAfter(e);
      throw e;
    }
    this.isToldOfFaults = start.account().since(start.begun()).lost() > 0;
    Consumer<? super Progress> listener = observed.listener();
    if (listener != null) {
      workers.every(observed.every(), "progress", () -> listener.accept(progress()));
    }
  }

  /// A recipe for the pipeline that most loaders are, which begins with these items.
  public static <S> DataLoaderBuilder<S> of(Pipeline<S> source) {
    return DataLoaderBuilder.of(source);
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
    if (workers.isClosed()) {
      requireNotFailed();
    }
    requireOpen();
    Epoch<T> current = epoch;
    if (current.isOver(size)) {
      long next = current.number() + 1;
      if (next >= stage.epochs()) {
        throw new IllegalStateException(
            "expected an epoch below %d, found %d; start anew".formatted(stage.epochs(), next));
      }
      Account until = current.account();
      current.cursor().close();
      current.cursor().giveBack();
      itemsOfEarlierEpochs.addAndGet(current.cursor().items());
      epoch = begin(Start.of(next, current.receivedInAll(), until));
    }
    if (size == 0) {
      epoch = epoch.ended(epoch.account());
    }
    return new Items(epoch.number());
  }

  /// What [#iterator()] gives, as a stream: an epoch, or what is left of one. It is sequential, also if told otherwise, and
  /// takes one item at a time, when it is asked for: what a stream leaves, such as behind `limit(3)`, is given by the next.
  ///
  /// Its terminal operation waits and throws as the iterator's `next()` does. After a [PipelineException] that one may go on
  /// behind, another stream has the rest of the epoch. Closing the stream closes nothing; the loader stays its owner's.
  ///
  /// Reused batches are an item's while it passes through the stream: to collect them is an error.
  ///
  /// ```java
  /// double sum = loader.stream().mapToDouble(batch -> loss(batch)).sum();
  /// ```
  ///
  /// @throws IllegalStateException if the loader is closed; so does the terminal operation
  public Stream<T> stream() {
    return StreamSupport.stream(new EpochSpliterator<>(iterator()), false);
  }

  /// The next item of the current epoch, if it comes in time; else nothing, and it can be asked for again. Also nothing at
  /// the end of the epoch: [#isAtEnd()] tells which.
  ///
  /// @param most how long to wait; 0 for an item that is there already
  /// @throws IllegalArgumentException if the time is negative
  /// @throws IllegalStateException if the loader is closed, before or meanwhile
  /// @throws PipelineException as [#iterator()] says
  public Optional<T> poll(Duration most) {
    if (most.isNegative()) {
      throw new IllegalArgumentException("expected a time of 0 or more, found " + most);
    }
    Epoch<T> current = epoch;
    return !current.isOver(size) && Boolean.TRUE.equals(seek(current, Waiting.nanos(most)))
        ? Optional.of(taken(current))
        : Optional.empty();
  }

  /// Whether all items of the current epoch were received, as far as is known: where only running tells whether there is
  /// another, whoever has received the last one may not know yet that it was. The next call of [#iterator()] begins another.
  public boolean isAtEnd() {
    return epoch.isOver(size);
  }

  /// Where the consumer has got to: what it received, not what was made ahead. After the last item of an epoch that is
  /// the start of the next.
  public Checkpoint checkpoint() {
    return checkpoints.of(epoch);
  }

  /// What became of everything since the run began, also before a checkpoint that this loader was resumed from. May be
  /// called by any thread.
  public Ledger ledger() {
    return epoch.ledgerOfRun();
  }

  /// What became of everything in the current epoch, or the one that has just ended. May be called by any thread.
  public Ledger epochLedger() {
    return epoch.ledger();
  }

  /// What was done since the loader was opened.
  public PipelineStats stats() {
    return new PipelineStats(
        itemsOfEarlierEpochs.get() + epoch.cursor().items(),
        workers.count(),
        workers.nanoTime() - opened,
        waiting.nanos(),
        workers.busyNanos(),
        workers.stations());
  }

  /// How far the loader has got. May be called by any thread.
  public Progress progress() {
    Epoch<T> current = epoch;
    return new Progress(
        current.number(),
        current.received(),
        size,
        itemsOfEarlierEpochs.get() + current.cursor().items(),
        Duration.ofNanos(workers.nanoTime() - opened));
  }

  /// Ends the loader; returns after its last thread has ended. A second call waits for the same.
  ///
  /// A consumer that waits is woken with an [IllegalStateException]. Functions and collators that run are interrupted.
  /// A read in progress is waited for and not interrupted, since an interrupt would close its file for every reader.
  /// A function that closes its own loader is not waited for.
  /// What was made ahead and not asked for is forgotten, and so are its failures.
  @Override
  public void close() {
    workers.end();
    epoch.cursor().close();
    workers.close();
    epoch.cursor().giveBack();
    files.close();
  }

  private static boolean hasEndless(Stage<?> stage) {
    return stage.finitude() != Finitude.FINITE || stage.upstream().stream().anyMatch(DataLoader::hasEndless);
  }

  private Epoch<T> begin(Start start) {
    State state = start.state();
    AheadCursor<T> cursor = open(start.epoch(), state, start.account());
    receiving.begin(start.epoch(), () -> start.position() + cursor.items());
    return new Epoch<>(start.epoch(), start.position(), start.delivered(), cursor, start.begun(), null);
  }

  private AheadCursor<T> open(long number, @Nullable State state, Account account) {
    if (state == null) {
      return stage.open(receiving, number, null);
    }
    try {
      return PrefetchStage.resumed(stage, state).open(receiving, number, state);
    } catch (FaultException e) {
      return new FailedCursor<>(e, state, account);
    }
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
      if (current.number() != number || current.isOver() || (size >= 0 && current.received() == size)) {
        return false;
      }
      if (size >= 0 && !leavesOut && !isToldOfFaults) {
        return true;
      }
      requireOpen();
      return seek(current);
    }

    @Override
    public T next() {
      if (hasNext()) {
        requireOpen();
        Epoch<T> current = epoch;
        if (seek(current)) {
          return taken(current);
        }
      }
      throw new NoSuchElementException("the epoch is at its end; ask the loader for another iterator");
    }
  }

  /// Waits for the next item; false at the end of the epoch.
  private boolean seek(Epoch<T> current) {
    long most = settings.timeoutNanos() > 0 ? settings.timeoutNanos() : Long.MAX_VALUE;
    Boolean there = seek(current, most);
    if (there == null) {
      throw new ItemTimeoutException(most, workers.calls(), current.number(), current.received());
    }
    return there;
  }

  /// Waits for the next item for some time; null if it does not come.
  private @Nullable Boolean seek(Epoch<T> current, long nanos) {
    requireNotFailed();
    requireOpen();
    try {
      if (!isSought) {
        receiving.requireNotExceeded();
      }
      Boolean there = current.cursor().seek(0);
      Boolean found = (there != null || nanos == 0) ? there : waiting.await(current, nanos);
      isSought = Boolean.TRUE.equals(found);
      if (Boolean.FALSE.equals(found)) {
        receiving.requireNotExceeded();
        epoch = current.atEnd(size);
      }
      return found;
    } catch (FaultException e) {
      isToldOfFaults |= !e.isFinal();
      PipelineException explained =
          PipelineException.of(e.fault(), !e.isFinal(), current.number(), current.received());
      if (e.isFinal()) {
        failure = explained;
      }
      throw explained;
    } catch (CancellationException e) {
      throw waiting.ended(e, current);
    }
  }

  private T taken(Epoch<T> current) {
    current.cursor().advance();
    isSought = false;
    return current.cursor().item();
  }

  private void closeAfter(Throwable e) {
    workers.close();
    files.closeAfter(e);
  }

  private void requireNotFailed() {
    PipelineException known = failure;
    if (known != null) {
      throw known;
    }
  }

  private void requireOpen() {
    if (workers.isClosed()) {
      throw new IllegalStateException("the loader is closed");
    }
  }
}
