package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Footprint;
import dev.sheaf.stage.Cursor;
import dev.sheaf.stage.Run;
import dev.sheaf.stage.Stage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The same items, no more of them in a second than is said. What was not used is not saved up.
public final class RateStage<T> extends Stage<T> {
  private static final double NANOS = 1e9;

  private final Stage<T> upstream;
  private final long gapNanos;

  /// @param perSecond how many items a second at most
  /// @throws IllegalArgumentException if it is not above 0, or above a thousand million
  public RateStage(Stage<T> upstream, double perSecond) {
    if (!(perSecond > 0 && perSecond <= NANOS)) {
      throw new IllegalArgumentException("expected a rate above 0 and up to 1e9 items a second, found " + perSecond);
    }
    this.upstream = upstream;
    this.gapNanos = (long) Math.min(Long.MAX_VALUE / 2.0, Math.ceil(NANOS / perSecond));
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    Cursor<T> drawn = upstream.open(run, epoch, from);
    Time time = Drawing.of(run).workers().time();
    return new Cursor<T>() {
      private long notBefore = time.nanos();

      @Override
      public boolean advance() {
        long wait = notBefore - time.nanos();
        if (wait > 0) {
          sleep(wait);
        }
        if (!drawn.advance()) {
          return false;
        }
        notBefore = time.nanos() + gapNanos;
        return true;
      }

      private void sleep(long nanos) {
        try {
          time.sleep(nanos);
        } catch (InterruptedException e) {
          throw RingCursor.interrupted(e);
        }
      }

      @Override
      public T item() {
        return drawn.item();
      }

      @Override
      public State state() {
        return drawn.state();
      }

      @Override
      public State place() {
        return drawn.place();
      }

      @Override
      public long row() {
        return drawn.row();
      }

      @Override
      public boolean isReady() {
        return notBefore <= time.nanos() && drawn.isReady();
      }

      @Override
      public void close() {
        drawn.close();
      }
    };
  }

  @Override
  public long size() {
    return upstream.size();
  }

  @Override
  public List<Stage<?>> upstream() {
    return List.of(upstream);
  }

  /// One at a time: who draws a second's items at once has them late.
  @Override
  public int itemsPerBlock() {
    return 1;
  }

  @Override
  public Footprint footprint() {
    return upstream.footprint();
  }

  @Override
  public String toString() {
    return upstream.toString();
  }
}
