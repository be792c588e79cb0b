package dev.sheaf.stage;

import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.checkpoint.CheckpointMismatchException.Part;
import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import dev.sheaf.order.Finitude;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The items of the stage that a function gives in the place of each item.
///
/// Of the inner stage, too, only its state is saved: on resuming, the function is called again.
public final class YieldStage<S, T> extends DerivedStage<S, T> {
  private static final String NAME = "yieldFrom";

  private final String name;
  private final Function<? super S, ? extends Stage<? extends T>> function;

  /// @param name what errors and the ledger call it
  /// @param function gives the same stage for an item again
  public YieldStage(
      Stage<S> upstream, String name, Function<? super S, ? extends Stage<? extends T>> function) {
    super(upstream);
    this.name = name;
    this.function = function;
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    return new Yielding(run, epoch, from);
  }

  private record Inner<T>(Stage<? extends T> stage, Cursor<? extends T> cursor) {
    /// Tells one stage from another: a state of one is not one of another.
    long plan() {
      return stage.toString().hashCode();
    }
  }

  private final class Yielding extends Cursor<T> {
    private final Run run;
    private final long epoch;
    private final Tally calls;
    private final Tally taken;
    private final Cursor<S> outer;
    private @Nullable State innerFrom;
    private @Nullable Inner<T> inner;

    Yielding(Run run, long epoch, @Nullable State from) {
      this.run = run;
      this.epoch = epoch;
      this.calls = run.tally(name, Tally.Kind.CALLED);
      this.taken = run.tally(name, Tally.Kind.TAKEN);
      if (from != null && from.require(NAME, -1, -1).parts().size() != 1) {
        innerFrom = from.require(NAME, 1, 2);
      } else if (from != null) {
        from.require(NAME, 0, 1);
      }
      this.outer = upstream.open(run, epoch, from == null ? null : from.parts().getFirst());
    }

    @Override
    public boolean advance() {
      while (true) {
        Inner<T> current = inner;
        if (current == null) {
          // An item in whose place some were given was drawn before.
          if (innerFrom != null ? !Rereading.advanceAgain(run, outer) : !outer.advance()) {
            return false;
          }
          current = begin();
        }
        if (current != null && current.cursor().advance()) {
          return true;
        }
        end();
        run.check();
      }
    }

    private @Nullable Inner<T> begin() {
      State from = innerFrom;
      innerFrom = null;
      if (from == null) {
        calls.add();
      }
      Stage<? extends T> stage;
      try {
        stage = Objects.requireNonNull(function.apply(outer.item()), "the function gave no value");
      } catch (Exception e) {
        run.leaveOut(new Fault(name, outer.row(), e).about(outer.item()));
        return null;
      }
      if (stage.finitude() != Finitude.FINITE) {
        run.goOnBehind(
            new Fault(
                name,
                outer.row(),
                new FinitudeException(
                    FinitudeException.Rule.NESTED_ENDS,
                    "expected a pipeline that ends in the place of an item, found one that does not: " + stage))
                .about(outer.item()));
        return null;
      }
      // What comes of it is expected of the sources within.
      taken.add(from == null ? 1 : 0);
      inner = new Inner<>(stage, stage.open(run, epoch, from == null ? null : checked(from, stage)));
      return inner;
    }

    private State checked(State from, Stage<?> stage) {
      if (from.number(0) != stage.toString().hashCode()) {
        throw new CheckpointMismatchException(
            Part.PLAN,
            stage.toString(),
            "another in the place of the same item",
            "the function gives other pipelines now: start anew");
      }
      return from.parts().getLast();
    }

    private void end() {
      if (inner != null) {
        inner.cursor().close();
        inner = null;
      }
    }

    @Override
    public T item() {
      return opened().cursor().item();
    }

    @Override
    public State state() {
      Inner<T> current = inner;
      if (current != null) {
        return new State(NAME, List.of(current.plan()), List.of(outer.place(), current.cursor().state()));
      }
      State from = innerFrom;
      return from != null ? from : new State(NAME, List.of(), List.of(outer.state()));
    }

    @Override
    public State place() {
      Inner<T> current = opened();
      return new State(NAME, List.of(current.plan()), List.of(outer.place(), current.cursor().place()));
    }

    private Inner<T> opened() {
      return Objects.requireNonNull(inner);
    }

    @Override
    public boolean isReady() {
      return inner == null ? outer.isReady() : inner.cursor().isReady();
    }

    @Override
    public void close() {
      end();
      outer.close();
    }
  }

  @Override
  public long size() {
    return UNKNOWN;
  }

  /// What the function gives may not be; then only states say which items have come.
  @Override
  public boolean isDeterministic() {
    return false;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return then(upstream, "yieldFrom()");
  }
}
