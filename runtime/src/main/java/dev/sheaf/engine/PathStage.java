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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The beginning of a path: the items that a [Splitter] puts on it. Without one, it only stands for them in a description.
final class PathStage<T> extends Stage<T> {
  private final String name;
  private final int number;
  private final @Nullable Splitter<T> splitter;
  private final Function<State, Object> reader;

  /// @param name tells the paths of one route from those of another inside it
  /// @param number which path
  /// @param reader reads again what came from a place, which may be a fault
  PathStage(String name, int number, @Nullable Splitter<T> splitter, Function<State, Object> reader) {
    this.name = name;
    this.number = number;
    this.splitter = splitter;
    this.reader = reader;
  }

  private String itemName() {
    return name + ".item";
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    if (from != null && from.stage().equals(itemName())) {
      return new Again(reader.apply(from.require(itemName(), 0, 1).parts().getFirst()), run);
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
      for (Object next = next(); next != null; next = next()) {
        taken++;
        switch (next) {
          case Fault fault -> {
            Drawing.of(run).cameFrom(place());
            run.leaveOut(fault);
          }
          case Thrown(Fault fault) -> throw new FaultException(fault, false);
          default -> {
            item = (T) next;
            return true;
          }
        }
      }
      return false;
    }

    private @Nullable Object next() {
      if (!source.isReady(number)) {
        Drawing.of(run).waits();
      }
      return source.take(number);
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

  /// One entry that was drawn before.
  private final class Again extends Cursor<T> {
    private final Object entry;
    private final Run run;
    private boolean given;

    Again(Object entry, Run run) {
      this.entry = entry;
      this.run = run;
    }

    @Override
    public boolean advance() {
      if (given) {
        return false;
      }
      given = true;
      switch (entry) {
        case Fault fault -> run.leaveOut(fault);
        case Thrown(Fault fault) -> throw new FaultException(fault, false);
        default -> {
          return true;
        }
      }
      return false;
    }

    @Override
    @SuppressWarnings("unchecked") // The splitter puts nothing else on a path.
    public T item() {
      return (T) entry;
    }

    @Override
    public State state() {
      return State.of(itemName());
    }

    @Override
    public State place() {
      return state();
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void close() {
      // There is nothing to close.
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
