package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import dev.sheaf.stage.Concurrency;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The calls of one stage that are waiting, in progress, or made and not taken: no more than there are places. A feeder
/// puts items in, callers make of them what a function says, and one takes what was made: in the order of the items, or as
/// it comes. One lock guards everything.
///
/// A caller never waits here. It leaves when there is nothing to do, and the window calls for another when there is. So
/// callers may be tasks of a pool, and a function that makes much of one item goes on when there is room for it.
final class CallWindow {
  /// The kind of the states of a window: where its feeder goes on, and calls of which something is left.
  static final String STATE = "calls";

  /// What is unfinished is no call, but a fault that was not taken.
  static final long FAULT = -1;

  /// How many outputs of one call wait at most before it is laid aside.
  private static final int MOST_OUTPUTS = 16;

  private final int places;
  private final int limit;
  private final boolean ordered;
  private final Predicate<Call> mayEnd;
  private final Consumer<CallWindow> callCaller;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition ready = lock.newCondition();

  /// In the order of the items.
  private final LinkedHashSet<Call> present = new LinkedHashSet<>();

  private final ArrayDeque<Call> untouched = new ArrayDeque<>();
  private final ArrayDeque<Call> laidAside = new ArrayDeque<>();

  /// One entry for each output, where they are taken as they come.
  private final ArrayDeque<Call> arrivals = new ArrayDeque<>();

  /// Faults that nothing overtakes, where everything else does.
  private final ArrayDeque<Call> barriers = new ArrayDeque<>();

  /// How many of these there were until now.
  private long barrierCount;

  /// Calls of an earlier run that have to be made again, and how much of each was taken.
  private final ArrayDeque<Unfinished> unfinished = new ArrayDeque<>();

  private State fed;
  private int begun;
  private int callers;
  private long items;
  private boolean over;
  private @Nullable Fault failure;
  private boolean closed;
  private Runnable listener = () -> {};

  /// Calls of which nothing came, and of which nobody was told yet.
  private final ArrayDeque<Call> dropped = new ArrayDeque<>();

  /// Takes over what was counted on the way to a call.
  private Consumer<Call> counting = _ -> {};

  /// Counts a call itself.
  private Consumer<Call> calling = _ -> {};

  /// What was counted after the last call.
  private @Nullable Call rest;

  /// A call of an earlier run.
  ///
  /// @param given how much of it was taken, or [#FAULT]
  record Unfinished(State place, long given) {}

  /// @param places how many calls there are at most that are not taken yet
  /// @param concurrency how many are in progress at most, and whether they are taken in order
  /// @param from where the feeder begins
  /// @param mayEnd whether a fault in the place of an item may be told to the consumer, or end the run; then what was drawn
  ///     before it is taken before, and what was drawn after it is taken after it, in any order
  /// @param callCaller has a caller begin
  CallWindow(
      int places,
      Concurrency concurrency,
      State from,
      List<Unfinished> unfinished,
      Predicate<Call> mayEnd,
      Consumer<CallWindow> callCaller) {
    this.places = places;
    this.limit = concurrency.limit();
    this.ordered = concurrency.isOrdered();
    this.fed = from;
    this.unfinished.addAll(unfinished);
    this.mayEnd = mayEnd;
    this.callCaller = callCaller;
  }

  void onReady(Runnable newListener) {
    listener = newListener;
  }

  /// Has both told of each call by the one who takes them: `newCounting` when it is taken, or a state says that it will be
  /// made again; `newCalling` when it is taken, in order.
  void onTaken(Consumer<Call> newCounting, Consumer<Call> newCalling) {
    counting = newCounting;
    calling = newCalling;
  }

  // The feeder's side.

