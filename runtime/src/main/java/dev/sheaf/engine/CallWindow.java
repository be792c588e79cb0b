package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.engine.CallsState.Unfinished;
import dev.sheaf.order.Fault;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// The calls of one stage that are waiting, in progress, or made and not taken: no more than there are places. A feeder
/// puts items in, callers make of them what a function says, and a [CallTaker] takes what was made. One lock guards
/// everything: the calls that are [pending][PendingCalls], and the [queue][CallQueue] of the callers.
///
/// A caller never waits here. It leaves when there is nothing to do, and the window calls for another when there is. So
/// callers may be tasks of a pool, and a function that makes much of one item goes on when there is room for it.
final class CallWindow {
  /// How many outputs of one call wait at most before it is laid aside.
  private static final int MOST_OUTPUTS = 16;

  /// Stands for any call.
  private static final Object ANY = new Object();

  private final PendingCalls pending;
  private final CallQueue queue;
  private final Consumer<CallWindow> callCaller;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ready = lock.newCondition();
  private final CallRoom room;

  // Guarded by the lock.
  private @Nullable End end;
  private boolean closed;

  /// The call of which the taker found nothing, or [#ANY]; null while it needs not be told.
  private volatile @Nullable Object wanted;

  // Set before anything is put in.
  private Runnable listener = () -> {};
  private @Nullable CallMeter meter;

  /// Nothing comes any more.
  ///
  /// @param fault why it is over before its time
  /// @param rest what was counted after the last call
  record End(@Nullable Fault fault, @Nullable Call rest) {}

  /// @param places how many calls there are at most that are not taken yet, where so many are claimed at once
  /// @param callCaller has a caller begin
  CallWindow(IntUnaryOperator places, PendingCalls pending, CallQueue queue, Consumer<CallWindow> callCaller) {
    this.pending = pending;
    this.queue = queue;
    this.room = new CallRoom(places, pending, queue, lock.newCondition());
    this.callCaller = callCaller;
  }

  /// Has `newListener` called whenever the taker found nothing, and there may be something now.
  void onReady(Runnable newListener) {
    listener = newListener;
  }

  /// Has the calls measured.
  CallWindow measured(@Nullable CallMeter itsMeter) {
    meter = itsMeter;
    return this;
  }

  // The feeder's side.

