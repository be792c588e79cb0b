package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Ending;
import dev.sheaf.stage.FaultException;
import dev.sheaf.stage.Holding;
import dev.sheaf.stage.Run;
import dev.sheaf.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Items of which each goes on the path that a function says; what comes out of the paths is given as it comes.
///
/// A [Splitter] draws, each path begins with a [PathStage], and a [MergeCursor] takes what they give.
///
/// @param <T> the items
/// @param <U> what the paths make of them
public final class RouteStage<T, U> extends AheadStage<U> {
  static final String NAME = "route";

  private final Stage<T> upstream;
  private final ToIntFunction<? super T> router;
  private final List<Function<Stage<T>, Stage<? extends U>>> paths;
  private final List<? extends Stage<? extends U>> described;
  private final String pathName;

  /// @param paths each gives what is made of the items on it
  public RouteStage(
      Stage<T> upstream, ToIntFunction<? super T> router, List<Function<Stage<T>, Stage<? extends U>>> paths) {
    this.upstream = upstream;
    this.router = router;
    this.paths = List.copyOf(paths);
    // Paths inside of paths have names of their own.
    int depth = paths.stream().mapToInt(path -> depth(path.apply(path("path", 0, null, State::stage)))).max().orElse(0);
    this.pathName = "path" + depth;
    this.described = paths.stream().map(path -> path.apply(path(pathName, 0, null, State::stage))).toList();
  }

  private static int depth(Stage<?> stage) {
    int below = stage.upstream().stream().mapToInt(RouteStage::depth).max().orElse(0);
    return stage instanceof RouteStage<?, ?> route
        ? Math.max(below, 1 + route.described.stream().mapToInt(RouteStage::depth).max().orElse(0))
        : below;
  }

  private PathStage<T> path(
      String name, int number, @Nullable Splitter<T> splitter, Function<State, Object> reader) {
    return new PathStage<>(name, number, splitter, reader);
  }

  @Override
  public AheadCursor<U> open(Run run, long epoch, @Nullable State from) {
    Drawing drawing = Drawing.of(run);
    Workers workers = drawing.workers();
    int count = paths.size();
    if (from != null) {
      from.require(NAME, 1 + 2 * count, -1);
    }
    RouteFeeder<T> feeder = new RouteFeeder<>(workers, upstream, epoch, from == null ? null : from.parts().getFirst());
    String station = upstream instanceof AheadStage<?> ? NAME : PrefetchStage.station(upstream) + ", " + NAME;
    Meter meter = workers.meter(station);
    feeder.measured(new FeederMeter(workers, station, meter));
    Splitter<T> splitter = new Splitter<>(router, count, feeder.here(), feeder::read, workers, meter);
    List<AheadCursor<? extends U>> cursors = new ArrayList<>();
    try {
      int next = 1 + count;
      for (int i = 0; i < count; i++) {
        State of = from == null ? null : from.parts().get(1 + i);
        if (from != null && of != null) {
          int held = Math.toIntExact(from.number(2 + 2 * i));
          splitter.hold(i, from.number(1 + 2 * i), from.parts().subList(next, next + held));
          next += held;
        }
        Stage<? extends U> path = paths.get(i).apply(path(pathName, i, splitter, feeder::read));
        cursors.add(MergeStage.open(MergeStage.ahead(path), new Joined(drawing), epoch, of));
      }
    } catch (Throwable e) {
      splitter.close();
      cursors.forEach(AheadCursor::close);
      feeder.drawn().close();
      throw e;
    }
    Ending[] ending = new Ending[1];
    MergeCursor<U> cursor = new MergeCursor<>(
        drawing,
        cursors,
        from == null ? MergeCursor.ANY : (int) from.number(0),
        new MergeCursor.Joining() {
          @Override
          public MergeCursor.Joint join(int first, List<State> states) {
            return joint(splitter, first, states);
          }

          @Override
          public Account counted() {
            return splitter.counted();
          }

          @Override
          public void ended(int child, boolean failed) {
            splitter.abandon(child, failed);
          }

          @Override
          public void taking(int child) {
            if (splitter.mayForget(child)) {
              splitter.forget(child, needed(cursors.get(child).state()));
            }
          }

          @Override
          public @Nullable FaultException failure() {
            return splitter.failure();
          }

          @Override
          public void closing() {
            splitter.close();
            ending[0].end();
          }
        });
    ending[0] = workers.feed("feeder", itsEnding -> feeder.feed(splitter, itsEnding));
    return cursor;
  }

  private MergeCursor.Joint joint(Splitter<T> splitter, int first, List<State> states) {
    List<Long> numbers = new ArrayList<>(List.of((long) first));
    Splitter.Snapshot snapshot = splitter.snapshot(states.stream().map(this::needed).toList());
    List<State> parts = new ArrayList<>(List.of(snapshot.drawn()));
    parts.addAll(states);
    for (Splitter.Held held : snapshot.held()) {
      numbers.add(held.first());
      numbers.add((long) held.places().size());
      parts.addAll(held.places());
    }
    return new MergeCursor.Joint(new State(NAME, numbers, parts), snapshot.counted());
  }

  private long needed(State state) {
    return PathStage.needed(state, pathName);
  }

  @Override
  public long size() {
    return upstream.size() == 0 ? 0 : UNKNOWN;
  }

  @Override
  public List<Stage<?>> upstream() {
    return List.of(upstream);
  }

  @Override
  public boolean isDeterministic() {
    return false;
  }

  @Override
  public List<Holding> holdings(int threads) {
    return List.of(new Holding("items on their paths", Holding.UNKNOWN, upstream.footprint()));
  }

  @Override
  public String toString() {
    return then(
        upstream,
        described.stream().map(path -> "[" + path + "]").collect(Collectors.joining(", ", NAME + "(", ")")));
  }
}
