package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Finitude;
import org.jspecify.annotations.Nullable;

/// One of several stages that are mixed: drawn from pass after pass, and looked ahead at by no more than one item, which
/// is kept as a place where it is saved.
final class Strand<T> {
  /// So many passes of one epoch have orders that no other epoch has.
  private static final long PASSES = 1 << 20;

  private static final String NAME = "strand";

  private final Stage<? extends T> stage;
  private final Run mixture;
  private final Run run;
  private final Tally holding;
  private final long epoch;
  private EndingCursor<? extends T> cursor;
  private long pass;
  private long finished;

  /// Whether a pass had no items: there is no other then, though it might have some.
  private boolean barren;

  // The item, or the fault in its place, that was looked ahead at.
  private boolean ahead;

  /// Whether it had looked ahead when a checkpoint was taken, and has not again.
  private boolean wasAhead;

  private @Nullable FaultException fault;
  private State before;

  /// @param holding counts what was looked ahead at
  /// @param from what [#state()] or [#place()] gave, or null
  Strand(Stage<? extends T> stage, Run run, Tally holding, long epoch, @Nullable State from) {
    this.stage = stage;
    this.holding = holding;
    this.mixture = run;
    this.run = run.tellingOfFailures();
    this.epoch = epoch;
    if (from != null) {
      from.require(NAME, 4, 1);
      pass = from.number(0);
      finished = from.number(1);
      wasAhead = from.number(2) != 0;
      barren = from.number(3) != 0;
    }
    cursor = EndingCursor.open(stage, this.run, epochOfPass(), from == null ? null : from.parts().getFirst());
    before = cursor.state();
  }

  /// How many epochs a mixture of these can count.
  static long epochs(Stage<?> stage) {
    return stage.finitude() == Finitude.FINITE ? Math.max(1, stage.epochs() / PASSES) : stage.epochs();
  }

  private long epochOfPass() {
    return stage.finitude() == Finitude.FINITE ? epoch * PASSES + pass : epoch + pass;
  }

  /// Whether the end of the mixture can depend on it.
  boolean endsItself() {
    return stage.finitude() == Finitude.FINITE;
  }

  /// Whether it has been at its end: 0 if not, else a number that says when.
  long finished() {
    return finished;
  }

  /// Says that it has been at its end.
  void finish(long when) {
    finished = when;
  }

  /// Whether something is left of this pass: looks ahead.
  boolean hasNext() {
    if (!ahead) {
      before = cursor.state();
      ahead = wasAhead ? run.again(this::lookAhead) : lookAhead();
      wasAhead = false;
    }
    return ahead;
  }

  /// A fault that one can go on behind takes the turn of the item that it stands for. One that ends the run is passed on at
  /// once: whether anything would have come of that item, and so where the mixture would have ended, nobody knows.
  private boolean lookAhead() {
    while (true) {
      try {
        boolean isThere = cursor.advance();
        holding.add(isThere ? 1 : 0);
        return isThere;
      } catch (FaultException e) {
        if (e.isFinal()) {
          throw e;
        }
        if (e.fault().isRecoverable()) {
          fault = e;
          holding.add();
          return true;
        }
        mixture.leaveOut(e.fault());
        mixture.check();
      }
    }
  }

  /// Whether it has looked ahead at an item, or at a fault in the place of one.
  boolean isHolding() {
    return ahead || wasAhead;
  }

  /// Moves on to the next item of this pass; false if there is none.
  ///
  /// @throws FaultException if it could not be made
  boolean advance() {
    if (!ahead && !(wasAhead && hasNext())) {
      return cursor.advance();
    }
    FaultException thrown = fault;
    ahead = false;
    holding.add(-1);
    fault = null;
    if (thrown != null) {
      throw thrown;
    }
    return true;
  }

  /// Begins the next pass, and moves on to its first item; false if it has none, and from then on.
  boolean restart() {
    cursor.close();
    pass++;
    cursor = EndingCursor.open(stage, run, epochOfPass(), null);
    barren = !advance();
    return !barren;
  }

  /// Whether a pass had no items.
  boolean isBarren() {
    return barren;
  }

  /// The item moved on to; only until the next look ahead.
  T item() {
    return cursor.item();
  }

  /// Where to go on: what was looked ahead at comes first there.
  State state() {
    return at(!ahead ? cursor.state() : fault == null ? cursor.place() : before, isHolding());
  }

  /// Where the item moved on to comes from.
  State place() {
    return at(cursor.place(), false);
  }

  private State at(State position, boolean isHeld) {
    return State.over(position, NAME, pass, finished, isHeld ? 1 : 0, barren ? 1 : 0);
  }

  boolean isReady() {
    return ahead || cursor.isReady();
  }

  void close() {
    cursor.close();
  }
}
