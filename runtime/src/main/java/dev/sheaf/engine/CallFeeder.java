package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.engine.CallsState.Unfinished;
import dev.sheaf.order.Ending;
import dev.sheaf.order.Fault;
import dev.sheaf.stage.FaultException;
import dev.sheaf.stage.Stage;
import dev.sheaf.stage.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// Draws items and puts them into a [CallWindow], as many at once as can be drawn without waiting, with what was left out
/// and counted on the way to each.
final class CallFeeder<S> extends Feeder<S> {
  /// Stands for no item: only what was counted after the last.
  static final Object NOTHING = new Object();

  /// However many can be drawn without waiting.
  private static final int MOST_AT_ONCE = 64;

  private @Nullable CallWindow window;

  /// What was drawn and is not in the window yet, and for how many more there is room.
  private List<Call> calls = new ArrayList<>();

  private int room;

  CallFeeder(Workers workers, Stage<S> upstream, long epoch, @Nullable State from) {
    super(workers, upstream, epoch, from);
  }

  private CallWindow window() {
    return Objects.requireNonNull(window, "feed() was not called");
  }

  /// @param alone whether what is unfinished must be taken before anything else is begun
  void feed(CallWindow intoWindow, boolean alone, Ending ending) {
    window = intoWindow;
    try (var _ = drawn()) {
      // If it is ended by now, nobody interrupts it.
      ending.check();
      for (Unfinished call = window().unfinished(); call != null; call = window().unfinished()) {
        if (window().awaitRoom() == 0) {
          return;
        }
        window().putUnfinished(drawAgain(call));
      }
      if (alone && !window().awaitEmpty()) {
        return;
      }
      boolean more = true;
      while (more) {
        room = roomThere();
        if (room == 0) {
          return;
        }
        meter().begin();
        more = draw(ending);
      }
    } catch (InterruptedException | CancellationException _) {
      // It is not wanted any more: whoever draws is told by the window.
      Thread.currentThread().interrupt();
    } catch (FaultException e) {
      end(e.fault());
    } catch (Throwable e) {
      // A feeder that ended here would leave the taker waiting for ever.
      end(new Fault("feeder", -1, e));
    }
  }

  private void end(@Nullable Fault fault) {
    // Not behind the end: what was counted on the way there is not taken yet.
    State here = here();
    Call rest = Call.at(NOTHING, here, 0, 0, words());
    count(rest);
    flush(here);
    window().end(new CallWindow.End(fault, rest));
  }

  private Call drawAgain(Unfinished call) {
    State place = call.place();
    if (call.given() == Unfinished.FAULT) {
      Fault fault = readFault(place);
      return isDeterministic() ? Call.at(fault, place, 0, 0, words()) : Call.of(fault, place, place, here());
    }
    return readItem(
        place,
        (item, cursor) -> {
          Call again =
              isDeterministic()
                  ? Call.at(item, place, 0, 0, words())
                  : Call.of(item, place, place, here());
          again.row = item instanceof Thrown ? -1 : cursor.row();
          return again;
        });
  }

  /// Draws as many items as there is room for; false after the last.
  private boolean draw(Ending ending) {
    settle();
    while (room > 0 && calls.size() < MOST_AT_ONCE && (calls.isEmpty() || drawn().isReady())) {
      ending.check();
      Object item = draw();
      if (item == null) {
        end(null);
        return false;
      }
      awaitRoom();
      add(item);
    }
    flush();
    return true;
  }

  private void add(Object input) {
    State before = isDeterministic() ? base() : here();
    long itsItems = items();
    long itsFaults = faults();
    if (input instanceof Fault) {
      passedFault();
    } else {
      passedItem();
    }
    boolean isItem = !(input instanceof Fault || input instanceof Thrown);
    Call call;
    if (isDeterministic()) {
      call = Call.at(input, before, itsItems, itsFaults, words());
    } else {
      State place = isItem ? drawn().place() : input instanceof Fault fault ? placeOf(fault, before) : before;
      call = Call.of(input, before, place, here());
    }
    call.row = isItem ? drawn().row() : -1;
    count(call);
    calls.add(call);
    room--;
  }

  private void flush() {
    if (!calls.isEmpty()) {
      settle();
      flush(here());
    }
  }

  private void flush(State here) {
    if (!calls.isEmpty()) {
      meter().made(calls.size());
      window().put(calls, here);
      calls = new ArrayList<>();
      meter().begin();
    }
  }

  @Override
  void waits() {
    flush();
  }

  @Override
  void pass(Fault fault) {
    awaitRoom();
    add(fault);
    // The next item may be long in coming.
    flush();
  }

  private int roomThere() throws InterruptedException {
    meter().waits();
    try {
      return window().awaitRoom();
    } finally {
      meter().goesOn();
    }
  }

  private void awaitRoom() {
    if (room > 0) {
      return;
    }
    try {
      room = roomThere();
    } catch (InterruptedException e) {
      throw RingCursor.interrupted(e);
    }
    if (room == 0) {
      throw new CancellationException("the loader is closed");
    }
  }

  /// Gives a call what was counted since the one before.
  private void count(Call call) {
    List<Tally> columns = tallies();
    long[] more = more(columns);
    if (more != null) {
      call.count(columns, more);
    }
  }
}
