package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Footprint;
import dev.sheaf.engine.Workers.Watch;
import dev.sheaf.order.Ending;
import dev.sheaf.order.Fault;
import dev.sheaf.stage.Concurrency;
import dev.sheaf.stage.Concurrency.Threads;
import dev.sheaf.stage.Holding;
import dev.sheaf.stage.Run;
import dev.sheaf.stage.Stage;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a function makes of each item, several calls at once: one item of each, or as many as it likes.
///
/// A [feeder][CallFeeder] draws items and puts them into a [CallWindow], [callers][Caller] make the calls, and whoever
/// draws takes what was made.
///
/// @param <S> what the function is called with
/// @param <T> the items
public final class ConcurrentStage<S, T> extends AheadStage<T> {
  /// However little time a call takes.
  private static final int MOST_AT_ONCE = 256;

  private static final int MOST_PLACES = 4096;

  private final Stage<S> upstream;
  private final String name;
  private final Concurrency concurrency;
  private final long timeoutNanos;
  private final Making making;
  private final String call;

  private ConcurrentStage(
      Stage<S> upstream, String name, Concurrency concurrency, long timeoutNanos, Making making, String call) {
    this.upstream = upstream;
    this.name = name;
    this.concurrency =
        concurrency.threads() == Threads.DRAWING ? new Concurrency(Threads.VIRTUAL, 1, true) : concurrency;
    this.timeoutNanos = timeoutNanos;
    this.making = making;
    this.call = call;
  }

  /// A stage that makes one item of each.
  ///
  /// @param name what errors call it
  /// @param timeoutNanos how long a call may take; 0 for as long as it likes
  public static <S, T> ConcurrentStage<S, T> map(
      Stage<S> upstream,
      String name,
      Concurrency concurrency,
      long timeoutNanos,
      Function<? super S, ? extends T> function) {
    return new ConcurrentStage<>(
        upstream, name, concurrency, timeoutNanos, Making.One.of(function), concurrency.isOrdered() ? "" : "unordered()");
  }

  /// A stage that makes any number of items of each. They are given as they are made.
  ///
  /// @param name what errors call it
  /// @param timeoutNanos how long a call may take to give the next; 0 for as long as it likes
  public static <S, T> ConcurrentStage<S, T> flatMap(
      Stage<S> upstream,
      String name,
      Concurrency concurrency,
      long timeoutNanos,
      Function<? super S, ? extends Iterable<? extends T>> function) {
    return new ConcurrentStage<>(
        upstream,
        name,
        concurrency,
        timeoutNanos,
        Making.Many.of(function),
        concurrency.isOrdered() ? "flatMap()" : "flatMap().unordered()");
  }

  @Override
  public AheadCursor<T> open(Run run, long epoch, @Nullable State from) {
    Drawing drawing = Drawing.of(run);
    Workers workers = drawing.workers();
    CallsState begin = CallsState.of(from);
    CallFeeder<S> feeder = new CallFeeder<>(workers, upstream, epoch, begin.base());
    // Where only items are handed on that others have made, they measure that.
    boolean isStation = !(upstream instanceof AheadStage<?> || upstream instanceof PathStage<?>);
    String station = isStation ? PrefetchStage.station(upstream) : name;
    Meter before = isStation ? workers.meter(station) : null;
    feeder.measured(new FeederMeter(workers, station, before));
    Meter meter = workers.meter(name);
    PendingCalls pending =
        concurrency.isOrdered()
            ? new OrderedCalls(feeder.here(), begin.unfinished())
            : new UnorderedCalls(
                feeder.here(),
                begin.unfinished(),
                fault -> !(fault.input instanceof Fault left && workers.policies().leavesOutAlways(left)));
    CallWindow window =
        new CallWindow(
                this::places,
                pending,
                new CallQueue(concurrency, new BlockSize(1, mostAtOnce())),
                itself -> new Caller(itself, making, name, workers).start(concurrency.threads()))
            .measured(meter == null ? null : new CallMeter(meter, before, concurrency.limit(), workers::nanoTime));
    Watch watch = new Watch(name, window, timeoutNanos);
    workers.watch(watch);
    Ending[] ending = new Ending[1];
    CallCursor<T> cursor =
        new CallCursor<>(
            window,
            drawing,
            name,
            making instanceof Making.Many,
            () -> {
              workers.unwatch(watch);
              ending[0].end();
            });
    ending[0] = workers.feed("feeder", itsEnding -> feeder.feed(window, begin.isAlone(), itsEnding));
    return cursor;
  }

  /// How many calls are waiting, in progress, or made and not taken, at most: twice as many as may be in progress, so that
  /// one that takes longer does not keep the others from being made. For the pool it is more where items are small, since
  /// there a thread that was woken should find more than one to make.
  ///
  /// Where calls take so little time that many are claimed at once, it is more again, as long as a checkpoint needs not say
  /// of each where it comes from.
  private int places(int claimed) {
    int twice = 2 * concurrency.limit();
    int most = concurrency.threads() == Threads.POOL ? Math.max(twice, upstream.itemsPerBlock()) : twice;
    return concurrency.isOrdered() ? Math.max(most, Math.min(twice * claimed, MOST_PLACES)) : most;
  }

  /// How many calls one thread claims at once, at most. Where a function waits, or makes much of an item, or an item is a
  /// batch, it is one.
  private int mostAtOnce() {
    boolean small = concurrency.threads() == Threads.POOL && upstream.itemsPerBlock() > 1;
    return small && making instanceof Making.One ? MOST_AT_ONCE : 1;
  }

  @Override
  public long size() {
    return making instanceof Making.One || upstream.size() == 0 ? upstream.size() : UNKNOWN;
  }

  @Override
  public List<Stage<?>> upstream() {
    return List.of(upstream);
  }

  @Override
  public boolean isDeterministic() {
    return concurrency.isOrdered() && upstream.isDeterministic();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Holding> holdings(int threads) {
    return List.of(
        new Holding("calls of " + name + ", what goes in", places(mostAtOnce()), upstream.footprint()),
        new Holding("calls of " + name + ", what comes out", places(mostAtOnce()), Footprint.UNKNOWN));
  }

  @Override
  public String toString() {
    return call.isEmpty() ? upstream.toString() : then(upstream, call);
  }
}
