package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Footprint;
import dev.sheaf.order.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The items of the first epoch, made once and kept in memory: each epoch gives those, whatever is random before.
///
/// They are kept with the stage, for all that open it, as far as they were read; whoever goes on behind them adds to them.
public final class CacheStage<T> extends DerivedStage<T, T> {
  private static final String NAME = "cache";

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
    super(upstream);
    this.kept = new Kept(maxItems);
  }

  /// What was read, by any thread.
  private final class Kept {
    private final int maxItems;

    // Guarded by this.
    private final List<T> items = new ArrayList<>();
    private @Nullable State end;
    private boolean complete;

    /// Whether the first epoch has read here, and not one that was resumed in another process.
    private boolean begun;

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

    /// Whoever goes on behind so many items, goes on behind a fault that was told, too; false if that is so already.
    synchronized boolean pass(long index, State behind) {
      boolean isNew = index == items.size() && !behind.equals(end);
      if (isNew) {
        end = behind;
      }
      return isNew;
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

    synchronized boolean isBegun() {
      return begun;
    }

    synchronized void begin() {
      begun = true;
    }

    synchronized void complete() {
      complete = true;
    }
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    if (from == null) {
      return new Replaying(run, epoch, 0, null);
    }
    List<State> behind = from.require(NAME, 1, -1).parts();
    return new Replaying(run, epoch, from.number(0), behind.isEmpty() ? null : behind.getFirst());
  }

  /// Its state has where to go on behind a fault, if one was told since the last item.
  private final class Replaying extends Cursor<T> {
    private final Run run;
    private final long epoch;
    private final Tally expected;
    private long next;
    private @Nullable T item;

    /// Reads what is not kept yet: from `at` on.
    private @Nullable Cursor<T> reader;

    private long at;

    /// Where to go on behind a fault that was told; and the same in front of the item.
    private @Nullable State behind;

    private @Nullable State behindBefore;

    Replaying(Run run, long epoch, long begin, @Nullable State behind) {
      this.run = run;
      this.epoch = epoch;
      this.expected = run.tally(NAME, Tally.Kind.EXPECTED);
      this.next = begin;
      this.behind = behind;
      if (epoch == 0) {
        kept.begin();
      }
    }

    @Override
    public boolean advance() {
      item = kept.get(next);
      boolean isRead = false;
      while (item == null) {
        if (kept.isComplete() || !read()) {
          return false;
        }
        isRead = true;
        item = kept.get(next);
        run.check();
      }
      // What is read is expected of what it is read from; what is kept, or was read before, of the cache.
      expected.add(isRead && isCounted() ? 0 : 1);
      next++;
      behindBefore = behind;
      behind = null;
      return true;
    }

    /// Whether what is read behind the items kept is counted on the way. In a later epoch it was, before a checkpoint.
    private boolean isCounted() {
      return epoch == 0 || kept.isBegun();
    }

    /// Adds the next item to those that are kept; false if there is none.
    private boolean read() {
      if (behind != null && kept.pass(next, behind)) {
        close();
      }
      if (reader == null || at != kept.size()) {
        close();
        synchronized (kept) {
          at = kept.size();
          reader = kept.open(run);
        }
      }
      if (!readOn(reader)) {
        kept.complete();
        return false;
      }
      kept.add(at++, reader);
      return true;
    }

    private boolean readOn(Cursor<T> cursor) {
      if (at < next || !isCounted()) {
        return Rereading.advanceAgain(run, cursor);
      }
      try {
        return cursor.advance();
      } catch (FaultException e) {
        behind = cursor.state();
        kept.pass(next, behind);
        throw e;
      }
    }

    @Override
    public T item() {
      return Objects.requireNonNull(item, "advance() was not called");
    }

    @Override
    public State place() {
      return at(next - 1, behindBefore);
    }

    @Override
    public State state() {
      return at(next, behind);
    }

    private static State at(long index, @Nullable State behind) {
      return new State(NAME, List.of(index), behind == null ? List.of() : List.of(behind));
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

  /// Unknown: what was left out in the first epoch is missing in all.
  @Override
  public long size() {
    return upstream.size() == 0 ? 0 : UNKNOWN;
  }

  @Override
  public Footprint footprint() {
    return upstream.footprint();
  }

  @Override
  public List<Holding> holdings(int threads) {
    return List.of(new Holding("cache", kept.maxItems, upstream.footprint()));
  }

  @Override
  public String toString() {
    return then(upstream, "cache()");
  }
}
