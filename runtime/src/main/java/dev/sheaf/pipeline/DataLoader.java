package dev.sheaf.pipeline;

import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.checkpoint.State;
import dev.sheaf.engine.Account;
import dev.sheaf.engine.AheadCursor;
import dev.sheaf.engine.AheadCursor.Reached;
import dev.sheaf.engine.AheadStage;
import dev.sheaf.engine.PrefetchStage;
import dev.sheaf.engine.QuarantineFile;
import dev.sheaf.engine.Receiving;
import dev.sheaf.engine.SamplesStage;
import dev.sheaf.engine.Stuck;
import dev.sheaf.engine.Workers;
import dev.sheaf.io.StorageException;
import dev.sheaf.jfr.ConsumerWait;
import dev.sheaf.order.Fault;
import dev.sheaf.stage.FaultException;
import dev.sheaf.stage.OnError;
import dev.sheaf.stage.Stage;
import dev.sheaf.stage.Tally;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
  /// Stands in a checkpoint for the beginning of an epoch.
  private static final String BEGINNING = "beginning";

  private final AheadStage<T> stage;
  private final Workers workers;
  private final Checkpoint beginning;

  /// How many items an epoch has; asked for once, since a deep pipeline asks all its stages.
  private final long size;

  private final long opened;
  private final Settings settings;
  private final Receiving receiving;

  /// Whether items may be left out, so that only running tells how many there are.
  private final boolean leavesOut;

  private final Map<Path, QuarantineFile> files;
  private final AtomicLong waitNanos = new AtomicLong();
  private final AtomicLong itemsOfEarlierEpochs = new AtomicLong();

  /// Changed by the consumer, read by any thread.
  private volatile Epoch<T> epoch;

  /// Whether an item failed that the consumer went on behind, so that there will be fewer than there should.
  private boolean isToldOfFaults;

  /// Whether the next item is there and was not taken.
  private boolean isSought;

  /// What ended the run before its time.
  private volatile @Nullable PipelineException failure;

  /// One pass over the data.
  ///
  /// @param before how many of its items were received before this loader began
  /// @param delivered how many items of epochs before it were
  /// @param begun what was counted when it began
  /// @param over what was counted in the end, when nothing is left of it; else null
  private record Epoch<T>(
      long number, long before, long delivered, AheadCursor<T> cursor, Account begun, @Nullable Account over) {
    Epoch<T> ended(Account account) {
      return new Epoch<>(number, before, delivered, cursor, begun, account);
    }

    long received() {
      return before + cursor.items();
    }

    boolean isOver() {
      return over != null;
    }

    Account account() {
      return over != null ? over : cursor.reached().account();
    }
  }

  /// @param beginning the checkpoint of the pipeline's very beginning
  /// @param from where to begin
  DataLoader(AheadStage<T> stage, Settings settings, Checkpoint beginning, Checkpoint from) {
    this.stage = stage;
    this.size = stage.size();
    this.beginning = beginning;
    this.settings = settings;
    this.leavesOut = settings.policies().leaveAnyOut();
    Observed observed = settings.observed();
    this.workers = new Workers(settings.workers(), settings.policies(), observed.time(), observed.stations());
    this.opened = workers.nanoTime();
    State state = from.state().orElse(null);
    Account account = account(from, false);
    this.files = new HashMap<>();
    try {
      openFiles(account);
      this.receiving = new Receiving(workers, account, files);
      this.epoch =
          state != null && Account.isPartOf(state)
              ? begin(from, inner(state), state.number(0), account(from, true))
              : begin(from, state, delivered(from), account(beginning.at(from.epoch(), 0), false));
      this.isToldOfFaults = account.since(epoch.begun()).lost() > 0;
    } catch (FaultException e) {
      close(e);
      throw new PipelineException(e.fault(), false, from.epoch(), from.position());
    } catch (Throwable e) {
      close(e);
      throw e;
    }
    Consumer<? super Progress> listener = observed.listener();
    if (listener != null) {
      workers.every(observed.every(), "progress", () -> listener.accept(progress()));
    }
  }

  /// A recipe for the pipeline that most loaders are, which begins with these items.
  public static <S> DataLoaderBuilder<S> of(Pipeline<S> source) {
    return DataLoaderBuilder.of(source);
  }

  /// What was counted until a checkpoint, or until its epoch began.
  private Account account(Checkpoint from, boolean untilEpoch) {
    State state = from.state().orElse(null);
    if (state != null && Account.isPartOf(state)) {
      return Account.ofState(state, untilEpoch);
    }
    SamplesStage<?> samples = samples(stage);
    return samples != null && samples.isCounted()
        ? samples.accountAt(from.epoch(), from.position())
        : Account.EMPTY;
  }

  /// How many items earlier epochs had, if nothing was left out.
  private long delivered(Checkpoint from) {
    return size < 0 || from.epoch() == 0 ? 0 : from.epoch() * size;
  }

  private static @Nullable State inner(State state) {
    State inner = state.parts().getFirst();
    return inner.stage().equals(BEGINNING) ? null : inner;
  }

  private void openFiles(Account account) {
    List<Path> paths =
        settings.policies().all()
            .flatMap(answer -> answer instanceof OnError.Quarantine(Path path, _) ? Stream.of(path) : Stream.of())
            .distinct()
            .toList();
    for (Path path : paths) {
      long lines =
          account.counts().stream()
              .filter(count -> count.kind() == Tally.Kind.QUARANTINED)
              .filter(
                  count ->
                      settings.policies().of(count.stage()) instanceof OnError.Quarantine(Path itsPath, _)
                          && itsPath.equals(path))
              .mapToLong(Account.Count::count)
              .sum();
      files.put(path, QuarantineFile.open(path, lines));
    }
  }

  private Epoch<T> begin(Checkpoint from, @Nullable State at, long delivered, Account begun) {
    State state = at;
    if (state == null && from.position() > 0) {
      state = SamplesStage.at(from.position());
    }
    AheadStage<T> opened = state == null ? stage : PrefetchStage.resumed(stage, state);
    AheadCursor<T> cursor = opened.open(receiving, from.epoch(), state);
    receiving.begin(from.epoch(), () -> from.position() + cursor.items());
    return new Epoch<>(from.epoch(), from.position(), delivered, cursor, begun, null);
  }

  /// Whether the position alone says where a consumer has got to.
  static boolean isArithmetic(Stage<?> stage) {
    SamplesStage<?> samples = samples(stage);
    return samples != null && samples.size() != Stage.UNKNOWN;
  }

  /// The order that items come from as they are, if they do.
  private static @Nullable SamplesStage<?> samples(Stage<?> stage) {
    return switch (stage) {
      case SamplesStage<?> samples -> samples;
      case PrefetchStage<?> prefetch -> samples(prefetch.upstream().getFirst());
      default -> null;
    };
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
    if (isOver(current)) {
      long next = current.number() + 1;
      if (next >= stage.epochs()) {
        throw new IllegalStateException(
            "expected an epoch below %d, found %d; start anew".formatted(stage.epochs(), next));
      }
      Account until = current.account();
      current.cursor().close();
      current.cursor().giveBack();
      itemsOfEarlierEpochs.addAndGet(current.cursor().items());
      epoch = begin(beginning.at(next, 0), null, current.delivered() + current.received(), until);
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

  private boolean isOver(Epoch<T> current) {
    return current.isOver() || (size > 0 && current.received() == size);
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
      if (current.number() != number || current.isOver()) {
        return false;
      }
      if (size >= 0 && current.received() == size) {
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
      if (!hasNext()) {
        throw new NoSuchElementException("the epoch is at its end; ask the loader for another iterator");
      }
      requireOpen();
      Epoch<T> current = epoch;
      if (!seek(current)) {
        throw new NoSuchElementException("the epoch is at its end; ask the loader for another iterator");
      }
      return taken(current);
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
      Boolean found = (there != null || nanos == 0) ? there : await(current, nanos);
      isSought = Boolean.TRUE.equals(found);
      if (Boolean.FALSE.equals(found)) {
        receiving.requireNotExceeded();
        end(current);
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
      throw explained(e, current);
    }
  }

  private T taken(Epoch<T> current) {
    current.cursor().advance();
    isSought = false;
    return current.cursor().item();
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
    return !isOver(current) && Boolean.TRUE.equals(seek(current, nanos(most)))
        ? Optional.of(taken(current))
        : Optional.empty();
  }

  /// Whether all items of the current epoch were received, as far as is known: where only running tells whether there is
  /// another, whoever has received the last one may not know yet that it was. The next call of [#iterator()] begins another.
  public boolean isAtEnd() {
    return isOver(epoch);
  }

  /// So many nanoseconds, as far as they can be counted.
  static long nanos(Duration duration) {
    return duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0 ? duration.toNanos() : Long.MAX_VALUE;
  }

  /// Ends an epoch, but not before its time without a word.
  private void end(Epoch<T> current) {
    Account account = current.cursor().account();
    long lost = account.since(current.begun()).lost();
    if (size >= 0 && current.received() + lost < size) {
      throw new IllegalStateException(
          "expected %d items in epoch %d, found %d, and %d that were left out; the pipeline miscounted"
              .formatted(size, current.number(), current.received(), lost));
    }
    epoch = current.ended(account);
  }

  private @Nullable Boolean await(Epoch<T> current, long nanos) {
    ConsumerWait event = new ConsumerWait();
    event.begin();
    long begun = workers.nanoTime();
    try {
      long left = nanos;
      while (left > 0) {
        Boolean there = current.cursor().seek(Math.min(left, workers.untilOverdue()));
        if (there != null) {
          return there;
        }
        long waited = workers.nanoTime() - begun;
        left = nanos == Long.MAX_VALUE ? nanos : nanos - waited;
        List<Stuck> overdue = workers.overdue();
        if (!overdue.isEmpty()) {
          throw new ItemTimeoutException(waited, overdue, current.number(), current.received());
        }
      }
      return null;
    } finally {
      waitNanos.addAndGet(workers.nanoTime() - begun);
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
    if (current.over() != null || (position > 0 && position == size)) {
      Account account = current.over() != null ? current.over() : reached.account();
      Checkpoint next = beginning.at(current.number() + 1, 0);
      return isCounted(account)
          ? next
          : beginning.at(
              next.epoch(), 0, account.toState(State.of(BEGINNING), current.delivered() + position, account));
    }
    if (isCounted(reached.account()) && (isArithmetic(stage) || position == 0)) {
      return beginning.at(current.number(), position);
    }
    return beginning.at(
        current.number(), position, reached.account().toState(reached.state(), current.delivered(), current.begun()));
  }

  /// Whether the position alone says what was counted.
  private boolean isCounted(Account account) {
    SamplesStage<?> samples = samples(stage);
    return account.counts().isEmpty()
        || (account.lost() == 0 && !settings.policies().countCalls() && samples != null && samples.isCounted());
  }

  /// What became of everything since the run began, also before a checkpoint that this loader was resumed from. May be
  /// called by any thread.
  public Ledger ledger() {
    Epoch<T> current = epoch;
    return Ledger.of(current.account(), current.delivered() + current.received());
  }

  /// What became of everything in the current epoch, or the one that has just ended. May be called by any thread.
  public Ledger epochLedger() {
    Epoch<T> current = epoch;
    return Ledger.of(current.account().since(current.begun()), current.received());
  }

  /// What was done since the loader was opened.
  public PipelineStats stats() {
    return new PipelineStats(
        itemsOfEarlierEpochs.get() + epoch.cursor().items(),
        workers.count(),
        workers.nanoTime() - opened,
        waitNanos.get(),
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
    close(null);
    epoch.cursor().giveBack();
  }

  private void close(@Nullable Throwable before) {
    workers.close();
    for (QuarantineFile file : files.values()) {
      try {
        file.close();
      } catch (StorageException e) {
        if (before == null) {
          throw e;
        }
        before.addSuppressed(e);
      }
    }
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
