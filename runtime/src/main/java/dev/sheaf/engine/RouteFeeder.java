package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Ending;
import dev.sheaf.order.Fault;
import dev.sheaf.stage.FaultException;
import dev.sheaf.stage.Stage;
import dev.sheaf.stage.Tally;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// Draws items for a [Splitter]. What was left out on the way goes on the first path.
final class RouteFeeder<T> extends Feeder<T> {
  private static final String FAULT = "fault";

  /// However many can be drawn without waiting.
  private static final int MOST_AT_ONCE = 64;

  private @Nullable Splitter<T> splitter;

  /// How many were put in front of the paths since that was measured last.
  private int put;

  RouteFeeder(Workers workers, Stage<T> upstream, long epoch, @Nullable State from) {
    super(workers, upstream, epoch, from);
  }

  private Splitter<T> splitter() {
    return Objects.requireNonNull(splitter, "feed() was not called");
  }

  /// Reads again what a path held.
  Object read(State place) {
    return place.stage().equals(FAULT)
        ? readFault(place.require(FAULT, 0, 1).parts().getFirst())
        : this.<Object>readItem(place, (item, _) -> item);
  }

  void feed(Splitter<T> itsSplitter, Ending ending) {
    splitter = itsSplitter;
    try (var _ = drawn()) {
      meter().begin();
      boolean more = true;
      while (more) {
        ending.check();
        more = drawOne();
      }
      count();
      measure();
      splitter().end(null);
    } catch (InterruptedException | CancellationException _) {
      // It is not wanted any more.
      Thread.currentThread().interrupt();
      splitter().end(null);
    } catch (FaultException e) {
      count();
      splitter().end(e);
    } catch (Throwable e) {
      splitter().end(new FaultException(new Fault(RouteStage.NAME, -1, e), true));
    }
  }

  private boolean drawOne() throws InterruptedException {
    settle();
    Object entry = draw();
    if (entry == null) {
      return false;
    }
    State before = here();
    passedItem();
    settle();
    if (entry instanceof Thrown) {
      // Told on the first path, in its place.
      return put(0, entry, before);
    }
    T item = drawn().item();
    return put(splitter().path(item), item, drawn().place());
  }

  private boolean put(int path, Object entry, State place) throws InterruptedException {
    List<Tally> columns = tallies();
    put++;
    boolean waits = splitter().isFull(path);
    if (waits || put == MOST_AT_ONCE) {
      measure();
    }
    if (waits) {
      meter().waits();
    }
    try {
      return splitter().put(path, entry, place, here(), columns, more(columns));
    } finally {
      if (waits) {
        meter().goesOn();
        meter().begin();
      }
    }
  }

  private void measure() {
    meter().made(put);
    meter().begin();
    put = 0;
  }

  /// Hands over what was counted after the last item.
  private void count() {
    List<Tally> columns = tallies();
    splitter().count(columns, more(columns));
  }

  @Override
  void pass(Fault fault) {
    State place = State.over(isDeterministic() ? here() : placeOf(fault, here()), FAULT);
    passedFault();
    try {
      if (!put(0, fault, place)) {
        throw new CancellationException("nothing more is wanted");
      }
    } catch (InterruptedException e) {
      throw RingCursor.interrupted(e);
    }
  }
}