  /// Waits until no more than so many calls are present; false when the window is closed.
  ///
  /// @throws InterruptedException if the thread is interrupted
  boolean awaitPresent(int most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && present.size() > most) {
        room.await();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for a free place, and says how many there are; 0 when the window is closed.
  ///
  /// @throws InterruptedException if the thread is interrupted
  int awaitRoom() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && present.size() >= places) {
        room.await();
      }
      return closed ? 0 : places - present.size();
    } finally {
      lock.unlock();
    }
  }

  /// The next call of an earlier run; it stays there until it is [put in][#putUnfinished].
  @Nullable Unfinished unfinished() {
    lock.lock();
    try {
      return unfinished.peek();
    } finally {
      lock.unlock();
    }
  }

  /// Puts a call of an earlier run in.
  void putUnfinished(Call call) {
    lock.lock();
    try {
      call.given = Math.max(0, unfinished.remove().given());
      call.counted = true;
      call.called = call.given > 0;
      call.toLeaveOut = call.given;
      put(call);
    } finally {
      lock.unlock();
    }
    start();
    listener.run();
  }

  /// Puts calls in, after which the feeder stands at `state`.
  void put(List<Call> calls, State state) {
    lock.lock();
    try {
      calls.forEach(this::put);
      fed = state;
    } finally {
      lock.unlock();
    }
    start();
    listener.run();
  }

  private void put(Call call) {
    present.add(call);
    call.barriersBefore = barrierCount;
    if (call.isFault()) {
      call.finished = true;
      if (!ordered && mayEnd.test(call)) {
        call.add(call.input);
        barriers.add(call);
        barrierCount++;
        ready.signal();
      } else {
        add(call, call.input);
      }
    } else {
      untouched.add(call);
    }
  }

  /// Says that nothing comes after what is present.
  ///
  /// @param fault why it is over before its time
  void end(@Nullable Fault fault) {
    end(fault, null);
  }

  /// The same.
  ///
  /// @param uncalled what was counted after the last call
  void end(@Nullable Fault fault, @Nullable Call uncalled) {
    lock.lock();
    try {
      over = true;
      rest = uncalled;
      failure = fault;
      ready.signal();
    } finally {
      lock.unlock();
    }
    listener.run();
  }

  // The callers' side.

  /// Calls for as many callers as have something to do.
  private void start() {
    int calls;
    lock.lock();
    try {
      int possible = Math.min(untouched.size(), limit - begun) + laidAside.size();
      calls = closed ? 0 : Math.max(0, Math.min(limit - callers, possible));
      callers += calls;
    } finally {
      lock.unlock();
    }
    for (; calls > 0; calls--) {
      callCaller.accept(this);
    }
  }

  /// A call to make or to go on with; null if there is none: then the caller leaves.
  @Nullable Call claim(long now) {
    lock.lock();
    try {
      return claimed(now);
    } finally {
      lock.unlock();
    }
  }

  /// Gives one of several outputs of a call; false if the call is to be laid aside for now.
  boolean give(Call call, Object output) {
    boolean goesOn;
    lock.lock();
    try {
      add(call, output);
      goesOn = call.waiting() < MOST_OUTPUTS;
    } finally {
      lock.unlock();
    }
    listener.run();
    return goesOn;
  }

  /// Gives the last output of a call, or none, and claims another call.
  @Nullable Call finish(Call call, @Nullable Object last, long now) {
    Call next;
    lock.lock();
    try {
      call.thread = null;
      call.finished = true;
      begun--;
      if (last != null) {
        add(call, last);
      } else {
        dropIfOver(call);
        ready.signal();
      }
      next = claimed(now);
    } finally {
      lock.unlock();
    }
    listener.run();
    return next;
  }

  /// Lays a call aside until there is room for more of it, and claims another.
  @Nullable Call layAside(Call call, long now) {
    lock.lock();
    try {
      call.thread = null;
      call.aside = true;
      goOnIfThereIsRoom(call);
      return claimed(now);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Call claimed(long now) {
    Call call = closed ? null : laidAside.poll();
    if (call == null && !closed && begun < limit) {
      call = untouched.poll();
      begun += call == null ? 0 : 1;
    }
    if (call == null) {
      callers--;
      return null;
    }
    call.thread = Thread.currentThread();
    call.since = now;
    call.reported = false;
    return call;
  }

  private void add(Call call, Object output) {
    call.add(output);
    if (!ordered) {
      arrivals.add(call);
    }
    ready.signal();
  }

  private void goOnIfThereIsRoom(Call call) {
    if (call.aside && call.waiting() <= MOST_OUTPUTS / 2) {
      call.aside = false;
      laidAside.add(call);
    }
  }

  /// Where order matters, the taker does it in turn.
  private void dropIfOver(Call call) {
    if (call.isOver() && !ordered) {
      if (!call.called) {
        dropped.add(call);
      }
      remove(call);
    }
  }

  private void remove(Call call) {
    present.remove(call);
    room.signal();
  }

  // The taker's side.

  /// The call of which the next output is there; null if there is none in time, or none comes any more: see [#isOver()].
  ///
  /// @throws CancellationException if the window is closed, before or meanwhile
  /// @throws InterruptedException if the thread is interrupted; nothing is taken then
  @Nullable Call await(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      Call call = first();
      while (call == null && !isOver() && left > 0) {
        if (nanos == Long.MAX_VALUE) {
          ready.await();
        } else {
          left = ready.awaitNanos(left);
        }
        call = first();
      }
      return call;
    } finally {
      lock.unlock();
    }
  }

  /// The call of which the next output is there.
  private @Nullable Call first() {
    if (closed) {
      throw new CancellationException("the loader is closed");
    }
    for (Call call = dropped.poll(); call != null; call = dropped.poll()) {
      countAll(call);
    }
    while (ordered && !present.isEmpty() && present.getFirst().isOver()) {
      countAll(present.getFirst());
      remove(present.getFirst());
    }
    Call call = next();
    if (call != null) {
      countAll(call);
    } else if (rest != null && isOver()) {
      count(rest);
    }
    return call;
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

  private @Nullable Call next() {
    if (!ordered) {
      return nextArrival();
    }
    for (Call call : present) {
      if (!call.isOver()) {
        return call.peek() == null ? null : call;
      }
    }
    return null;
  }

  private @Nullable Call nextArrival() {
    Call barrier = barriers.peek();
    if (barrier == null) {
      return arrivals.peek();
    }
    for (Call call : arrivals) {
      if (call.barriersBefore == barrier.barriersBefore) {
        return call;
      }
    }
    return present.getFirst().equals(barrier) ? barrier : null;
  }

  /// Whether [#await] would answer at once.
  boolean isReady() {
    lock.lock();
    try {
      return closed || isOver() || next() != null;
    } finally {
      lock.unlock();
    }
  }

  /// Whether everything was taken.
  boolean isOver() {
    lock.lock();
    try {
      return over && unfinished.isEmpty() && present.stream().allMatch(Call::isOver);
    } finally {
      lock.unlock();
    }
  }

  /// Whether everything was taken, and the taker was told of all that was counted.
  boolean isCounted() {
    lock.lock();
    try {
      return isOver() && (rest == null || rest.counted);
    } finally {
      lock.unlock();
    }
  }

  /// What came instead of the rest of the epoch, once everything before it was taken.
  @Nullable Fault failure() {
    lock.lock();
    try {
      return isOver() ? failure : null;
    } finally {
      lock.unlock();
    }
  }

  /// Takes the next output of a call.
  ///
  /// @param isItem whether it is an item, and not something that was left out
  void take(Call call, boolean isItem) {
    lock.lock();
    try {
      if (call.equals(barriers.peek())) {
        barriers.remove();
      } else if (!ordered) {
        // The first one, but where others wait behind a barrier.
        arrivals.removeFirstOccurrence(call);
      }
      call.take();
      items += isItem ? 1 : 0;
      goOnIfThereIsRoom(call);
      if (call.isOver()) {
        remove(call);
      }
    } finally {
      lock.unlock();
    }
    start();
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
      List<Call> uncounted = new ArrayList<>(dropped);
      uncounted.removeIf(call -> call.counted);
      List<Call> untaken = List.of();
      if (!ordered) {
        // Those that are present are made again, and are not counted then.
        present.stream().filter(call -> !call.counted).forEach(uncounted::add);
      } else if (unfinished.isEmpty()) {
        untaken = present.stream().limit(1).filter(call -> call.counted && call.given == 0).toList();
      }
      return new AheadCursor.Reached(items, here(), account.apply(uncounted, untaken));
    } finally {
      lock.unlock();
    }
  }

  /// Where to go on. For the taker, who is told of all calls before that will be made again there, and not be counted.
  State state() {
    lock.lock();
    try {
      if (!ordered) {
        dropped.forEach(this::countAll);
        present.forEach(this::count);
      }
      return here();
    } finally {
      lock.unlock();
    }
  }

  private State here() {
    if (ordered && unfinished.isEmpty()) {
      if (present.isEmpty()) {
        return state(0, fed, List.of());
      }
      Call head = present.getFirst();
      return head.given == 0
          ? state(0, head.before(), List.of())
          : state(0, head.after(), List.of(new Unfinished(head.place(), head.given)));
    }
    List<Unfinished> left = new ArrayList<>();
    present.forEach(
        call -> left.add(new Unfinished(call.place(), call.input instanceof Fault ? FAULT : call.given)));
    left.addAll(unfinished);
    return state(0, fed, left);
  }

  /// Where an output that was just taken comes from.
  State place(Call call) {
    return ordered && call.given == 1
        ? state(0, call.place(), List.of())
        : state(1, call.after(), List.of(new Unfinished(call.place(), call.given - 1)));
  }

  /// @param alone 1 if what is unfinished must be taken before anything else is begun
  /// @param base where the feeder goes on
  private static State state(long alone, State base, List<Unfinished> unfinished) {
    List<Long> numbers = new ArrayList<>(List.of(alone));
    List<State> parts = new ArrayList<>(List.of(base));
    for (Unfinished call : unfinished) {
      numbers.add(call.given());
      parts.add(call.place());
    }
    return new State(STATE, numbers, parts);
  }

  /// Where the feeder goes on, as a state of a window says.
  static State base(State state) {
    int calls = state.parts().size() - 1;
    return state.require(STATE, calls + 1, Math.max(1, calls + 1)).parts().getFirst();
  }

  /// What a state of a window says is unfinished.
  static List<Unfinished> unfinished(State state) {
    return IntStream.range(1, state.parts().size())
        .mapToObj(i -> new Unfinished(state.parts().get(i), state.number(i)))
        .toList();
  }

  /// Whether what is unfinished must be taken before anything else is begun.
  static boolean isAlone(State state) {
    return state.number(0) == 1;
  }

  /// The calls in progress that take longer than `most` nanoseconds; with `once`, those alone that were not told before.
  void addStuck(String stage, long most, boolean once, long now, List<Stuck> stuck) {
    lock.lock();
    try {
      for (Call call : present) {
        Thread thread = call.thread;
        if (thread != null && now - call.since >= most && !(once && call.reported)) {
          call.reported |= once;
          stuck.add(new Stuck(stage, now - call.since, thread));
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
      untouched.clear();
      laidAside.clear();
      room.signalAll();
      ready.signalAll();
    } finally {
      lock.unlock();
    }
    listener.run();
  }
}
