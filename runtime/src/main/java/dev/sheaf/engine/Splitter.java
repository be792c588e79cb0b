package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import dev.sheaf.stage.FaultException;
import dev.sheaf.stage.Tally;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// A [RouteFeeder] puts each item into the queue of the path that it belongs on. Queues are bounded: a path that is slow holds
/// back the others, once they have taken what is theirs.
///
/// What a path has not given on yet is known by where it came from, so that it can be drawn again.
final class Splitter<T> {
  /// How many items wait in front of each path.
  private static final int QUEUE = 8;

  private final ToIntFunction<? super T> router;
  private final Function<State, Object> reader;
  private final Workers workers;
  private final @Nullable Meter meter;
  private final List<Path> paths = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock.
  private State drawn;
  private boolean over;
  private boolean closed;
  private @Nullable FaultException failure;

  /// What was counted on the way to what was put.
  private final List<Tally> counted = new ArrayList<>();

  /// An item on its way, or a [Thrown] or a [Fault].
  ///
  /// @param place where it comes from
  /// @param since when it was put there, where that is measured
  record Routed(Object item, State place, long since) {}

  /// What lies in front of a path. Guarded by the lock.
  private static final class Path {
    final ArrayDeque<Routed> queue = new ArrayDeque<>();

    /// Where items come from that the path may hold, from number `firstHeld` on.
    final ArrayDeque<State> held = new ArrayDeque<>();

    long firstHeld;

    /// The number of the first in the queue; all before were taken.
    long taken;

    boolean abandoned;
    int prunedAt = 64;
  }

  /// @param drawn where drawing begins
  /// @param reader reads again what came from a place
  /// @param meter is told what is taken, if that is measured
  Splitter(
      ToIntFunction<? super T> router,
      int paths,
      State drawn,
      Function<State, Object> reader,
      Workers workers,
      @Nullable Meter meter) {
    this.router = router;
    this.reader = reader;
    this.workers = workers;
    this.meter = meter;
    this.drawn = drawn;
    for (int i = 0; i < paths; i++) {
      this.paths.add(new Path());
    }
  }

  /// A path that has been before begins with items that it held.
  ///
  /// @param first the number of the first of them on this path
  void hold(int path, long first, List<State> places) {
    lock.lock();
    try {
      Path itself = paths.get(path);
      itself.firstHeld = first;
      itself.taken = first;
      for (State place : places) {
        itself.queue.add(new Routed(reader.apply(place), place, now()));
        itself.held.add(place);
      }
    } finally {
      lock.unlock();
    }
  }

  private long now() {
    return meter == null ? 0 : workers.nanoTime();
  }

  /// The path that an item belongs on.
  int path(T item) {
    int path = router.applyAsInt(item);
    if (path < 0 || path >= paths.size()) {
      throw new IndexOutOfBoundsException(
          "expected a path from 0 to %d, found %d for %s".formatted(paths.size() - 1, path, item));
    }
    return path;
  }

  /// Whether whoever puts something in front of a path has to wait.
  boolean isFull(int number) {
    lock.lock();
    try {
      return isFull(paths.get(number));
    } finally {
      lock.unlock();
    }
  }

  private boolean isFull(Path path) {
    return !closed && !over && !path.abandoned && path.queue.size() >= QUEUE;
  }

  /// Puts an item, or a fault in its place, in front of a path; waits for room. False when nothing more is wanted.
  ///
  /// @param place where it comes from
  /// @param after where to go on drawing
  /// @param columns what is counted on the way
  /// @param more what was counted since the last one; null for nothing
  boolean put(int number, Object item, State place, State after, List<Tally> columns, long @Nullable [] more)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Path path = paths.get(number);
      while (isFull(path)) {
        changed.await();
      }
      if (closed || over) {
        return false;
      }
      if (!path.abandoned) {
        path.queue.add(new Routed(item, place, now()));
        path.held.add(place);
      }
      drawn = after;
      add(columns, more);
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Takes over what was counted after the last item.
  void count(List<Tally> columns, long @Nullable [] more) {
    lock.lock();
    try {
      add(columns, more);
    } finally {
      lock.unlock();
    }
  }

  private void add(List<Tally> columns, long @Nullable [] more) {
    for (int i = 0; more != null && i < more.length; i++) {
      if (i == counted.size()) {
        counted.add(new Tally(columns.get(i).stage(), columns.get(i).kind()));
      }
      counted.get(i).add(more[i]);
    }
  }

