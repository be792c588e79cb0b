package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Footprint;
import dev.sheaf.order.Exhausted;
import dev.sheaf.order.Finitude;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stages that take one item now of this stage, now of that, have in common: when they end, and their state.
abstract class MixingStage<T> extends CombiningStage<T, T> {
  private final Exhausted exhausted;

  MixingStage(List<? extends Stage<? extends T>> children, Exhausted exhausted) {
    super(children);
    this.exhausted = exhausted;
  }

  final Exhausted exhausted() {
    return exhausted;
  }

  /// Where the mixing has got to: numbers of its own, and a strand for each stage.
  abstract class Mixing extends Cursor<T> {
    private final String name;
    private final List<Strand<T>> strands = new ArrayList<>();
    private final boolean[] decides;
    private final Tally holding;
    private final Tally dropped;
    private boolean over;
    private long ends;
    private int current;

    /// @param name what its states are called
    Mixing(String name, int numbers, Run run, long epoch, @Nullable State from) {
      this.name = name;
      this.holding = run.tally(name, Tally.Kind.HELD);
      this.dropped = run.tally(name, Tally.Kind.DROPPED);
      if (from != null) {
        from.require(name, numbers, children().size());
      }
      for (int i = 0; i < children().size(); i++) {
        strands.add(new Strand<>(children().get(i), run, holding, epoch, from == null ? null : from.parts().get(i)));
        ends = Math.max(ends, strands.get(i).finished());
      }
      decides = new boolean[strands.size()];
      boolean onlyPseudoInfinite = !any(child -> child.finitude() != Finitude.PSEUDO_INFINITE);
      for (int i = 0; i < decides.length; i++) {
        decides[i] = onlyPseudoInfinite || children().get(i).finitude() != Finitude.PSEUDO_INFINITE;
      }
    }

    final int count() {
      return strands.size();
    }

    /// When a strand has been at its end: 0 if it has not, else a number that grows.
    final long finished(int index) {
      return strands.get(index).finished();
    }

    /// Whether a strand has more in its pass. If not, it has been at its end.
    final boolean hasNext(int index) {
      if (strands.get(index).hasNext()) {
        return true;
      }
      finish(index);
      return false;
    }

    private void finish(int index) {
      if (finished(index) == 0) {
        strands.get(index).finish(++ends);
        whenFinished(index);
      }
    }

    /// Called when a strand is at its end for the first time.
    void whenFinished(int index) {}

    /// Whether the mixture is at its end. Looks ahead no further than it must.
    final boolean isAtEnd() {
      if (!over && isNothingLeft()) {
        over = true;
        // What was only looked at.
        long ahead = strands.stream().filter(Strand::isHolding).count();
        holding.add(-ahead);
        dropped.add(ahead);
      }
      return over;
    }

    private boolean isNothingLeft() {
      if (exhausted == Exhausted.STOP) {
        for (int i = 0; i < count(); i++) {
          if (!hasNext(i)) {
            return true;
          }
        }
        return count() == 0;
      }
      for (int i = 0; i < count(); i++) {
        if (decides[i] && finished(i) == 0 && hasNext(i)) {
          return false;
        }
      }
      return true;
    }

    /// Moves a strand on to its next item, in its next pass if need be; false if it has none.
    final boolean draw(int index) {
      Strand<T> strand = strands.get(index);
      if (strand.isBarren()) {
        return false;
      }
      current = index;
      if (strand.advance()) {
        return true;
      }
      finish(index);
      if (exhausted != Exhausted.REPEAT) {
        return false;
      }
      return strand.restart();
    }

    @Override
    public final T item() {
      return strands.get(current).item();
    }

    final State state(long... numbers) {
      return new State(name, boxed(numbers), strands.stream().map(Strand::state).toList());
    }

    /// The state in front of the item that was drawn last.
    final State place(long... numbers) {
      List<State> parts = new ArrayList<>();
      for (int i = 0; i < count(); i++) {
        parts.add(i == current ? strands.get(i).place() : strands.get(i).state());
      }
      return new State(name, boxed(numbers), parts);
    }

    private static List<Long> boxed(long[] numbers) {
      List<Long> boxed = new ArrayList<>();
      for (long number : numbers) {
        boxed.add(number);
      }
      return boxed;
    }

    /// The strand that was drawn last.
    final int current() {
      return current;
    }

    @Override
    public final boolean isReady() {
      for (Strand<T> strand : strands) {
        if (!strand.isReady()) {
          return false;
        }
      }
      return true;
    }

    @Override
    public final void close() {
      strands.forEach(Strand::close);
    }
  }

  @Override
  public final long size() {
    return finitude() == Finitude.FINITE || any(child -> child.size() != UNBOUNDED) ? UNKNOWN : UNBOUNDED;
  }

  @Override
  public final Finitude finitude() {
    boolean ends = children().isEmpty() || any(Finitude.FINITE);
    if (exhausted == Exhausted.STOP) {
      return ends ? Finitude.FINITE : any(Finitude.INFINITE) ? Finitude.INFINITE : Finitude.PSEUDO_INFINITE;
    }
    return any(Finitude.INFINITE) ? Finitude.INFINITE : ends ? Finitude.FINITE : Finitude.PSEUDO_INFINITE;
  }

  @Override
  public final long epochs() {
    return children().stream().mapToLong(Strand::epochs).min().orElse(Long.MAX_VALUE);
  }

  @Override
  public Footprint footprint() {
    return anyOf(children());
  }
}
