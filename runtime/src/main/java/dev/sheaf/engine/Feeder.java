package dev.sheaf.engine;

import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.checkpoint.CheckpointMismatchException.Part;
import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import dev.sheaf.stage.Cursor;
import dev.sheaf.stage.FaultException;
import dev.sheaf.stage.Stage;
import dev.sheaf.stage.Tally;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Draws a stage on a thread of its own, and knows of each item, and of each fault on the way to it, where it comes from.
abstract class Feeder<S> extends Drawing {
  /// A fault, known by its stage and row.
  private static final String FAULT = "fault";

  private final Stage<S> upstream;
  private final long epoch;
  private final boolean deterministic;
  private final int words;
  private final Cursor<S> drawn;

  /// Only known when it has caught up with the checkpoint.
  private @Nullable FeederMeter meter;

  /// Where drawing has got to.
  private State base;

  private long items;
  private long faults;

  /// How many of these faults are still to be passed over, since they were taken before the checkpoint.
  private long takenFaults;

  private boolean catchingUp;

  /// Where the fault comes from that is left out next, if it says so itself.
  private @Nullable State origin;

  /// What each tally had counted when it was asked last how much more there is.
  private long[] counted = {};

  /// Opens the stage where it is to go on.
  ///
  /// @param from null for the beginning of the epoch
  @SuppressWarnings("this-escape") // A stage keeps the run, and does not use it before it is drawn from.
  Feeder(Workers workers, Stage<S> upstream, long epoch, @Nullable State from) {
    super(workers);
    this.upstream = upstream;
    this.epoch = epoch;
    this.deterministic = upstream.isDeterministic();
    this.words = upstream.toString().hashCode();
    Behind place = Behind.of(from, upstream);
    drawn = upstream.open(this, epoch, place.base());
    base = drawn.state();
    catchingUp = true;
    goTo(drawn, place, this);
    catchingUp = false;
    items = place.items();
    faults = place.faults();
    takenFaults = faults;
    more(tallies());
    if (faults == 0) {
      move();
    }
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

  /// Begins to measure: behind what is drawn from, which measures itself.
  final void measured(FeederMeter itsMeter) {
    meter = itsMeter;
  }

  final FeederMeter meter() {
    return Objects.requireNonNull(meter, "measured() was not called");
  }

  @Override
  final void starved(long nanos) {
    if (meter != null) {
      meter.starved(nanos);
    }
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
    return behind(base, items, faults);
  }

  /// A place behind a state of what is drawn from.
  final State behind(State itsBase, long itsItems, long itsFaults) {
    return Behind.at(itsBase, itsItems, itsFaults, words);
  }

  /// The words of what is drawn from, hashed.
  final int words() {
    return words;
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
    if (deterministic && faults == 0) {
      move();
    }
  }

  private void move() {
    base = drawn.state();
    items = 0;
  }

  /// An item was drawn, or a fault that was thrown in its place.
  final void passedItem() {
    items++;
    faults = 0;
    if (!deterministic) {
      move();
    }
  }

  /// A fault was passed on.
  final void passedFault() {
    faults++;
  }

  /// Passes a fault on, and says so with [#passedFault()].
  abstract void pass(Fault fault);

  /// What was counted until now was counted before the checkpoint.
  void recount() {
    more(tallies());
  }

  /// What was counted since this was asked last; null if nothing was.
  ///
  /// @param columns the [#tallies()]
  final long @Nullable [] more(List<Tally> columns) {
    if (counted.length < columns.size()) {
      counted = Arrays.copyOf(counted, columns.size());
    }
    long[] more = null;
    for (int i = 0; i < columns.size(); i++) {
      long count = columns.get(i).count();
      if (count != counted[i]) {
        more = more == null ? new long[columns.size()] : more;
        more[i] = count - counted[i];
        counted[i] = count;
      }
    }
    return more;
  }

  /// The next item; a [Thrown] in its place where it could not be made and one may go on behind it; null at the end.
  final @Nullable Object draw() {
    try {
      return drawn.advance() ? drawn.item() : null;
    } catch (FaultException e) {
      if (e.isFinal()) {
        throw e;
      }
      return new Thrown(e.fault());
    }
  }

  @Override
  public final void leaveOut(Fault fault) {
    if (catchingUp || isAgain() || takenFaults > 0) {
      origin = null;
    }
    if (catchingUp || isAgain()) {
      return;
    }
    if (takenFaults > 0) {
      takenFaults--;
      recount();
      return;
    }
    pass(fault);
    origin = null;
  }

  /// Reads again what came from a place: an item, or a [Thrown].
  ///
  /// @param <R> what is made of it
  final <R> R readItem(State place, Reread<R> reread) {
    Behind behind = Behind.of(place, upstream);
    Drawing again = Drawing.of(rereading());
    try (Cursor<S> cursor = upstream.open(again, epoch, behind.base())) {
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

  /// Where a fault can be found again that is passed on now. What comes before it in no certain order may come after it the
  /// next time: it is known by its stage and row.
  ///
  /// @param before where drawing had got to
  final State placeOf(Fault fault, State before) {
    State itself = origin;
    origin = null;
    return itself != null
        ? itself
        : new State(FAULT, List.of(fault.row()), List.of(before, State.of(fault.stage())));
  }

  /// What is left out next comes from a place of its own.
  @Override
  final void cameFrom(State place) {
    origin = place;
  }

  /// Finds a fault again that was passed on.
  final Fault readFault(State place) {
    boolean isKnown = place.stage().equals(FAULT);
    State before = isKnown ? place.require(FAULT, 1, 2).parts().getFirst() : place;
    Behind behind = Behind.of(before, upstream);
    Predicate<Fault> isIt =
        isKnown
            ? fault -> fault.row() == place.number(0) && fault.stage().equals(place.parts().get(1).stage())
            : _ -> true;
    Searching searching = new Searching(workers(), isIt, isKnown ? 0 : behind.faults());
    try (Cursor<S> cursor = upstream.open(searching, epoch, behind.base())) {
      goTo(cursor, behind, searching);
      searching.begun = true;
      boolean more = true;
      while (more) {
        check();
        more = cursor.advance() && isKnown;
      }
      throw gone("an item that cannot be made", "the end");
    } catch (FaultException e) {
      return e.fault();
    }
  }

  /// Stops at a fault.
  private static final class Searching extends Drawing {
    private final Predicate<Fault> isIt;
    private long toPass;
    private boolean begun;

    Searching(Workers workers, Predicate<Fault> isIt, long toPass) {
      super(workers);
      this.isIt = isIt;
      this.toPass = toPass;
    }

    @Override
    public void leaveOut(Fault fault) {
      if (begun && isIt.test(fault) && toPass-- <= 0) {
        throw new FaultException(fault, false);
      }
    }
  }
}
