package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import dev.sheaf.stage.FaultException;
import dev.sheaf.stage.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Draws what is made in a [CallWindow]. Items that could not be made are dealt with here, in the order in which they are
/// taken.
///
/// @param <T> the items
final class CallCursor<T> extends AheadCursor<T> {
  private final CallWindow window;
  private final CallTaker taker;
  private final Drawing drawing;
  private final Runnable closing;
  private final Tally calls;
  private final @Nullable Tally taking;
  private final @Nullable Tally making;

  /// Held while a fault is dealt with, so that what was counted and what was taken belong together.
  private final Object reaching = new Object();

  /// Where it begins, until something is taken; what others draw ahead meanwhile is no part of it.
  private @Nullable State beginning;

  private @Nullable Call sought;
  private @Nullable Call taken;
  private @Nullable Object item;
  private @Nullable FaultException ended;

  /// How far it had got before parts were judged of which it is not known yet what they are parts of. If that ends the run,
  /// nothing of it was counted. Guarded by `reaching`.
  private @Nullable Reached beforeParts;

  /// The tallies that the columns of the calls are added to.
  private List<Tally> columns = List.of();

  private Tally[] targets = {};

  /// @param name what the ledger calls the stage
  /// @param many whether any number of items is made of each
  /// @param closing what else is to be done when it is closed
  CallCursor(CallWindow window, Drawing drawing, String name, boolean many, Runnable closing) {
    this.window = window;
    this.drawing = drawing;
    this.closing = closing;
    this.calls = drawing.tally(name, Tally.Kind.CALLED);
    this.taking = many ? drawing.tally(name, Tally.Kind.TAKEN) : null;
    this.making = many ? drawing.tally(name, Tally.Kind.MADE) : null;
    this.taker = new CallTaker(window, this::count, this::countCall);
    this.beginning = taker.state();
  }

  /// Takes over what was counted on the way to a call, and the call itself.
  private void count(Call call) {
    if (!call.columns().equals(columns)) {
      columns = call.columns();
      targets =
          columns.stream().map(column -> drawing.tally(column.stage(), column.kind())).toArray(Tally[]::new);
    }
    for (int column = 0; column < call.counts().length; column++) {
      if (call.counts()[column] != 0) {
        drawing.count(targets[column], call.counts()[column]);
      }
    }
    if (isCalled(call) && taking != null) {
      drawing.count(taking, 1);
    }
  }

  /// Counts the call itself.
  private void countCall(Call call) {
    if (isCalled(call)) {
      drawing.count(calls, 1);
    }
  }

  @Override
  public @Nullable Boolean seek(long nanos) {
    while (sought == null) {
      if (ended != null) {
        throw ended;
      }
      Call call = await(nanos);
      if (call == null) {
        if (!taker.isOver()) {
          return null;
        }
        Fault failure = taker.failure();
        if (failure != null) {
          throw new FaultException(failure, true);
        }
        return false;
      }
      switch (Objects.requireNonNull(call.peek())) {
        case Thrown(Fault fault) -> throw told(call, new FaultException(fault, false));
        case Fault fault -> leaveOut(call, fault);
        default -> sought = call;
      }
    }
    return true;
  }

  private void leaveOut(Call call, Fault fault) {
    synchronized (reaching) {
      Reached before = fault.isPart() && drawing.isJudging() ? reached() : null;
      try {
        drawing.leaveOutAsItCame(fault);
      } catch (FaultException e) {
        throw e.isFinal() ? end(e) : told(call, e);
      }
      take(call, false);
      beforeParts = before;
    }
  }

  private FaultException told(Call call, FaultException e) {
    synchronized (reaching) {
      drawing.told(e.fault());
      take(call, false);
    }
    return e;
  }

  private void take(Call call, boolean isItem) {
    beginning = null;
    beforeParts = null;
    taker.take(call, isItem);
  }

  private FaultException end(FaultException e) {
    ended = e;
    return e;
  }

  private @Nullable Call await(long nanos) {
    drawing.check();
    long from = drawing.workers().measures() ? drawing.workers().nanoTime() : 0;
    try {
      return taker.await(nanos);
    } catch (InterruptedException e) {
      throw RingCursor.interrupted(e);
    } catch (FaultException e) {
      throw end(e);
    } finally {
      if (drawing.workers().measures()) {
        drawing.starved(drawing.workers().nanoTime() - from);
      }
    }
  }

  @Override
  public boolean advance() {
    if (!Boolean.TRUE.equals(seek(Long.MAX_VALUE))) {
      return false;
    }
    Call call = Objects.requireNonNull(sought);
    item = call.peek();
    synchronized (reaching) {
      if (making != null) {
        drawing.count(making, 1);
      }
      take(call, true);
    }
    taken = call;
    sought = null;
    return true;
  }

  @Override
  @SuppressWarnings("unchecked") // Only items of T are put into the window.
  public T item() {
    return (T) Objects.requireNonNull(item, "advance() was not called");
  }

  @Override
  public State state() {
    State begin = beginning;
    return begin != null ? begin : taker.state();
  }

  @Override
  public State place() {
    return taker.place(Objects.requireNonNull(taken, "advance() was not called"));
  }

  @Override
  public long row() {
    return Objects.requireNonNull(taken, "advance() was not called").row;
  }

  @Override
  public long items() {
    return taker.items();
  }

  @Override
  public Reached reached() {
    synchronized (reaching) {
      return beforeParts != null ? beforeParts : taker.reached(this::account);
    }
  }

  private Account account(List<Call> uncounted, List<Call> untaken) {
    List<Tally> more = new ArrayList<>();
    int calling = drawing.workers().policies().countCalls() ? 1 : 0;
    for (Call call : uncounted) {
      add(more, call, 1);
      // What is made again is counted as a call then.
      add(more, calls, isCalled(call) && call.isOver() ? calling : 0);
    }
    for (Call call : untaken) {
      add(more, call, -1);
      add(more, calls, isCalled(call) ? -calling : 0);
    }
    return Account.of(drawing).and(Account.ofTallies(more));
  }

  /// Adds what [#count] adds, so many times.
  private void add(List<Tally> tallies, Call call, int times) {
    for (int column = 0; column < call.counts().length; column++) {
      add(tallies, call.columns().get(column), times * call.counts()[column]);
    }
    if (isCalled(call) && taking != null) {
      add(tallies, taking, times);
    }
  }

  private static void add(List<Tally> tallies, Tally of, long more) {
    Tally tally = new Tally(of.stage(), of.kind());
    tally.add(more);
    tallies.add(tally);
  }

  private static boolean isCalled(Call call) {
    return !call.isFault() && !CallFeeder.NOTHING.equals(call.input);
  }

  @Override
  public Account account() {
    return Account.of(drawing);
  }

  @Override
  public boolean isReady() {
    return sought != null || taker.isReady();
  }

  @Override
  void onReady(Runnable newListener) {
    window.onReady(newListener);
  }

  @Override
  public void close() {
    window.close();
    closing.run();
  }
}
