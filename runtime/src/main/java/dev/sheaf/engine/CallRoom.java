package dev.sheaf.engine;

import java.util.concurrent.locks.Condition;
import java.util.function.IntUnaryOperator;

/// The places of a [CallWindow], for which its feeder waits. Guarded by the lock of the window.
final class CallRoom {
  private static final int NOBODY = -1;

  private final IntUnaryOperator places;
  private final PendingCalls pending;
  private final CallQueue queue;
  private final Condition changed;

  /// How few calls the feeder waits for.
  private int awaited = NOBODY;

  private boolean closed;

  /// @param places how many there are, where so many calls are claimed at once
  CallRoom(IntUnaryOperator places, PendingCalls pending, CallQueue queue, Condition changed) {
    this.places = places;
    this.pending = pending;
    this.queue = queue;
    this.changed = changed;
  }

  private int places() {
    return places.applyAsInt(queue.claimSize());
  }

  /// How many calls there are at most when more are put in: where many are claimed at once, many are put in.
  private int most() {
    return Math.max(places() / 2, places() - queue.claimSize());
  }

  /// Whether there are so many calls that no more are put in.
  boolean isFull() {
    return pending.size() > most();
  }

  /// Waits until more can be put in: how many; 0 when the window is closed.
  int await() throws InterruptedException {
    return await(most()) ? Math.max(1, places() - pending.size()) : 0;
  }

  /// Waits until everything is taken; false when the window is closed.
  boolean awaitEmpty() throws InterruptedException {
    return await(0);
  }

  private boolean await(int most) throws InterruptedException {
    try {
      while (!closed && pending.size() > most) {
        awaited = most;
        changed.await();
      }
      return !closed;
    } finally {
      awaited = NOBODY;
    }
  }

  /// There may be fewer calls; true if the feeder was told.
  boolean tell() {
    boolean told = awaited != NOBODY && pending.size() <= awaited;
    if (told) {
      changed.signal();
    }
    return told;
  }

  /// Nobody waits any more.
  void close() {
    closed = true;
    changed.signalAll();
  }
}
