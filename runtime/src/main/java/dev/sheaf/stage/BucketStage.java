package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Footprint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists of so many consecutive items; the last may be shorter.
public final class BucketStage<T> extends DerivedStage<T, List<T>> {
  private static final String NAME = "bucket";

  private final int size;
  private final boolean dropRemainder;

  /// @param dropRemainder whether a last list that is shorter is left out
  /// @throws IllegalArgumentException if `size` is less than 1
  public BucketStage(Stage<T> upstream, int size, boolean dropRemainder) {
    if (size < 1) {
      throw new IllegalArgumentException("expected a bucket of 1 item or more, found " + size);
    }
    super(upstream);
    this.size = size;
    this.dropRemainder = dropRemainder;
  }

  @Override
  public Cursor<List<T>> open(Run run, long epoch, @Nullable State from) {
    State before = from == null ? null : from.require(NAME, 0, 1).parts().getFirst();
    return new Filling(RedrawingCursor.open(upstream, run, epoch, before), run);
  }

  private final class Filling extends GatheringCursor<T, List<T>> {
    private final RedrawingCursor<T> source;
    private List<T> filling = new ArrayList<>();
    private List<T> bucket = List.of();
    private State before;

    Filling(RedrawingCursor<T> source, Run run) {
      super(source, run, NAME);
      this.source = source;
      this.before = source.beginning();
    }

    @Override
    public boolean advance() {
      source.redraw(this::takeOne);
      // Kept through faults, so that what was drawn before one is not lost.
      while (filling.size() < size && takeOne()) {}
      if (filling.isEmpty()) {
        return false;
      }
      List<T> filled = filling;
      filling = new ArrayList<>(size);
      before = source.begin();
      holding.add(-filled.size());
      if (filled.size() < size && dropRemainder) {
        dropped.add(filled.size());
        return false;
      }
      taken.add(filled.size());
      made.add();
      bucket = List.copyOf(filled);
      return true;
    }

    private boolean takeOne() {
      if (!source.advance()) {
        return false;
      }
      filling.add(source.item());
      holding.add();
      return true;
    }

    @Override
    public List<T> item() {
      return bucket;
    }

    @Override
    public State place() {
      return new State(NAME, List.of(), List.of(before));
    }

    @Override
    public State state() {
      return new State(NAME, List.of(), List.of(source.state()));
    }
  }

  @Override
  public long size() {
    long items = upstream.size();
    return items == UNKNOWN || items == UNBOUNDED
        ? items
        : items / size + (!dropRemainder && items % size > 0 ? 1 : 0);
  }

  @Override
  public int itemsPerBlock() {
    return 1;
  }

  @Override
  public List<Holding> holdings(int threads) {
    return List.of(new Holding("open bucket", size, upstream.footprint()));
  }

  @Override
  public Footprint footprint() {
    return upstream.footprint().times(size);
  }

  @Override
  public String toString() {
    return then(upstream, dropRemainder ? "batch(" + size + ", DROP)" : "batch(" + size + ")");
  }
}