  /// Waits until everything is taken; false when the window is closed.
  ///
  /// @throws InterruptedException if the thread is interrupted
  boolean awaitEmpty() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      return room.awaitEmpty();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for as many free places as calls are claimed at once, and says how many there are; 0 when the window is closed.
  ///
  /// @throws InterruptedException if the thread is interrupted
  int awaitRoom() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      return room.await();
    } finally {
      lock.unlock();
    }
  }

  /// The next call of an earlier run; it stays there until it is [put in][#putUnfinished].
  @Nullable Unfinished unfinished() {
    lock.lock();
    try {
      return pending.firstUnfinished();
    } finally {
      lock.unlock();
    }
  }

  /// Puts a call of an earlier run in.
  void putUnfinished(Call call) {
    put(List.of(call), () -> pending.addUnfinished(call));
  }

  /// Puts calls in, after which the feeder stands at `state`.
  void put(List<Call> calls, State state) {
    put(calls, () -> pending.addAll(calls, state));
  }

  private void put(List<Call> calls, Runnable adding) {
    boolean told;
    lock.lock();
    try {
      adding.run();
      if (meter != null) {
        meter.put(calls);
      }
      calls.stream().filter(call -> !call.isFault()).forEach(queue::add);
      told = tellTaker();
    } finally {
      lock.unlock();
    }
    start();
    listen(told);
  }

  /// Says that nothing comes after what was put in.
  void end(End itsEnd) {
    boolean told;
    lock.lock();
    try {
      end = itsEnd;
      if (meter != null && queue.isIdle()) {
        meter.went(false);
      }
      told = tellTaker();
    } finally {
      lock.unlock();
    }
    listen(told);
  }

  // The callers' side.

  /// Calls for as many callers as have something to do.
  void start() {
    int calls;
    lock.lock();
    try {
      boolean wasIdle = queue.isIdle();
      calls = closed ? 0 : queue.call();
      if (meter != null && wasIdle && calls > 0) {
        meter.went(false);
      }
    } finally {
      lock.unlock();
    }
    for (; calls > 0; calls--) {
      callCaller.accept(this);
    }
  }

  /// Calls to make or to go on with; null if there are none: then the caller leaves.
  @Nullable Claim claim(long now) {
    lock.lock();
    try {
      return claimed(now);
    } finally {
      lock.unlock();
    }
  }

  /// One of several outputs of a call is there; false if the call is to be laid aside for now.
  boolean give(Call call, Object output) {
    boolean goesOn;
    boolean told;
    lock.lock();
    try {
      pending.give(call, output);
      goesOn = call.waiting() < MOST_OUTPUTS;
      told = tellTaker();
    } finally {
      lock.unlock();
    }
    listen(told);
    return goesOn;
  }

  /// A call is made, and its claim is not: the taker is told, if it found nothing.
  void made(Call call) {
    Object itsWish = wanted;
    if (itsWish == null || !(itsWish.equals(ANY) || itsWish.equals(call))) {
      return;
    }
    boolean told;
    lock.lock();
    try {
      told = tellTaker();
    } finally {
      lock.unlock();
    }
    listen(told);
  }

  /// The caller is done with a claim, and claims anew.
  @Nullable Claim finish(Claim claim, long now) {
    Claim next;
    boolean told;
    lock.lock();
    try {
      collect(claim);
      queue.finish(claim, now);
      told = tellTaker();
      next = claimed(now);
    } finally {
      lock.unlock();
    }
    listen(told);
    return next;
  }

  /// Lays the only call of a claim aside until there is room for more of it, and claims another.
  @Nullable Claim layAside(Claim claim, Call call, long now) {
    lock.lock();
    try {
      queue.layAside(claim);
      call.aside = true;
      goOnIfThereIsRoom(call);
      return claimed(now);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Claim claimed(long now) {
    Claim claim = closed ? queue.leave() : queue.claim(now);
    if (meter != null && claim != null) {
      meter.claimed(claim);
    } else if (meter != null && queue.isIdle()) {
      meter.idle(queue.hasBegun() || room.isFull(), end != null);
    }
    return claim;
  }

  private void collect(Claim claim) {
    claim.collect(pending::finish, meter);
    tellOfRoom();
  }

  private boolean goOnIfThereIsRoom(Call call) {
    if (!call.aside || call.waiting() > MOST_OUTPUTS / 2) {
      return false;
    }
    call.aside = false;
    queue.goOn(call);
    return true;
  }

  // What one side tells another, with the lock.

  private boolean tellTaker() {
    if (wanted == null || !isDue()) {
      return false;
    }
    wanted = null;
    ready.signal();
    return true;
  }

  /// Tells who listens, without the lock.
  private void listen(boolean told) {
    if (told) {
      listener.run();
    }
  }

  /// There may be fewer calls.
  void tellOfRoom() {
    if (room.tell() && meter != null && queue.isIdle()) {
      meter.went(true);
    }
  }

  // For the taker, who holds the lock.

  ReentrantLock lock() {
    return lock;
  }

  PendingCalls pending() {
    return pending;
  }

  /// What measures the calls, if that is wanted.
  @Nullable CallMeter meter() {
    return meter;
  }

  boolean isClosed() {
    return closed;
  }

  /// Whether there is something for the taker, or nothing comes any more. If not, it will be told.
  boolean isDue() {
    if (pending.isDue() || isOver()) {
      return true;
    }
    // First said, then looked: whoever has made a call looks afterwards whether it is wanted.
    Call awaited = pending.awaited();
    wanted = awaited == null ? ANY : awaited;
    queue.claims().forEach(this::collect);
    return pending.isDue() || isOver();
  }

  /// Waits to be told, up to so many nanoseconds: what is left of them.
  @SuppressWarnings("WaitNotInLoop") // The taker loops.
  long awaitDue(long nanos) throws InterruptedException {
    if (nanos == Long.MAX_VALUE) {
      ready.await();
      return nanos;
    }
    return ready.awaitNanos(nanos);
  }

  /// An output of a call was taken; true if a caller can go on with it, and is to be [called][#start].
  boolean taken(Call call) {
    tellOfRoom();
    return goOnIfThereIsRoom(call);
  }

  /// Whether everything was taken.
  boolean isOver() {
    return end != null && pending.firstUnfinished() == null && pending.isOver();
  }

  /// How it ended, once everything was taken.
  @Nullable End end() {
    return isOver() ? end : null;
  }

  /// The calls in progress that take longer than `most` nanoseconds; with `once`, those alone that were not told before.
  void addStuck(String stage, long most, boolean once, long now, List<Stuck> stuck) {
    lock.lock();
    try {
      for (Claim claim : queue.claims()) {
        Stuck call = claim.stuck(stage, most, once, now);
        if (call != null) {
          stuck.add(call);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// Wakes everyone, and forgets what was not taken.
  void close() {
    lock.lock();
    try {
      closed = true;
      queue.clear();
      room.close();
      ready.signalAll();
    } finally {
      lock.unlock();
    }
    listener.run();
  }
}
