package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Footprint;
import dev.sheaf.order.Finitude;
import org.jspecify.annotations.Nullable;

/// Several epochs one after the other, as one. Endless ones, and those that are all alike, end where an epoch has no items,
/// unless all of them failed; others end where very many in a row have none.
public final class RepeatStage<T> extends DerivedStage<T, T> {
  /// As many passes as there is time for.
  public static final long FOREVER = Long.MAX_VALUE;

  private static final String NAME = "repeat";

  /// Of passes in orders of their own: as many as this in a row without an item will be followed by more of the kind.
  private static final int MOST_BARREN = 100_000;

  private final long times;
  private final boolean reshuffle;

  /// @param times how many passes, 0 or more, or [#FOREVER]
  /// @param reshuffle whether each pass is an epoch of its own, with an order of its own; if not, all passes of an epoch
  ///     are as the first
  /// @throws IllegalArgumentException if `times` is negative
  public RepeatStage(Stage<T> upstream, long times, boolean reshuffle) {
    if (times < 0) {
      throw new IllegalArgumentException("expected 0 passes or more, found " + times);
    }
    super(upstream);
    this.times = times;
    this.reshuffle = reshuffle;
  }

  private long epochOfPass(long epoch, long pass) {
    return !reshuffle ? epoch : times == FOREVER ? epoch + pass : epoch * times + pass;
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    return new Repeating(run, epoch, from);
  }

  private final class Repeating extends Cursor<T> {
    private final Run run;
    private final long epoch;
    private long pass;
    private boolean hasItems;

    /// How many passes in a row had no items.
    private int barren;

    private Cursor<T> current;

    Repeating(Run run, long epoch, @Nullable State from) {
      this.run = run;
      this.epoch = epoch;
      if (from != null) {
        from.require(NAME, 2, 1);
        pass = from.number(0);
        hasItems = from.number(1) != 0;
      }
      current = upstream.open(run, epochOfPass(epoch, pass), from == null ? null : from.parts().getFirst());
    }

    @Override
    public boolean advance() {
      while (pass < times) {
        if (current.advance()) {
          hasItems = true;
          return true;
        }
        barren = hasItems ? 0 : barren + 1;
        if (pass + 1 == times || (!hasItems && isLast())) {
          return false;
        }
        run.check();
        current.close();
        pass++;
        hasItems = false;
        current = upstream.open(run, epochOfPass(epoch, pass), null);
      }
      return false;
    }

    /// Whether no further pass has items, as this one has none.
    private boolean isLast() {
      return upstream.size() <= 0
          && (upstream.size() == 0 || times == FOREVER || !reshuffle || barren == MOST_BARREN);
    }

    @Override
    public T item() {
      return current.item();
    }

    @Override
    public State state() {
      return State.over(current.state(), NAME, pass, hasItems ? 1 : 0);
    }

    @Override
    public State place() {
      return State.over(current.place(), NAME, pass, 1);
    }

    @Override
    public boolean isReady() {
      return current.isReady();
    }

    @Override
    public void close() {
      current.close();
    }
  }

  @Override
  public long size() {
    long items = upstream.size();
    if (items == 0 || times == 0) {
      return 0;
    }
    if (items == UNBOUNDED || (times == FOREVER && items != UNKNOWN)) {
      return UNBOUNDED;
    }
    return items == UNKNOWN ? UNKNOWN : Math.multiplyExact(items, times);
  }

  @Override
  public Finitude finitude() {
    return times == FOREVER ? Finitude.INFINITE : upstream.finitude();
  }

  @Override
  public long epochs() {
    return !reshuffle || times == FOREVER ? upstream.epochs() : upstream.epochs() / Math.max(1, times);
  }

  @Override
  public Footprint footprint() {
    return upstream.footprint();
  }

  @Override
  public String toString() {
    String passes = times == FOREVER ? "" : Long.toString(times);
    return then(
        upstream, "repeat(" + (reshuffle ? passes : passes.isEmpty() ? "SAME_ORDER" : passes + ", SAME_ORDER") + ")");
  }
}
