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

  /// A fault that was thrown in the place of an item, in front of the item at `index`; and in which epoch.
  private record Missing(long index, long epoch, FaultException fault) {}

  /// What was read, by any thread.
  private final class Kept {
    private final int maxItems;

    // Guarded by this.
    private final List<T> items = new ArrayList<>();
    private final List<Missing> missing = new ArrayList<>();
    private @Nullable State end;
    private boolean complete;

    /// Whether the first epoch has read here, and not one that was resumed in another process.
    private boolean begun;

    Kept(int maxItems) {
      this.maxItems = maxItems;
    }

    /// The item at an index, or the [FaultException] in front of it that comes after so many in an epoch; null if neither was
    /// read. Whoever reads an epoch again is to find what is missing at the same places.
    synchronized @Nullable Object get(long index, long passed, long epoch) {
      List<Missing> before = missingBefore(index, epoch);
      if (passed < before.size()) {
        return before.get((int) passed).fault();
      }
      return index < items.size() ? items.get((int) index) : null;
    }

    private List<Missing> missingBefore(long index, long epoch) {
      return missing.isEmpty()
          ? List.of()
          : missing.stream().filter(each -> each.index() == index && each.epoch() == epoch).toList();
    }

    /// Whether an epoch has not been read as far as that yet.
    synchronized boolean isBehind(long index, long passed, long epoch) {
      return items.size() < index || (items.size() == index && missingBefore(index, epoch).size() < passed);
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

    /// How many items and faults were read.
    synchronized long entries() {
      return items.size() + (long) missing.size();
    }

    /// Adds the item that a cursor has moved on to, unless it was added meanwhile by another.
    synchronized void add(long entry, Cursor<T> cursor) {
      if (entry != entries()) {
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

    /// The same with a fault that a cursor has thrown.
    synchronized void addMissing(long entry, long epoch, FaultException fault, Cursor<T> cursor) {
      if (entry == entries()) {
        missing.add(new Missing(items.size(), epoch, fault));
        end = cursor.state();
      }
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
    return from == null
        ? new Replaying(run, epoch, 0, 0)
        : new Replaying(run, epoch, from.require(NAME, 2, 0).number(0), from.number(1));
  }

  /// Its state has how many items were given, and how many faults told since the last.
  private final class Replaying extends Cursor<T> {
    private final Run run;
    private final long epoch;
    private final Tally expected;
    private long next;
    private long told;
    private @Nullable T item;

    /// How many faults were told before the item.
    private long toldBefore;

    /// Reads what is not kept yet: from entry `at` on.
    private @Nullable Cursor<T> reader;

    private long at;

    Replaying(Run run, long epoch, long next, long told) {
      this.run = run;
      this.epoch = epoch;
      this.expected = run.tally(NAME, Tally.Kind.EXPECTED);
      this.next = next;
      this.told = told;
      if (epoch == 0) {
        kept.begin();
      }
    }

    @Override
    @SuppressWarnings("unchecked") // What is kept is an item, or a fault.
    public boolean advance() {
      boolean isNew = false;
      while (true) {
        Object there = kept.get(next, told, epoch);
        boolean isComplete = there == null && kept.isComplete();
        if (isComplete) {
          // Another thread may have read the rest since, to give again what was held back.
          there = kept.get(next, told, epoch);
        }
        if (there != null) {
          // What is read is expected of what it is read from; what is kept, or was read before, of the cache.
          expected.add(isNew ? 0 : 1);
          if (there instanceof FaultException fault) {
            told++;
            throw fault;
          }
          item = (T) there;
          toldBefore = told;
          told = 0;
          next++;
          return true;
        }
        if (isComplete) {
          return false;
        }
        isNew = isCounted() && !kept.isBehind(next, told, epoch);
        read(isNew);
        run.check();
      }
    }

    /// Whether what is read behind the items kept is counted on the way. In a later epoch it was, before a checkpoint.
    private boolean isCounted() {
      return epoch == 0 || kept.isBegun();
    }

    /// Adds the next item, or a fault in its place, to those that are kept; or says that they are all.
    ///
    /// @param isNew whether nobody has read it in this epoch
    private void read(boolean isNew) {
      if (reader == null || at != kept.entries()) {
        close();
        synchronized (kept) {
          at = kept.entries();
          reader = kept.open(run);
        }
      }
      Cursor<T> cursor = reader;
      try {
        if (isNew ? cursor.advance() : run.again(cursor::advance)) {
          kept.add(at++, cursor);
        } else {
          kept.complete();
        }
      } catch (FaultException e) {
        if (!e.isFinal()) {
          kept.addMissing(at++, isCounted() ? epoch : 0, e, cursor);
        } else if (kept.get(next, told, epoch) == null) {
          throw e;
        } else {
          // It stands behind what another thread has added meanwhile.
          close();
        }
      }
    }

    @Override
    public T item() {
      return Objects.requireNonNull(item, "advance() was not called");
    }

    @Override
    public State place() {
      return State.of(NAME, next - 1, toldBefore);
    }

    @Override
    public State state() {
      return State.of(NAME, next, told);
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
