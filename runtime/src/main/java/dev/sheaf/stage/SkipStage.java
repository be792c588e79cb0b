package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Footprint;
import org.jspecify.annotations.Nullable;

/// All but the first items.
public final class SkipStage<T> extends DerivedStage<T, T> {
  private static final String NAME = "skip";

  private final long count;

  /// @throws IllegalArgumentException if `count` is negative
  public SkipStage(Stage<T> upstream, long count) {
    if (count < 0) {
      throw new IllegalArgumentException("expected 0 items or more to skip, found " + count);
    }
    super(upstream);
    this.count = count;
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    State before = from == null ? null : from.require(NAME, 1, 1).parts().getFirst();
    return new DerivedCursor<T, T>(upstream.open(run, epoch, before)) {
      private final Tally dropped = run.tally(NAME, Tally.Kind.DROPPED);
      private long left = from == null ? count : from.number(0);

      @Override
      public boolean advance() {
        while (left > 0) {
          if (!upstream.advance()) {
            return false;
          }
          left--;
          dropped.add();
          run.check();
        }
        return upstream.advance();
      }

      @Override
      public T item() {
        return upstream.item();
      }

      @Override
      public State state() {
        return State.over(upstream.state(), NAME, left);
      }

      @Override
      public State place() {
        return State.over(upstream.place(), NAME, 0);
      }
    };
  }

  @Override
  public long size() {
    long items = upstream.size();
    return items == UNKNOWN || items == UNBOUNDED ? items : Math.max(0, items - count);
  }

  @Override
  public Footprint footprint() {
    return upstream.footprint();
  }

  @Override
  public String toString() {
    return then(upstream, "skip(" + count + ")");
  }
}
