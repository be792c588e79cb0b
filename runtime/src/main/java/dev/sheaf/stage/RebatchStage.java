package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The rows of batches, in batches of another size. Batches without rows vanish.
public final class RebatchStage<B> extends GatheringStage<B, B> {
  private static final String NAME = "rebatch";

  private final int size;
  private final boolean dropRemainder;
  private final RowSlicing<B> slicing;

  /// @param name what errors and the ledger call it
  /// @param size how many rows
  /// @param dropRemainder whether a last batch that has fewer is left out
  /// @throws IllegalArgumentException if `size` is less than 1
  public RebatchStage(Stage<B> upstream, String name, int size, boolean dropRemainder, RowSlicing<B> slicing) {
    if (size < 1) {
      throw new IllegalArgumentException("expected batches of 1 row or more, found " + size);
    }
    super(upstream, name);
    this.size = size;
    this.dropRemainder = dropRemainder;
    this.slicing = slicing;
  }

  @Override
  public Cursor<B> open(Run run, long epoch, @Nullable State from) {
    HeldState held = from == null ? null : HeldState.of(from, NAME, 1, 1);
    Cursor<B> cursor = EndingCursor.open(upstream, run, epoch, held == null ? null : held.upstream());
    return new Cutting(cursor, run, epoch, held);
  }

  /// Its state has the batches of which rows are left, and how many rows of the first were given.
  private final class Cutting extends GatheringCursor<B, B> {
    private final long epoch;
    private @Nullable HeldState resumed;
    private Held<B> held = new Held<>();
    private long offset;
    private long rows;
    private @Nullable B batch;

    /// As it was before the batch was given.
    private Held<B> cut = new Held<>();

    private long cutOffset;

    Cutting(Cursor<B> upstream, Run run, long epoch, @Nullable HeldState resumed) {
      super(upstream, run, name);
      this.epoch = epoch;
      this.resumed = resumed;
    }

    @Override
    public boolean advance() {
      if (resumed != null) {
        held = new Rereading<>(RebatchStage.this.upstream, run, epoch).read(resumed.lists()).getFirst();
        offset = resumed.own().getFirst();
        rows = held.items().stream().mapToLong(slicing::rows).sum() - offset;
        resumed = null;
      }
      while (rows < size && upstream.advance()) {
        long more = rowsOf(upstream.item());
        if (more > 0) {
          held.add(upstream);
          holding.add();
          rows += more;
        }
        run.check();
      }
      if (rows < size && dropRemainder) {
        drop();
      }
      if (rows == 0) {
        return false;
      }
      try {
        give();
      } catch (Exception e) {
        throw new FaultException(new Fault(name, -1, e), true);
      }
      made.add();
      return true;
    }

    private long rowsOf(B item) {
      calls.add();
      try {
        long itsRows = slicing.rows(item);
        dropped.add(itsRows > 0 ? 0 : 1);
        return itsRows;
      } catch (Exception e) {
        run.leaveOut(new Fault(name, upstream.row(), e).about(item));
        return 0;
      }
    }

    /// Leaves out what is left. A batch of which rows were given was taken.
    private void drop() {
      Held<B> rest = held.release();
      int whole = rest.size() - (offset > 0 ? 1 : 0);
      holding.add(-whole);
      dropped.add(whole);
      offset = 0;
      rows = 0;
    }

    private void give() {
      cut = held;
      cutOffset = offset;
      List<B> slices = new ArrayList<>();
      long left = Math.min(size, rows);
      int first = 0;
      rows -= left;
      while (left > 0) {
        B next = held.items().get(first);
        long end = slicing.rows(next);
        long to = Math.min(end, offset + left);
        if (offset == 0) {
          holding.add(-1);
          taken.add();
        }
        slices.add(offset == 0 && to == end ? next : slicing.slice(next, offset, to));
        left -= to - offset;
        offset = to < end ? to : 0;
        first += to < end ? 0 : 1;
      }
      held = cut.from(first);
      batch = slices.size() == 1 ? slices.getFirst() : slicing.concatenate(slices);
    }

    @Override
    public B item() {
      return Objects.requireNonNull(batch, "advance() was not called");
    }

    @Override
    public State place() {
      return state(cut, cutOffset);
    }

    @Override
    public State state() {
      return resumed != null ? resumed.toState(NAME) : state(held, offset);
    }

    private State state(Held<B> batches, long given) {
      return new HeldState(List.of(given), upstream.state(), List.of(batches.places())).toState(NAME);
    }
  }

  @Override
  public List<Holding> holdings(int threads) {
    return List.of(new Holding("rows to be cut", Holding.UNKNOWN, upstream.footprint()));
  }

  @Override
  public String toString() {
    return then(upstream, "rebatch(" + size + (dropRemainder ? ", DROP)" : ")"));
  }
}
