package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The items of the first epoch, made once and kept in memory: each epoch gives those, whatever is random before.
///
/// They are kept with the stage, for all that open it, as far as they were read; whoever goes on behind them adds to them.
public final class CacheStage<T> extends Stage<T> {
  private static final String NAME = "cache";

  private final Stage<T> upstream;
  private final Kept kept;

  /// @param maxItems how many items are kept at most; another is a fault
  /// @throws IllegalArgumentException if `maxItems` is less than 1, or the items' order is not determined
  public CacheStage(Stage<T> upstream, int maxItems) {
    if (maxItems < 1) {
      throw new IllegalArgumentException("expected a cache of 1 item or more, found " + maxItems);
    }
    if (!upstream.isDeterministic()) {
      throw new IllegalArgumentException("expected items to cache whose order is determined, found " + upstream);
    }
    this.upstream = upstream;
    this.kept = new Kept(maxItems);
  }

  /// What was read, by any thread.
  private final class Kept {
    private final int maxItems;

    // Guarded by this.
    private final List<T> items = new ArrayList<>();
    private @Nullable State end;
    private boolean complete;

    Kept(int maxItems) {
      this.maxItems = maxItems;
    }

    synchronized @Nullable T get(long index) {
      return index < items.size() ? items.get((int) index) : null;
    }

    synchronized boolean isComplete() {
      return complete;
    }

    synchronized Cursor<T> open(Run run) {
      return upstream.open(run, 0, end);
    }

    synchronized long size() {
      return items.size();
    }

    /// Adds the item that a cursor has moved on to, unless it was added meanwhile by another.
    synchronized void add(long index, Cursor<T> cursor) {
      if (index != items.size()) {
        return;
      }
      if (items.size() == maxItems) {
        var full =
            new IllegalStateException(
                "expected at most %d items to cache, found more; raise the number, or cache less".formatted(maxItems));
        throw new FaultException(new Fault(NAME, -1, full), true);
      }
      items.add(cursor.item());
      end = cursor.state();
    }

    synchronized void complete() {
      complete = true;
    }
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    return new Replaying(run, from == null ? 0 : from.require(NAME, 1, 0).number(0));
  }

  private final class Replaying extends Cursor<T> {
    private final Run run;
    private long next;
    private @Nullable T item;

    private final Tally expected;

    /// Reads what is not kept yet: from `begun` on; it has read up to `at`.
    private @Nullable Cursor<T> reader;

    private long begun;
    private long at;

    /// Whether what it reads was received before the checkpoint.
    private boolean rereads;

    Replaying(Run run, long begin) {
      this.run = run;
      this.next = begin;
      this.expected = run.tally(NAME, Tally.Kind.EXPECTED);
    }

    @Override
    public boolean advance() {
      item = kept.get(next);
      while (item == null) {
        if (kept.isComplete() || !read()) {
          return false;
        }
        item = kept.get(next);
        run.check();
      }
      if (reader == null || next < begun) {
        // Nobody has counted it on the way here.
        expected.add();
      }
      next++;
      return true;
    }

    /// Adds the next item to those that are kept; false if there is none.
    private boolean read() {
      if (reader == null || at != kept.size() || (rereads && at >= next)) {
        close();
        synchronized (kept) {
          at = kept.size();
          begun = at;
          rereads = at < next;
          reader = kept.open(rereads ? run.rereading() : run);
        }
      }
      if (!reader.advance()) {
        kept.complete();
        return false;
      }
      kept.add(at++, reader);
      return true;
    }

    @Override
    public T item() {
      return Objects.requireNonNull(item, "advance() was not called");
    }

    @Override
    public State place() {
      return State.of(NAME, next - 1);
    }

    @Override
    public State state() {
      return State.of(NAME, next);
    }

    @Override
    public boolean isReady() {
      return next < kept.size() || (reader != null && reader.isReady());
    }

    @Override
    public void close() {
      if (reader != null) {
        reader.close();
        reader = null;
      }
    }
  }

  /// Unknown: items that were left out are not kept.
  @Override
  public long size() {
    return upstream.size() == UNBOUNDED ? UNBOUNDED : UNKNOWN;
  }

  @Override
  public List<Stage<?>> upstream() {
    return List.of(upstream);
  }

  @Override
  public String toString() {
    return then(upstream, "cache()");
  }
}
