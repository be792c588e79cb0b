package dev.sheaf.stage;

import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.checkpoint.CheckpointMismatchException.Part;
import dev.sheaf.checkpoint.State;
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
    if (from == null) {
      return new Filling(EndingCursor.open(upstream, run, epoch, null), run, new ArrayList<>(), null);
    }
    List<State> parts = from.require(NAME, 1, -1).parts();
    long count = from.number(0);
    if (count < 0 || count >= size || parts.size() != (count == 0 ? 1 : 2)) {
      throw new CheckpointMismatchException(
          Part.STATE, "a bucket of up to %d items".formatted(size - 1), from.toString(), "its text was damaged: start anew");
    }
    List<T> held = count == 0 ? new ArrayList<>() : run.again(() -> read(run, epoch, parts.getLast(), count));
    return new Filling(
        EndingCursor.open(upstream, run, epoch, parts.getFirst()), run, held, count == 0 ? null : parts.getLast());
  }

  /// Reads again what was in a bucket that was not full.
  private List<T> read(Run run, long epoch, State begin, long count) {
    List<T> items = new ArrayList<>();
    try (Cursor<T> cursor = upstream.open(run, epoch, begin)) {
      while (items.size() < count) {
        run.check();
        if (!Rereading.advance(cursor)) {
          throw new CheckpointMismatchException(
              Part.STATE, count + " items in a bucket", "no more than " + items.size(), "the data has changed since: start anew");
        }
        items.add(cursor.item());
      }
    }
    return items;
  }

  /// Its state is where to go on, with what is in a bucket that is not full, and where that began: a fault may pass between.
  private final class Filling extends DerivedCursor<T, List<T>> {
    private final Tally taken;
    private final Tally made;
    private final Tally holding;
    private final Tally dropped;
    private List<T> filling;
    private State before;
    private List<T> bucket = List.of();

    /// @param begun where the items come from that are in the bucket already; null if there are none
    Filling(Cursor<T> upstream, Run run, List<T> filling, @Nullable State begun) {
      super(upstream);
      this.taken = run.tally(NAME, Tally.Kind.TAKEN);
      this.made = run.tally(NAME, Tally.Kind.MADE);
      this.holding = run.tally(NAME, Tally.Kind.HELD);
      this.dropped = run.tally(NAME, Tally.Kind.DROPPED);
      this.filling = filling;
      this.before = begun == null ? upstream.state() : begun;
    }

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
      return new State(NAME, List.of(0L), List.of(before));
    }

    @Override
    public State state() {
      State here = upstream.state();
      return new State(NAME, List.of((long) filling.size()), filling.isEmpty() ? List.of(here) : List.of(here, before));
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
  public String toString() {
    return then(upstream, dropRemainder ? "batch(" + size + ", DROP)" : "batch(" + size + ")");
  }
}
