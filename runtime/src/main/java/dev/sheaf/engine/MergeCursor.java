package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.stage.FaultException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Draws from several cursors whatever comes first; where several have something, from each in turn.
///
/// @param <T> the items
final class MergeCursor<T> extends AheadCursor<T> {
  /// What lies in front of the children.
  interface Joining {
    /// Where they have got to together.
    ///
    /// @param first which child is to give the first item, or [#ANY]
    /// @param states those of the children
    Joint join(int first, List<State> states);

    /// What was counted in front of them until now.
    default Account counted() {
      return Account.EMPTY;
    }

    /// A child has ended.
    default void ended(int child, boolean failed) {}

    /// An item of a child is about to be taken.
    default void taking(int child) {}

    /// What else has failed, when all children have ended.
    default @Nullable FaultException failure() {
      return null;
    }

    /// The cursor is being closed.
    default void closing() {}
  }

  /// Where children have got to together.
  ///
  /// @param counted what was counted in front of them until there
  record Joint(State state, Account counted) {}

  /// Whichever has an item first.
  static final int ANY = -1;

  private final Drawing drawing;

  /// What was counted before any of the children began.
  private final Account begun;

  private final List<AheadCursor<? extends T>> children;
  private final Joining joining;
  private final boolean countsCalls;

  /// Where it begins, until something is taken; what others draw ahead meanwhile is no part of it.
  private @Nullable State beginning;

  /// How much of what was counted in front of the children was taken over.
  private Account counted = Account.EMPTY;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ready = lock.newCondition();

  // Guarded by the lock.
  private long signals;
  private long given;
  private boolean closed;

  /// Which children have ended. Only the taker looks at it, and at what follows.
  private final boolean[] over;

  private boolean told;
  private int turn;
  private int first;
  private int sought = ANY;
  private int taken = ANY;
  private @Nullable T item;
  private volatile @Nullable FaultException failure;

  /// @param children each counts in a [Joined] drawing of its own
  /// @param first which child is to give the first item, or [#ANY]
  MergeCursor(
      Drawing drawing,
      List<AheadCursor<? extends T>> children,
      int first,
      Joining joining) {
    this.drawing = drawing;
    this.begun = Account.of(drawing);
    this.joining = joining;
    this.countsCalls = drawing.workers().policies().countCalls();
    this.children = List.copyOf(children);
    this.first = first;
    this.over = new boolean[children.size()];
    children.forEach(child -> child.onReady(this::signal));
    this.beginning = joining.join(first, states()).state();
  }

  private void signal() {
    lock.lock();
    try {
      signals++;
      ready.signal();
    } finally {
      lock.unlock();
    }
    listener().run();
  }

  @Override
  public @Nullable Boolean seek(long nanos) {
    long left = nanos;
    while (sought == ANY) {
      long before = signals();
      if (countsCalls) {
        takeOver(joining.counted());
      }
      if (look()) {
        return true;
      }
      if (isOver()) {
        takeOver(joining.counted());
        FaultException other = told ? null : joining.failure();
        told = true;
        if (other != null) {
          add(other);
        }
        FaultException last = failure;
        if (last != null) {
          throw last;
        }
        return false;
      }
      if (left <= 0) {
        return null;
      }
      left = await(before, left);
    }
    return true;
  }

  private void takeOver(Account account) {
    Account more = account.since(counted);
    counted = account;
    for (Account.Count count : more.counts()) {
      drawing.count(drawing.tally(count.stage(), count.kind()), count.count());
    }
  }

  /// Looks at each child once, without waiting.
  private boolean look() {
    for (int i = 0; i < over.length; i++) {
      int child = (turn + i) % over.length;
      if (over[child] || (first != ANY && child != first)) {
        continue;
      }
      try {
        Boolean there = children.get(child).seek(0);
        if (Boolean.TRUE.equals(there)) {
          sought = child;
          return true;
        }
        if (there != null) {
          end(child, false);
        }
      } catch (FaultException e) {
        if (!e.isFinal()) {
          throw e;
        }
        end(child, true);
        add(e);
      }
    }
    return false;
  }

  private void end(int child, boolean failed) {
    over[child] = true;
    joining.ended(child, failed);
    first = ANY;
  }

  private void add(FaultException e) {
    FaultException before = failure;
    if (before == null) {
      failure = e;
    } else {
      // With what was thrown, and so wherever that goes.
      before.fault().cause().addSuppressed(e);
    }
  }

  private boolean isOver() {
    for (boolean isOver : over) {
      if (!isOver) {
        return false;
      }
    }
    return true;
  }

  private long signals() {
    lock.lock();
    try {
      return signals;
    } finally {
      lock.unlock();
    }
  }

  private long await(long before, long nanos) {
    drawing.check();
    Workers workers = drawing.workers();
    long from = workers.measures() ? workers.nanoTime() : 0;
    try {
      lock.lockInterruptibly();
      try {
        long left = nanos;
        while (signals == before && !closed && left > 0) {
          if (nanos == Long.MAX_VALUE) {
            ready.await();
          } else {
            left = ready.awaitNanos(left);
          }
        }
        if (closed) {
          throw new CancellationException("the loader is closed");
        }
        return left;
      } finally {
        lock.unlock();
      }
    } catch (InterruptedException e) {
      throw RingCursor.interrupted(e);
    } finally {
      if (workers.measures()) {
        drawing.starved(workers.nanoTime() - from);
      }
    }
  }

  @Override
  public boolean advance() {
    if (!Boolean.TRUE.equals(seek(Long.MAX_VALUE))) {
      return false;
    }
    AheadCursor<? extends T> child = children.get(sought);
    joining.taking(sought);
    beginning = null;
    // With the lock, so that what a checkpoint says of the children is of one moment.
    lock.lock();
    try {
      child.advance();
      given++;
    } finally {
      lock.unlock();
    }
    item = child.item();
    taken = sought;
    turn = sought + 1;
    first = ANY;
    sought = ANY;
    return true;
  }

  @Override
  @SuppressWarnings("NullAway") // Only after advance().
  public T item() {
    return item;
  }

  @Override
  public long items() {
    lock.lock();
    try {
      return given;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Reached reached() {
    lock.lock();
    try {
      List<State> states = new ArrayList<>();
      Account account = begun;
      for (AheadCursor<? extends T> child : children) {
        Reached reached = child.reached();
        states.add(reached.state());
        account = account.and(reached.account());
      }
      Joint joint = joining.join(ANY, states);
      return new Reached(given, joint.state(), account.and(joint.counted()));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public State state() {
    State begin = beginning;
    if (begin != null) {
      return begin;
    }
    Joint joint = joining.join(ANY, states());
    // So that what is counted is what was counted until there.
    takeOver(joint.counted());
    return joint.state();
  }

  @Override
  public Account account() {
    return Account.of(drawing);
  }

  private List<State> states() {
    List<State> states = new ArrayList<>();
    children.forEach(child -> states.add(child.state()));
    return states;
  }

  @Override
  public State place() {
    List<State> states = states();
    states.set(taken, children.get(taken).place());
    return joining.join(taken, states).state();
  }

  @Override
  public long row() {
    return children.get(taken).row();
  }

  @Override
  public boolean isReady() {
    return sought != ANY || isOver() || children.stream().anyMatch(child -> child.isReady());
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      ready.signalAll();
    } finally {
      lock.unlock();
    }
    joining.closing();
    children.forEach(AheadCursor::close);
  }
}
