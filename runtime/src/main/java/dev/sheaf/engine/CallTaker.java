package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Takes what was made in a [CallWindow], and knows how far it has got. One thread takes; [#items()] and [#reached] may be
/// asked for by any.
final class CallTaker {
  private final CallWindow window;
  private final PendingCalls pending;
  private final ReentrantLock lock;
  private final @Nullable CallMeter meter;
  private final Consumer<Call> counting;
  private final Consumer<Call> calling;

  /// Guarded by the lock.
  private long items;

  /// Has both told of each call: `counting` when it is taken, or a state says that it will be made again; `calling` when it
  /// is taken, in order.
  ///
  /// @param counting takes over what was counted on the way to a call
  /// @param calling counts a call itself
  CallTaker(CallWindow window, Consumer<Call> counting, Consumer<Call> calling) {
    this.window = window;
    this.pending = window.pending();
    this.lock = window.lock();
    this.meter = window.meter();
    this.counting = counting;
    this.calling = calling;
  }

  /// The call of which the next output is there; null if there is none in time, or none comes any more: see [#isOver()].
  ///
  /// @throws CancellationException if the window is closed, before or meanwhile
  /// @throws InterruptedException if the thread is interrupted; nothing is taken then
  @Nullable Call await(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      Call call = first();
      while (call == null && !window.isOver() && left > 0) {
        left = window.awaitDue(left);
        call = first();
      }
      return call;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Call first() {
    while (isDue()) {
      Call empty = pending.firstEmpty();
      Call next = empty == null ? pending.next() : null;
      if (empty != null) {
        countAll(empty);
        pending.removeEmpty();
        window.tellOfRoom();
      } else if (next != null) {
        countAll(next);
        return next;
      } else {
        CallWindow.End end = window.end();
        if (end != null && end.rest() != null) {
          count(end.rest());
        }
        return null;
      }
    }
    return null;
  }

  private boolean isDue() {
    if (window.isClosed()) {
      throw new CancellationException("the loader is closed");
    }
    boolean due = window.isDue();
    if (!due && meter != null) {
      meter.waits();
    }
    return due;
  }

  private void countAll(Call call) {
    count(call);
    if (!call.called) {
      call.called = true;
      calling.accept(call);
    }
  }

  private void count(Call call) {
    if (!call.counted) {
      call.counted = true;
      counting.accept(call);
    }
  }

  /// Whether [#await] would answer at once.
  boolean isReady() {
    lock.lock();
    try {
      return window.isClosed() || window.isDue();
    } finally {
      lock.unlock();
    }
  }

  /// Whether everything was taken, and told of that was counted.
  boolean isOver() {
    lock.lock();
    try {
      CallWindow.End end = window.end();
      return end != null && (end.rest() == null || end.rest().counted);
    } finally {
      lock.unlock();
    }
  }

  /// What came instead of the rest of the epoch, once everything before it was taken.
  @Nullable Fault failure() {
    lock.lock();
    try {
      CallWindow.End end = window.end();
      return end == null ? null : end.fault();
    } finally {
      lock.unlock();
    }
  }

  /// Takes the next output of a call.
  ///
  /// @param isItem whether it is an item, and not something that was left out
  void take(Call call, boolean isItem) {
    boolean goesOn;
    lock.lock();
    try {
      if (meter != null) {
        meter.taken(call);
      }
      pending.take(call);
      items += isItem ? 1 : 0;
      goesOn = window.taken(call);
    } finally {
      lock.unlock();
    }
    if (goesOn) {
      window.start();
    }
  }

  /// How many items were taken.
  long items() {
    lock.lock();
    try {
      return items;
    } finally {
      lock.unlock();
    }
  }

  /// How far the taker has got.
  ///
  /// @param account what was counted by the taker, and on the way to calls that it was not told of, but for those that it was
  ///     told of and has taken nothing from
  AheadCursor.Reached reached(BiFunction<List<Call>, List<Call>, Account> account) {
    lock.lock();
    try {
      // Those that are made again are not counted then.
      List<Call> uncounted = new ArrayList<>(pending.empty());
      uncounted.addAll(pending.repeated());
      uncounted.removeIf(call -> call.counted);
      return new AheadCursor.Reached(
          items, pending.state().toState(), account.apply(uncounted, pending.untaken()));
    } finally {
      lock.unlock();
    }
  }

  /// Where to go on. For the taker, who is told of all calls before that will be made again there, and not be counted.
  State state() {
    lock.lock();
    try {
      pending.empty().forEach(this::countAll);
      pending.repeated().forEach(this::count);
      return pending.state().toState();
    } finally {
      lock.unlock();
    }
  }

  /// Where an output comes from that was just taken.
  State place(Call call) {
    return pending.place(call).toState();
  }
}
