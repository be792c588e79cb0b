package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Exhausted;
import dev.sheaf.order.Fault;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Items of several stages, each drawn by weight. It ends as soon as it may.
public final class SampleStage<T> extends MixingStage<T> {
  private static final String NAME = "sample";

  private final double[] weights;
  private final long seed;
  private final DrawnBy drawnBy;

  /// @param weights one for each stage, above 0 and finite
  /// @param seed 0 or more
  /// @param exhausted what is done when one of the stages is at its end; to repeat it, it must have items
  /// @throws IllegalArgumentException if the weights or the seed are out of range
  public SampleStage(
      List<? extends Stage<? extends T>> children,
      double[] weights,
      long seed,
      DrawnBy drawnBy,
      Exhausted exhausted) {
    super(children, exhausted);
    if (weights.length != children.size()) {
      throw new IllegalArgumentException(
          "expected as many weights as pipelines, found %d for %d".formatted(weights.length, children.size()));
    }
    for (double weight : weights) {
      if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "expected weights above 0 and finite, found " + Arrays.toString(weights));
      }
    }
    if (seed < 0) {
      throw new IllegalArgumentException("expected a seed of 0 or more, found " + seed);
    }
    this.weights = weights.clone();
    this.seed = seed;
    this.drawnBy = drawnBy;
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    return new Draws(run, epoch, from);
  }

  private final class Draws extends Mixing {
    private final WeightedTurns turns;
    private long draws;
    private boolean isBegun;
    private final Run run;
    private @Nullable FaultException failure;

    Draws(Run run, long epoch, @Nullable State from) {
      super(NAME, 1, run, epoch, from);
      this.run = run;
      turns = WeightedTurns.of(drawnBy, weights, seed, epoch);
      draws = from == null ? 0 : from.number(0);
      isBegun = draws > 0;
      if (exhausted() == Exhausted.LEAVE_OUT) {
        // In the order in which they ended, since rounding depends on it.
        IntStream.range(0, count())
            .filter(index -> finished(index) > 0)
            .boxed()
            .sorted((one, other) -> Long.compare(finished(one), finished(other)))
            .forEach(turns::leaveOut);
      }
    }

    @Override
    void whenFinished(int index) {
      if (exhausted() == Exhausted.LEAVE_OUT) {
        turns.leaveOut(index);
      }
    }

    @Override
    public boolean advance() {
      while (!isAtItsEnd()) {
        if (drawOne()) {
          return true;
        }
        run.check();
      }
      return false;
    }

    private boolean isAtItsEnd() {
      if (failure != null) {
        throw failure;
      }
      if (!isBegun) {
        refuseEmptyOnes();
      }
      if (exhausted() == Exhausted.LEAVE_OUT) {
        lookAtAll();
      }
      return isAtEnd();
    }

    /// Draws one; false if it could not be made.
    private boolean drawOne() {
      isBegun = true;
      int index = turns.at(draws);
      boolean there;
      try {
        there = draw(index);
      } catch (FaultException e) {
        if (e.isFinal()) {
          throw e;
        }
        draws++;
        run.leaveOut(e.fault());
        return false;
      }
      if (!there) {
        throw empty(index);
      }
      draws++;
      return true;
    }

    /// One that is left out is not drawn any more, so that all must be known that are at their end.
    private void lookAtAll() {
      for (int i = 0; i < count(); i++) {
        if (finished(i) == 0) {
          hasNext(i);
        }
      }
    }

    private void refuseEmptyOnes() {
      if (exhausted() != Exhausted.REPEAT) {
        return;
      }
      for (int i = 0; i < count(); i++) {
        if (!hasNext(i)) {
          throw empty(i);
        }
      }
    }

    private FaultException empty(int index) {
      failure = new FaultException(new Fault(NAME, -1, new EmptyChildException(index)), true);
      return failure;
    }

    @Override
    public State state() {
      return state(draws);
    }

    @Override
    public State place() {
      return place(draws - 1);
    }
  }

  @Override
  public String toString() {
    String random = drawnBy == DrawnBy.POSITION ? Long.toString(seed) : seed + ", " + drawnBy;
    return words(NAME, Arrays.toString(weights), random, exhausted().name());
  }
}
