package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import dev.sheaf.order.Finitude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A number and those that follow it at equal distances, without an end of their own.
public final class CountStage extends Stage<Long> {
  private static final String NAME = "count";

  private final long start;
  private final long step;

  /// @param step any number, 0 too
  public CountStage(long start, long step) {
    this.start = start;
    this.step = step;
  }

  @Override
  public Cursor<Long> open(Run run, long epoch, @Nullable State from) {
    return new Counting(run.tally(NAME, Tally.Kind.EXPECTED), from == null ? 0 : from.require(NAME, 1, 0).number(0));
  }

  private final class Counting extends Cursor<Long> {
    private final Tally expected;
    private long given;
    private long number;

    Counting(Tally expected, long given) {
      this.expected = expected;
      this.given = given;
    }

    @Override
    public boolean advance() {
      try {
        number = Math.addExact(start, Math.multiplyExact(given, step));
      } catch (ArithmeticException e) {
        throw new FaultException(new Fault(NAME, -1, e), true);
      }
      given++;
      expected.add();
      return true;
    }

    @Override
    public Long item() {
      return number;
    }

    @Override
    public State state() {
      return State.of(NAME, given);
    }

    @Override
    public State place() {
      return State.of(NAME, given - 1);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void close() {}
  }

  @Override
  public long size() {
    return UNBOUNDED;
  }

  @Override
  public Finitude finitude() {
    return Finitude.PSEUDO_INFINITE;
  }

  @Override
  public List<Stage<?>> upstream() {
    return List.of();
  }

  @Override
  public String toString() {
    return "count(%d, %d)".formatted(start, step);
  }
}
