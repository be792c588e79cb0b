package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Exhausted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One item of each of several stages in turn. It ends between two rounds, never within one.
///
/// A stage without items has no turn; a fault that one can go on behind takes the turn of its stage.
public final class RoundRobinStage<T> extends MixingStage<T> {
  private static final String NAME = "roundRobin";

  /// @param exhausted what is done when one of the stages is at its end
  public RoundRobinStage(List<? extends Stage<? extends T>> children, Exhausted exhausted) {
    super(children, exhausted);
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    return new Turns(run, epoch, from);
  }

  private final class Turns extends Mixing {
    private final Run run;
    private int turn;
    private boolean isInRound;

    Turns(Run run, long epoch, @Nullable State from) {
      super(NAME, 1, run, epoch, from);
      this.run = run;
      turn = from == null ? 0 : checkedIndex(from, 0, Math.max(1, count()));
      isInRound = turn > 0;
    }

    @Override
    public boolean advance() {
      while (isInRound || !isAtEnd()) {
        isInRound = true;
        if (takeTurn()) {
          return true;
        }
        run.check();
      }
      return false;
    }

    private boolean takeTurn() {
      boolean there;
      try {
        there = draw(turn);
      } catch (FaultException e) {
        if (e.isFinal()) {
          throw e;
        }
        passTurn();
        run.leaveOut(e.fault());
        return false;
      }
      passTurn();
      return there;
    }

    private void passTurn() {
      turn = turn + 1 == count() ? 0 : turn + 1;
      isInRound = turn > 0;
    }

    @Override
    public State state() {
      return state(turn);
    }

    @Override
    public State place() {
      return place(current());
    }
  }

  @Override
  public String toString() {
    return words(NAME, exhausted().name());
  }
}
