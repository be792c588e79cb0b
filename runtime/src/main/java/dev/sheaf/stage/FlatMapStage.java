package dev.sheaf.stage;

import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.checkpoint.CheckpointMismatchException.Part;
import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The items that a function gives in the place of each item: as many as it likes, one after the other.
public final class FlatMapStage<S, T> extends DerivedStage<S, T> {
  private static final String NAME = "flatMap";

  private final String name;
  private final Function<? super S, ? extends Iterable<? extends T>> function;

  /// @param name what errors and the ledger call it
  /// @param function gives the same items for an item again: where a place is come back to, it is called again
  public FlatMapStage(
      Stage<S> upstream, String name, Function<? super S, ? extends Iterable<? extends T>> function) {
    super(upstream);
    this.name = name;
    this.function = function;
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    return new Flattening(run, epoch, from);
  }

  private final class Flattening extends Cursor<T> {
    private final Run run;
    private final Tally calls;
    private final Tally taken;
    private final Tally made;
    private final Tally holding;
    private final Cursor<S> outer;
    private @Nullable Iterator<? extends T> inner;
    private @Nullable T item;

    // How many of the inner items were given, or are to be passed over.
    private long given;

    Flattening(Run run, long epoch, @Nullable State from) {
      this.run = run;
      this.calls = run.tally(name, Tally.Kind.CALLED);
      this.taken = run.tally(name, Tally.Kind.TAKEN);
      this.made = run.tally(name, Tally.Kind.MADE);
      this.holding = run.tally(name, Tally.Kind.HELD);
      if (from != null) {
        given = from.require(NAME, 1, 1).number(0);
      }
      this.outer = upstream.open(run, epoch, from == null ? null : from.parts().getFirst());
    }

    @Override
    public boolean advance() {
      while (true) {
        Iterator<? extends T> current = inner;
        if (current == null) {
          // An item of which some were given was drawn before.
          if (given > 0 ? !Rereading.advanceAgain(run, outer) : !outer.advance()) {
            return false;
          }
          current = begin();
        }
        if (current != null && moveOn(current)) {
          return true;
        }
        run.check();
      }
    }

    private @Nullable Iterator<? extends T> begin() {
      long passed = given;
      if (passed == 0) {
        calls.add();
        holding.add();
      }
      try {
        Iterable<? extends T> items =
            Objects.requireNonNull(function.apply(outer.item()), "the function gave no value");
        if (items instanceof List<? extends T> list && passed <= list.size()) {
          inner = list.listIterator((int) passed);
        } else {
          inner = pass(items.iterator(), passed);
        }
        return inner;
      } catch (Exception e) {
        leaveOut(e);
        return null;
      }
    }

    private Iterator<? extends T> pass(Iterator<? extends T> items, long count) {
      for (long passed = 0; passed < count; passed++) {
        run.check();
        if (!items.hasNext()) {
          throw new CheckpointMismatchException(
              Part.POSITION,
              "%d items or more in the place of one".formatted(count),
              Long.toString(passed),
              "the function gives other items now: start anew");
        }
        items.next();
      }
      return items;
    }

    private boolean moveOn(Iterator<? extends T> current) {
      try {
        if (current.hasNext()) {
          item = Objects.requireNonNull(current.next(), "the items have one without a value");
          given++;
          made.add();
          return true;
        }
        end();
        taken.add();
      } catch (Exception e) {
        leaveOut(e);
      }
      return false;
    }

    private void leaveOut(Exception e) {
      end();
      run.leaveOut(new Fault(name, outer.row(), e).about(outer.item()));
    }

    private void end() {
      inner = null;
      given = 0;
      holding.add(-1);
    }

    @Override
    public T item() {
      return Objects.requireNonNull(item);
    }

    @Override
    public State state() {
      return State.over(inner == null ? outer.state() : outer.place(), NAME, given);
    }

    @Override
    public State place() {
      return State.over(outer.place(), NAME, given - 1);
    }

    @Override
    public boolean isReady() {
      return inner != null || outer.isReady();
    }

    @Override
    public void close() {
      outer.close();
    }
  }

  @Override
  public long size() {
    return UNKNOWN;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return then(upstream, "flatMap()");
  }
}
