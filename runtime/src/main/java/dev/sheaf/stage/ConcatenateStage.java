package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Footprint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One stage's items after the other's. What comes after one that has no end is never reached.
public final class ConcatenateStage<T> extends CombiningStage<T, T> {
  private static final String NAME = "concatenate";

  public ConcatenateStage(List<? extends Stage<? extends T>> children) {
    super(children);
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    return new Concatenating(run, epoch, from);
  }

  private final class Concatenating extends Cursor<T> {
    private final Run run;
    private final long epoch;
    private int index;
    private @Nullable Cursor<? extends T> current;

    Concatenating(Run run, long epoch, @Nullable State from) {
      this.run = run;
      this.epoch = epoch;
      if (children().isEmpty()) {
        return;
      }
      if (from == null) {
        current = children().getFirst().open(run, epoch, null);
      } else {
        index = checkedIndex(from.require(NAME, 1, 1), 0, children().size());
        current = children().get(index).open(run, epoch, from.parts().getFirst());
      }
    }

    @Override
    public boolean advance() {
      while (current != null) {
        if (current.advance()) {
          return true;
        }
        if (index + 1 == children().size()) {
          return false;
        }
        run.check();
        current.close();
        current = children().get(++index).open(run, epoch, null);
      }
      return false;
    }

    @Override
    public T item() {
      return opened().item();
    }

    @Override
    public State state() {
      return current == null ? State.of(NAME) : State.over(current.state(), NAME, index);
    }

    @Override
    public State place() {
      return State.over(opened().place(), NAME, index);
    }

    private Cursor<? extends T> opened() {
      if (current == null) {
        throw new IllegalStateException("nothing is concatenated");
      }
      return current;
    }

    @Override
    public boolean isReady() {
      return current == null || current.isReady();
    }

    @Override
    public void close() {
      if (current != null) {
        current.close();
      }
    }
  }

  @Override
  public long size() {
    if (any(child -> child.size() == UNBOUNDED)) {
      return UNBOUNDED;
    }
    return any(child -> child.size() == UNKNOWN)
        ? UNKNOWN
        : children().stream().mapToLong(Stage::size).reduce(0, Math::addExact);
  }

  @Override
  public Footprint footprint() {
    return anyOf(children());
  }

  @Override
  public String toString() {
    return words(NAME);
  }
}
