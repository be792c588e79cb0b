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
  private static final String ITEM = ".item";

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
    return itemName(name);
  }

  private static String itemName(String name) {
    return name + ITEM;
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    Splitter<T> source = Objects.requireNonNull(splitter, "a path is opened by its route");
    if (from == null) {
      return new Walking(source, run, source.taken(number), null);
    }
    boolean isItem = from.stage().equals(itemName());
    from.require(isItem ? itemName() : name, 1, isItem ? 1 : 0);
    return new Walking(source, run, from.number(0), isItem ? from.parts().getFirst() : null);
  }

  /// The number of the first entry of a path that is needed again to go on at a state; [Long#MAX_VALUE] if that says nothing
  /// of the path.
  ///
  /// @param name what the paths of the route are called
  static long needed(State state, String name) {
    String item = itemName(name);
    if (state.stage().equals(name) || state.stage().equals(item)) {
      return state.number(0);
    }
    long needed = Long.MAX_VALUE;
    // What is not the first is held back, and so is an item on the path of another route.
    int held = state.stage().endsWith(ITEM) ? 0 : 1;
    for (int i = 0; i < state.parts().size(); i++) {
      State part = state.parts().get(i);
      // An item that is held back says itself where it comes from, and nothing is needed behind it.
      if (i < held || !part.stage().equals(item)) {
        needed = Math.min(needed, needed(part, name));
      }
    }
    return needed;
  }

  /// The entries from some number on. Before them may come one more, of which it is known where it came from.
  private final class Walking extends Cursor<T> {
    private final Splitter<T> source;
    private final Run run;
    private @Nullable State again;
    private long next;
    private @Nullable State place;
    private @Nullable T item;

    Walking(Splitter<T> source, Run run, long next, @Nullable State again) {
      this.source = source;
      this.run = run;
      this.next = next;
      this.again = again;
    }

    @Override
    @SuppressWarnings("unchecked") // The splitter puts nothing else there.
    public boolean advance() {
      for (Object entry = entry(); entry != null; entry = entry()) {
        switch (entry) {
          case Fault fault -> {
            Drawing drawing = Drawing.of(run);
            drawing.cameFrom(place());
            drawing.leaveOutAsItCame(fault);
          }
          case Thrown(Fault fault) -> throw new FaultException(fault, false);
          default -> {
            item = (T) entry;
            return true;
          }
        }
      }
      return false;
    }

    private @Nullable Object entry() {
      State itsPlace = again;
      if (itsPlace != null) {
        again = null;
        place = itsPlace;
        return reader.apply(itsPlace);
      }
      Splitter.Routed routed = source.isReady(number, next) ? source.take(number, next) : await();
      if (routed == null) {
        return null;
      }
      next++;
      place = routed.place();
      return routed.item();
    }

    private Splitter.@Nullable Routed await() {
      Drawing drawing = Drawing.of(run);
      drawing.check();
      drawing.waits();
      Workers workers = drawing.workers();
      long from = workers.measures() ? workers.nanoTime() : 0;
      try {
        return source.take(number, next);
      } finally {
        if (workers.measures()) {
          drawing.starved(workers.nanoTime() - from);
        }
      }
    }

    @Override
    public T item() {
      return Objects.requireNonNull(item);
    }

    @Override
    public State state() {
      State itsPlace = again;
      return itsPlace == null ? State.of(name, next) : item(itsPlace);
    }

    @Override
    public State place() {
      return item(Objects.requireNonNull(place, "advance() was not called"));
    }

    private State item(State itsPlace) {
      return State.over(itsPlace, itemName(), next);
    }

    @Override
    public boolean isReady() {
      return again != null || source.isReady(number, next);
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