  /// Says that nothing comes after what was put.
  ///
  /// @param fault why it is over before its time
  void end(@Nullable FaultException fault) {
    lock.lock();
    try {
      over = true;
      if (failure == null) {
        failure = fault;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// What ended it before its time.
  @Nullable FaultException failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  /// An entry of a path; null at the end. Waits for it. One that was taken before is read again, if the path may still need it.
  ///
  /// @param entry its number
  @Nullable Routed take(int number, long entry) {
    State place;
    try {
      lock.lockInterruptibly();
      try {
        Path path = paths.get(number);
        if (entry >= path.taken) {
          return take(path, entry);
        }
        if (entry < path.firstHeld) {
          // Who reads one entry again needs no other.
          return null;
        }
        place = path.held.stream().skip(entry - path.firstHeld).findFirst().orElseThrow();
      } finally {
        lock.unlock();
      }
    } catch (InterruptedException e) {
      throw RingCursor.interrupted(e);
    }
    return new Routed(reader.apply(place), place, 0);
  }

  private @Nullable Routed take(Path path, long entry) throws InterruptedException {
    Routed next = null;
    while (path.taken <= entry) {
      boolean ready = !path.queue.isEmpty();
      while (path.queue.isEmpty() && !over && !closed) {
        changed.await();
      }
      if (closed) {
        throw new CancellationException("the loader is closed");
      }
      next = path.queue.poll();
      if (next == null) {
        return null;
      }
      if (meter != null) {
        meter.taken(now() - next.since(), ready);
      }
      path.taken++;
      changed.signalAll();
    }
    return next;
  }

  /// How many items of a path were taken, before this run too.
  long taken(int number) {
    lock.lock();
    try {
      return paths.get(number).taken;
    } finally {
      lock.unlock();
    }
  }

  /// Whether an entry of a path can be taken without waiting.
  boolean isReady(int number, long entry) {
    lock.lock();
    try {
      Path path = paths.get(number);
      return closed || over || entry < path.taken + path.queue.size();
    } finally {
      lock.unlock();
    }
  }

  /// A path takes no more. If it has failed, nothing more is drawn, and the others come to their end.
  void abandon(int number, boolean failed) {
    lock.lock();
    try {
      Path path = paths.get(number);
      path.abandoned = true;
      path.queue.clear();
      over |= failed;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Whether a path may hold so many that it is time to ask what it needs.
  boolean mayForget(int number) {
    lock.lock();
    try {
      return paths.get(number).held.size() > paths.get(number).prunedAt;
    } finally {
      lock.unlock();
    }
  }

  /// A path needs nothing before this item any more.
  void forget(int number, long before) {
    lock.lock();
    try {
      Path path = paths.get(number);
      while (path.firstHeld < before && !path.held.isEmpty()) {
        path.held.remove();
        path.firstHeld++;
      }
      path.prunedAt = Math.max(64, 2 * path.held.size());
    } finally {
      lock.unlock();
    }
  }

  /// Where to go on drawing, and what was done until there.
  ///
  /// @param counted what was counted
  /// @param held what each path needs again
  record Snapshot(State drawn, Account counted, List<Held> held) {}

  /// What a path needs again.
  ///
  /// @param first the number of the first entry
  /// @param places where the entries come from
  record Held(long first, List<State> places) {}

  /// What was counted on the way to what was put.
  Account counted() {
    lock.lock();
    try {
      return Account.ofTallies(counted);
    } finally {
      lock.unlock();
    }
  }

  /// How far drawing has got.
  ///
  /// @param needed the number of the first item of each path that it needs again
  Snapshot snapshot(List<Long> needed) {
    lock.lock();
    try {
      List<Held> held = new ArrayList<>();
      for (int i = 0; i < paths.size(); i++) {
        Path path = paths.get(i);
        // Of one that takes no more, what its last state needs.
        long first = Math.clamp(needed.get(i), path.firstHeld, path.firstHeld + path.held.size());
        held.add(new Held(first, path.held.stream().skip(first - path.firstHeld).toList()));
      }
      return new Snapshot(drawn, Account.ofTallies(counted), held);
    } finally {
      lock.unlock();
    }
  }

  /// Wakes everyone.
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
