package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import dev.sheaf.order.Finitude;
import dev.sheaf.stage.Cursor;
import dev.sheaf.stage.FaultException;
import dev.sheaf.stage.Run;
import dev.sheaf.stage.Stage;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// The beginning of a path: the items that a [Splitter] puts on it. Without one, it only stands for them in a description.
final class PathStage<T> extends Stage<T> {
  private final String name;
  private final int number;
  private final @Nullable Splitter<T> splitter;
  private final BiFunction<Run, State, Cursor<T>> opener;

  /// @param name tells the paths of one route from those of another inside it
  /// @param number which path
  /// @param opener opens what is split at the place of an item
  PathStage(String name, int number, @Nullable Splitter<T> splitter, BiFunction<Run, State, Cursor<T>> opener) {
    this.name = name;
    this.number = number;
    this.splitter = splitter;
    this.opener = opener;
  }

  private String itemName() {
    return name + ".item";
  }

  @Override
  @SuppressWarnings("resource") // Closed with what draws from it.
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    if (from != null && from.stage().equals(itemName())) {
      return opener.apply(run, from.require(itemName(), 0, 1).parts().getFirst());
    }
    if (from != null) {
      from.require(name, 1, 0);
    }
    return new Walking(Objects.requireNonNull(splitter, "a path is opened by its route"), run);
  }

  private final class Walking extends Cursor<T> {
    private final Splitter<T> source;
    private final Run run;
    private long taken;
    private @Nullable T item;

    Walking(Splitter<T> source, Run run) {
      this.source = source;
      this.run = run;
      this.taken = source.taken(number);
    }

    @Override
    @SuppressWarnings("unchecked") // The splitter puts nothing else there.
    public boolean advance() {
      for (Object next = source.take(number); next != null; next = source.take(number)) {
        taken++;
        switch (next) {
          case Fault fault -> run.leaveOut(fault);
          case Thrown(Fault fault) -> throw new FaultException(fault, false);
          default -> {
            item = (T) next;
            return true;
          }
        }
      }
      return false;
    }

    @Override
    public T item() {
      return Objects.requireNonNull(item);
    }

    @Override
    public State state() {
      return State.of(name, taken);
    }

    @Override
    public State place() {
      return State.over(source.place(number), itemName(), new long[0]);
    }

    @Override
    public boolean isReady() {
      return source.isReady(number);
    }

    @Override
    public void close() {
      // The splitter is its route's.
    }
  }

  /// Which items come is said by a function; each is known by where it came from, and not by how many came before.
  @Override
  public boolean isDeterministic() {
    return false;
  }

  @Override
  public long size() {
    return UNKNOWN;
  }

  @Override
  public Finitude finitude() {
    return Finitude.FINITE;
  }

  @Override
  public List<Stage<?>> upstream() {
    return List.of();
  }

  @Override
  public String toString() {
    return "";
  }
}
