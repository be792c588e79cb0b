package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Footprint;
import dev.sheaf.order.Fault;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What an [Aggregator] makes of the items, a new one in each epoch.
public final class AggregateStage<T, R> extends GatheringStage<T, R> {
  private static final String NAME = "aggregate";

  private final Supplier<? extends Aggregator<? super T, ? extends R>> aggregators;
  private final boolean dropRemainder;

  /// @param name what errors and the ledger call it
  /// @param aggregators gives a new one each time
  /// @param dropRemainder whether what is left at the end of an epoch is left out
  public AggregateStage(
      Stage<T> upstream,
      String name,
      Supplier<? extends Aggregator<? super T, ? extends R>> aggregators,
      boolean dropRemainder) {
    super(upstream, name);
    this.aggregators = aggregators;
    this.dropRemainder = dropRemainder;
  }

  @Override
  public Cursor<R> open(Run run, long epoch, @Nullable State from) {
    HeldState held = from == null ? null : HeldState.of(from, NAME, 2, 1);
    Cursor<T> cursor = EndingCursor.open(upstream, run, epoch, held == null ? null : held.upstream());
    return new Gathering(cursor, run, epoch, held);
  }

  /// Its state has the items that the aggregator needs, whether it was flushed, and how many items nothing was made of yet.
  private final class Gathering extends GatheringCursor<T, R> {
    private final long epoch;
    private final Aggregator<? super T, ? extends R> aggregator;
    private @Nullable HeldState resumed;

    /// What was accumulated since it gave a result, and what it needed then.
    private Held<T> accumulated = new Held<>();

    /// How many were accumulated since.
    private long pending;

    private boolean flushed;
    private @Nullable R result;
    private State before;

    Gathering(Cursor<T> upstream, Run run, long epoch, @Nullable HeldState resumed) {
      super(upstream, run, name);
      this.epoch = epoch;
      this.resumed = resumed;
      this.aggregator = Objects.requireNonNull(aggregators.get(), "the supplier gave no aggregator");
      this.before = state();
    }

    @Override
    public boolean advance() {
      before = state();
      if (resumed != null) {
        readAgain(resumed);
      }
      while (!flushed && upstream.advance()) {
        accumulated.add(upstream);
        Optional<? extends R> given = accumulate(upstream.item());
        if (given.isPresent()) {
          give(given.get());
          accumulated.keepLast(checked(aggregator.held()));
          return true;
        }
        run.check();
      }
      return !flushed && flush();
    }

    private void readAgain(HeldState state) {
      flushed = state.own().getFirst() != 0;
      pending = state.own().getLast();
      accumulated = new Rereading<>(AggregateStage.this.upstream, run, epoch).read(state.lists()).getFirst();
      for (T item : accumulated.items()) {
        try {
          aggregator.accumulate(item);
        } catch (Exception _) {
          // It was left out when it was first met.
        }
      }
      resumed = null;
    }

    private Optional<? extends R> accumulate(T item) {
      calls.add();
      try {
        Optional<? extends R> given = checked(aggregator.accumulate(item));
        pending++;
        holding.add();
        return given;
      } catch (Exception e) {
        run.leaveOut(new Fault(name, upstream.row(), e).about(item));
        return Optional.empty();
      }
    }

    /// Gives what is left; false if there is nothing.
    private boolean flush() {
      flushed = true;
      accumulated.release();
      if (!dropRemainder) {
        try {
          Optional<? extends R> rest = checked(aggregator.flush());
          if (rest.isPresent()) {
            give(rest.get());
            return true;
          }
        } catch (Exception e) {
          // All that was left is lost as one that was to be made of it.
          count();
          run.leaveOut(new Fault(name, -1, e));
        }
      }
      holding.add(-pending);
      dropped.add(pending);
      pending = 0;
      return false;
    }

    private void give(R value) {
      result = value;
      count();
    }

    /// One result is made of all that were accumulated.
    private void count() {
      holding.add(-pending);
      taken.add(pending);
      made.add();
      pending = 0;
    }

    @SuppressWarnings("NullableOptional") // A user's aggregator may be wrong.
    private static <R> Optional<? extends R> checked(@Nullable Optional<? extends R> given) {
      return Objects.requireNonNull(given, "the aggregator gave no value");
    }

    private int checked(int held) {
      if (held < 0 || held > accumulated.size()) {
        throw new FaultException(
            new Fault(
                name,
                -1,
                new IllegalStateException(
                    "expected the aggregator to need 0 to %d items, found %d".formatted(accumulated.size(), held))),
            true);
      }
      return held;
    }

    @Override
    public R item() {
      return Objects.requireNonNull(result, "advance() was not called");
    }

    @Override
    public State place() {
      return before;
    }

    @Override
    public State state() {
      return resumed != null
          ? resumed.toState(NAME)
          : new HeldState(List.of(flushed ? 1L : 0L, pending), upstream.state(), List.of(accumulated.places())).toState(NAME);
    }
  }

  @Override
  public List<Holding> holdings(int threads) {
    return List.of(new Holding("aggregator", Holding.UNKNOWN, Footprint.UNKNOWN));
  }

  @Override
  public String toString() {
    return then(upstream, dropRemainder ? "aggregate(DROP)" : "aggregate()");
  }
}
