package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Footprint;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One item of each group of so many: the part of one reader.
public final class ShardStage<T> extends DerivedStage<T, T> {
  private static final String NAME = "shard";

  private final int rank;
  private final int world;
  private final boolean dropRemainder;

  /// @param dropRemainder whether a last group that is not full has nothing for anybody
  /// @throws IllegalArgumentException if the rank is out of range
  public ShardStage(Stage<T> upstream, int rank, int world, boolean dropRemainder) {
    if (world < 1 || rank < 0 || rank >= world) {
      throw new IllegalArgumentException(
          "expected a rank from 0 to world - 1, found rank %d of %d".formatted(rank, world));
    }
    super(upstream);
    this.rank = rank;
    this.world = world;
    this.dropRemainder = dropRemainder;
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    long drawn = from == null ? 0 : from.require(NAME, 1, 1).number(0);
    State before = from == null ? null : from.parts().getFirst();
    return dropRemainder
        ? new Whole(RedrawingCursor.open(upstream, run, epoch, before), run)
        : new Each(upstream.open(run, epoch, before), run, drawn);
  }

  /// Every item of ours.
  private final class Each extends DerivedCursor<T, T> {
    private final Run run;
    private final Tally dropped;

    /// How many of the present group were drawn.
    private long drawn;

    Each(Cursor<T> upstream, Run run, long drawn) {
      super(upstream);
      this.run = run;
      this.dropped = run.tally(NAME, Tally.Kind.DROPPED);
      this.drawn = drawn;
    }

    @Override
    public boolean advance() {
      while (upstream.advance()) {
        run.check();
        boolean isOurs = drawn == rank;
        drawn = drawn + 1 == world ? 0 : drawn + 1;
        if (isOurs) {
          return true;
        }
        dropped.add();
      }
      return false;
    }

    @Override
    public T item() {
      return upstream.item();
    }

    @Override
    public State state() {
      return State.over(upstream.state(), NAME, drawn);
    }

    @Override
    public State place() {
      return State.over(upstream.place(), NAME, rank);
    }
  }

  /// Only items of groups of which all have one.
  private final class Whole extends DerivedCursor<T, T> {
    private final RedrawingCursor<T> source;
    private final Run run;
    private final Tally holding;
    private final Tally dropped;
    private long drawn;
    private @Nullable T ours;
    private @Nullable T item;
    private State place;

    Whole(RedrawingCursor<T> source, Run run) {
      super(source);
      this.source = source;
      this.run = run;
      this.holding = run.tally(NAME, Tally.Kind.HELD);
      this.dropped = run.tally(NAME, Tally.Kind.DROPPED);
      this.place = source.beginning();
    }

    @Override
    public boolean advance() {
      source.redraw(this::takeOne);
      while (drawn < world && takeOne()) {
        run.check();
      }
      boolean isWhole = drawn == world;
      holding.add(-drawn);
      dropped.add(isWhole ? drawn - 1 : drawn);
      drawn = 0;
      item = ours;
      place = source.begin();
      return isWhole;
    }

    private boolean takeOne() {
      if (!source.advance()) {
        return false;
      }
      if (drawn == rank) {
        ours = source.item();
      }
      drawn++;
      holding.add();
      return true;
    }

    @Override
    public T item() {
      return Objects.requireNonNull(item);
    }

    @Override
    public State state() {
      return State.over(source.state(), NAME, 0);
    }

    @Override
    public State place() {
      return State.over(place, NAME, 0);
    }
  }

  @Override
  public long size() {
    long items = upstream.size();
    if (items == UNKNOWN || items == UNBOUNDED) {
      return items;
    }
    return items / world + (!dropRemainder && items % world > rank ? 1 : 0);
  }

  @Override
  public Footprint footprint() {
    return upstream.footprint();
  }

  @Override
  public String toString() {
    return then(
        upstream,
        dropRemainder ? "shard(%d, %d, DROP)".formatted(rank, world) : "shard(%d, %d)".formatted(rank, world));
  }
}
