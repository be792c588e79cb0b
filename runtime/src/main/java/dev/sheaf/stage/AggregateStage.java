package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What an [Aggregator] makes of the items, a new one in each epoch.
public final class AggregateStage<T, R> extends Stage<R> {
  private static final String NAME = "aggregate";

  private final Stage<T> upstream;
  private final Supplier<? extends Aggregator<? super T, ? extends R>> aggregators;
  private final boolean dropRemainder;

  /// @param aggregators gives a new one each time
  /// @param dropRemainder whether what is left at the end of an epoch is left out
  public AggregateStage(
      Stage<T> upstream, Supplier<? extends Aggregator<? super T, ? extends R>> aggregators, boolean dropRemainder) {
    this.upstream = upstream;
    this.aggregators = aggregators;
    this.dropRemainder = dropRemainder;
  }

  @Override
  public Cursor<R> open(Run run, long epoch, @Nullable State from) {
    HeldState held = from == null ? null : HeldState.of(from, NAME, 1, 1);
    return new Gathering(upstream.open(run, epoch, held == null ? null : held.upstream()), run, epoch, held);
  }

  /// Its state has the items that the aggregator needs, and whether it was flushed.
  private final class Gathering extends DerivedCursor<T, R> {
    private final Run run;
    private final long epoch;
    private final Aggregator<? super T, ? extends R> aggregator;
    private @Nullable HeldState resumed;

    /// What was accumulated since it gave a result, and what it needed then.
    private Held<T> accumulated = new Held<>();

    private boolean flushed;
    private @Nullable R result;
    private State before;

    Gathering(Cursor<T> upstream, Run run, long epoch, @Nullable HeldState resumed) {
      super(upstream);
      this.run = run;
      this.epoch = epoch;
      this.resumed = resumed;
      this.aggregator = Objects.requireNonNull(aggregators.get(), "the supplier gave no aggregator");
      this.before = state();
    }

    @Override
    public boolean advance() {
      before = state();
      if (resumed != null) {
        flushed = resumed.own().getFirst() != 0;
        accumulated = new Rereading<>(AggregateStage.this.upstream, run, epoch).read(resumed.lists()).getFirst();
        accumulated.items().forEach(aggregator::accumulate);
        resumed = null;
      }
      while (!flushed && upstream.advance()) {
        accumulated.add(upstream);
        Optional<? extends R> given = call(() -> aggregator.accumulate(upstream.item()));
        if (given.isPresent()) {
          result = given.get();
          accumulated.keepLast(checked(aggregator.held()));
          return true;
        }
        run.check();
      }
      if (flushed) {
        return false;
      }
      flushed = true;
      accumulated.release();
      Optional<? extends R> rest = dropRemainder ? Optional.empty() : call(aggregator::flush);
      rest.ifPresent(value -> result = value);
      return rest.isPresent();
    }

    private Optional<? extends R> call(Supplier<Optional<? extends R>> function) {
      try {
        return Objects.requireNonNull(function.get(), "the aggregator gave no value");
      } catch (Exception e) {
        run.leaveOut(new Fault(NAME, -1, e));
        return Optional.empty();
      }
    }

    private int checked(int held) {
      if (held < 0 || held > accumulated.size()) {
        throw new FaultException(
            new Fault(
                NAME,
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
          : new HeldState(List.of(flushed ? 1L : 0L), upstream.state(), List.of(accumulated.places())).toState(NAME);
    }
  }

  @Override
  public long size() {
    return upstream.size() == UNBOUNDED ? UNBOUNDED : UNKNOWN;
  }

  @Override
  public List<Stage<?>> upstream() {
    return List.of(upstream);
  }

  @Override
  public int itemsPerBlock() {
    return 1;
  }

  @Override
  public String toString() {
    return then(upstream, dropRemainder ? "aggregate(DROP)" : "aggregate()");
  }
}
