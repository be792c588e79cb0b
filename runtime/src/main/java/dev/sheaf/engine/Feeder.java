package dev.sheaf.engine;

import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.checkpoint.CheckpointMismatchException.Part;
import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import dev.sheaf.stage.Cursor;
import dev.sheaf.stage.FaultException;
import dev.sheaf.stage.Run;
import dev.sheaf.stage.Stage;
import org.jspecify.annotations.Nullable;

/// Draws a stage on a thread of its own, and knows of each item, and of each fault on the way to it, where it comes from.
abstract class Feeder<S> extends Drawing {
  private final Stage<S> upstream;
  private final long epoch;
  private final boolean deterministic;
  private final Cursor<S> drawn;

  /// Where drawing has got to.
  private State base;

  private long items;
  private long faults;

  /// How many of these faults are still to be passed over, since they were taken before the checkpoint.
  private long takenFaults;

  private boolean catchingUp;

  /// Opens the stage where it is to go on.
  ///
  /// @param from null for the beginning of the epoch
  @SuppressWarnings("this-escape") // A stage keeps the run, and does not use it before it is drawn from.
  Feeder(Workers workers, Stage<S> upstream, long epoch, @Nullable State from) {
    super(workers);
    this.upstream = upstream;
    this.epoch = epoch;
    this.deterministic = upstream.isDeterministic();
    Behind place = Behind.of(from);
    drawn = open(upstream, this, epoch, place.base());
    base = drawn.state();
    catchingUp = true;
    goTo(drawn, place, this);
    catchingUp = false;
    items = place.items();
    faults = place.faults();
    takenFaults = faults;
    settle();
  }

  /// Opens a stage where it was, which may have been made ahead then and is not now.
  static <S> Cursor<S> open(Stage<S> stage, Run run, long epoch, @Nullable State from) {
    return from != null && Feeding.isBehind(from, stage) && !Feeding.hasFeeder(stage, stage.toString())
        ? new PrefetchStage<>(stage, 0).open(run, epoch, from)
        : stage.open(run, epoch, from);
  }

  private static void goTo(Cursor<?> cursor, Behind place, Drawing drawing) {
    try {
      for (long passed = 0; passed < place.items(); passed++) {
        drawing.check();
        if (!pass(cursor)) {
          throw gone("%d items behind a state".formatted(place.items()), Long.toString(passed));
        }
      }
    } catch (Throwable e) {
      cursor.close();
      throw e;
    }
  }

  private static boolean pass(Cursor<?> cursor) {
    try {
      return cursor.advance();
    } catch (FaultException e) {
      if (e.isFinal()) {
        throw e;
      }
      return true;
    }
  }

  private static CheckpointMismatchException gone(String expected, String found) {
    return new CheckpointMismatchException(Part.POSITION, expected, found, "the data has changed since: start anew");
  }

  /// What is drawn from.
  final Cursor<S> drawn() {
    return drawn;
  }

  final boolean isDeterministic() {
    return deterministic;
  }

  /// Where drawing has got to.
  final State here() {
    return Behind.at(base, items, faults);
  }

  final State base() {
    return base;
  }

  final long items() {
    return items;
  }

  final long faults() {
    return faults;
  }

  /// Between two items the stage says itself where it is. After a fault it is on its way to one.
  final void settle() {
    if (faults == 0) {
      base = drawn.state();
      items = 0;
    }
  }

  /// An item was drawn, or a fault that was thrown in its place.
  final void passedItem() {
    items++;
    faults = 0;
    if (!deterministic) {
      settle();
    }
  }

  /// A fault was passed on.
  final void passedFault() {
    faults++;
  }

  /// Passes a fault on, and says so with [#passedFault()].
  abstract void pass(Fault fault);

  /// What was counted until now was counted before the checkpoint.
  abstract void recount();

  @Override
  public final void leaveOut(Fault fault) {
    if (catchingUp) {
      return;
    }
    if (takenFaults > 0) {
      takenFaults--;
      recount();
      return;
    }
    pass(fault);
  }

  /// Reads again what came from a place: an item, or a [Thrown].
  ///
  /// @param <R> what is made of it
  final <R> R readItem(State place, Reread<R> reread) {
    Behind behind = Behind.of(place);
    Drawing again = Drawing.of(rereading());
    try (Cursor<S> cursor = open(upstream, again, epoch, behind.base())) {
      goTo(cursor, behind, again);
      Object item;
      try {
        if (!cursor.advance()) {
          throw gone("an item that was drawn before", "the end");
        }
        item = cursor.item();
      } catch (FaultException e) {
        if (e.isFinal()) {
          throw e;
        }
        item = new Thrown(e.fault());
      }
      return reread.make(item, cursor);
    }
  }

  /// Is given what was read again.
  interface Reread<R> {
    R make(Object item, Cursor<?> cursor);
  }

  /// Finds a fault again that was passed on.
  final Fault readFault(State place) {
    Behind behind = Behind.of(place);
    Searching searching = new Searching(workers(), behind.faults());
    try (Cursor<S> cursor = open(upstream, searching, epoch, behind.base())) {
      goTo(cursor, behind, searching);
      searching.begun = true;
      try {
        boolean more = cursor.advance();
        throw gone("an item that cannot be made", more ? "an item" : "the end");
      } catch (FaultException e) {
        return e.fault();
      }
    }
  }

  /// Stops at a fault.
  private static final class Searching extends Drawing {
    private long toPass;
    private boolean begun;

    Searching(Workers workers, long toPass) {
      super(workers);
      this.toPass = toPass;
    }

    @Override
    public void leaveOut(Fault fault) {
      if (begun && toPass-- <= 0) {
        throw new FaultException(fault, false);
      }
    }
  }
}
