package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Footprint;
import dev.sheaf.order.Finitude;
import org.jspecify.annotations.Nullable;

/// Only the first items. No more than those are drawn.
public final class TakeStage<T> extends DerivedStage<T, T> {
  private static final String NAME = "take";

  private final long count;

  /// @throws IllegalArgumentException if `count` is negative
  public TakeStage(Stage<T> upstream, long count) {
    if (count < 0) {
      throw new IllegalArgumentException("expected 0 items or more to take, found " + count);
    }
    super(upstream);
    this.count = count;
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    State before = from == null ? null : from.require(NAME, 1, 1).parts().getFirst();
    return new DerivedCursor<T, T>(upstream.open(run, epoch, before)) {
      private long left = from == null ? count : from.number(0);

      @Override
      public boolean advance() {
        if (left <= 0 || !upstream.advance()) {
          return false;
        }
        left--;
        return true;
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
        return State.over(upstream.place(), NAME, left + 1);
      }

      @Override
      public boolean isReady() {
        return left <= 0 || upstream.isReady();
      }
    };
  }

  @Override
  public long size() {
    if (count == 0) {
      return 0;
    }
    long items = upstream.size();
    return items == UNKNOWN ? UNKNOWN : Math.min(items, count);
  }

  @Override
  public Finitude finitude() {
    return Finitude.FINITE;
  }

  @Override
  public Footprint footprint() {
    return upstream.footprint();
  }

  @Override
  public String toString() {
    return then(upstream, "take(" + count + ")");
  }
}
