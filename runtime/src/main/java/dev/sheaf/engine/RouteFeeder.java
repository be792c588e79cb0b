package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Ending;
import dev.sheaf.order.Fault;
import dev.sheaf.stage.FaultException;
import dev.sheaf.stage.Stage;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// Draws items for a [Splitter]. What was left out on the way goes on the first path.
final class RouteFeeder<T> extends Feeder<T> {
  private static final String FAULT = "fault";

  private @Nullable Splitter<T> splitter;

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
      boolean more = true;
      while (more) {
        ending.check();
        more = draw();
      }
      splitter().end(null);
    } catch (InterruptedException | CancellationException _) {
      // It is not wanted any more.
      Thread.currentThread().interrupt();
      splitter().end(null);
    } catch (FaultException e) {
      splitter().end(e);
    } catch (Throwable e) {
      splitter().end(new FaultException(new Fault(RouteStage.NAME, -1, e), true));
    }
  }

  private boolean draw() throws InterruptedException {
    settle();
    try {
      if (!drawn().advance()) {
        return false;
      }
    } catch (FaultException e) {
      if (e.isFinal()) {
        throw e;
      }
      // Told on the first path, in its place.
      State before = here();
      passedItem();
      settle();
      return splitter().put(0, new Thrown(e.fault()), before, here());
    }
    passedItem();
    settle();
    T item = drawn().item();
    return splitter().put(splitter().path(item), item, drawn().place(), here());
  }

  @Override
  void pass(Fault fault) {
    State place = State.over(here(), FAULT);
    passedFault();
    try {
      if (!splitter().put(0, fault, place, here())) {
        throw new CancellationException("nothing more is wanted");
      }
    } catch (InterruptedException e) {
      throw RingCursor.interrupted(e);
    }
  }

  @Override
  void recount() {
    // What is counted on the way to a route is not passed on.
  }
}
