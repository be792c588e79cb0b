package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
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
    State before = from == null ? null : from.require(NAME, 1, 1).parts().getFirst();
    return new DerivedCursor<T, T>(upstream.open(run, epoch, before)) {
      private final Tally dropped = run.tally(NAME, Tally.Kind.DROPPED);

      // How many of the present group were drawn.
      private long drawn = from == null ? 0 : from.number(0);
      private @Nullable T item;
      private @Nullable State place;

      @Override
      public boolean advance() {
        while (upstream.advance()) {
          run.check();
          boolean isOurs = drawn == rank;
          if (isOurs) {
            item = upstream.item();
            place = dropRemainder ? State.over(upstream.place(), NAME, rank) : null;
          }
          drawn = drawn + 1 == world ? 0 : drawn + 1;
          if (dropRemainder && drawn == 0) {
            dropped.add(world - 1);
            return true;
          }
          if (!dropRemainder && isOurs) {
            return true;
          }
          dropped.add(dropRemainder ? 0 : 1);
        }
        if (dropRemainder) {
          dropped.add(drawn);
          drawn = 0;
        }
        return false;
      }

      @Override
      public T item() {
        return Objects.requireNonNull(item);
      }

      // Within a group that is to be complete, the item is held and not yet given: its place is where to go on.
      @Override
      public State state() {
        return dropRemainder && drawn > rank && place != null ? place : State.over(upstream.state(), NAME, drawn);
      }

      @Override
      public State place() {
        return place != null ? place : State.over(upstream.place(), NAME, rank);
      }
    };
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
  public String toString() {
    return then(
        upstream,
        dropRemainder ? "shard(%d, %d, DROP)".formatted(rank, world) : "shard(%d, %d)".formatted(rank, world));
  }
}
