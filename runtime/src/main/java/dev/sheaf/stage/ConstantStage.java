package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Finitude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The same item again and again, without an end of its own.
public final class ConstantStage<T> extends Stage<T> {
  private static final String NAME = "constant";

  private final T value;

  /// @param value is given as it is each time: nobody may change it
  public ConstantStage(T value) {
    this.value = value;
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    if (from != null) {
      from.require(NAME, 0, 0);
    }
    Tally expected = run.tally(NAME, Tally.Kind.EXPECTED);
    return new Cursor<>() {
      @Override
      public boolean advance() {
        expected.add();
        return true;
      }

      @Override
      public T item() {
        return value;
      }

      @Override
      public State state() {
        return State.of(NAME);
      }

      @Override
      public State place() {
        return State.of(NAME);
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void close() {}
    };
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
    return "constant()";
  }
}
