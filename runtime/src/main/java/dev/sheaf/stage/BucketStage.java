package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists of so many consecutive items; the last may be shorter.
public final class BucketStage<T> extends Stage<List<T>> {
  private static final String NAME = "bucket";

  private final Stage<T> upstream;
  private final int size;
  private final boolean dropRemainder;

  /// @param dropRemainder whether a last list that is shorter is left out
  /// @throws IllegalArgumentException if `size` is less than 1
  public BucketStage(Stage<T> upstream, int size, boolean dropRemainder) {
    if (size < 1) {
      throw new IllegalArgumentException("expected a bucket of 1 item or more, found " + size);
    }
    this.upstream = upstream;
    this.size = size;
    this.dropRemainder = dropRemainder;
  }

  @Override
  public Cursor<List<T>> open(Run run, long epoch, @Nullable State from) {
    return new DerivedCursor<T, List<T>>(EndingCursor.open(upstream, run, epoch, from)) {
      private final Tally taken = run.tally(NAME, Tally.Kind.TAKEN);
      private final Tally made = run.tally(NAME, Tally.Kind.MADE);
      private final Tally holding = run.tally(NAME, Tally.Kind.HELD);
      private final Tally dropped = run.tally(NAME, Tally.Kind.DROPPED);
      private List<T> filling = new ArrayList<>();
      private State before = upstream.state();
      private List<T> bucket = List.of();

      @Override
      public boolean advance() {
        if (filling.isEmpty()) {
          before = upstream.state();
        }
        // Kept through faults, so that what was drawn before one is not lost.
        while (filling.size() < size && upstream.advance()) {
          filling.add(upstream.item());
          holding.add();
        }
        if (filling.isEmpty()) {
          return false;
        }
        holding.add(-filling.size());
        if (filling.size() < size && dropRemainder) {
          dropped.add(filling.size());
          filling = new ArrayList<>();
          return false;
        }
        taken.add(filling.size());
        made.add();
        bucket = List.copyOf(filling);
        filling = new ArrayList<>(size);
        return true;
      }

      @Override
      public List<T> item() {
        return bucket;
      }

      @Override
      public State place() {
        return before;
      }

      @Override
      public State state() {
        return filling.isEmpty() ? upstream.state() : before;
      }
    };
  }

  @Override
  public long size() {
    long items = upstream.size();
    return items == UNKNOWN || items == UNBOUNDED
        ? items
        : items / size + (!dropRemainder && items % size > 0 ? 1 : 0);
  }

  @Override
  public List<Stage<?>> upstream() {
    return List.of(upstream);
  }

  @Override
  public int itemsPerBlock() {
    return 1;
  }

  @Override
  public String toString() {
    return then(upstream, dropRemainder ? "batch(" + size + ", DROP)" : "batch(" + size + ")");
  }
}
