package dev.sheaf.engine;

import dev.sheaf.order.Ending;
import dev.sheaf.order.Fault;
import dev.sheaf.stage.Concurrency.Threads;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// Makes calls of a [CallWindow], one after the other, until there are none to make.
///
/// @param name what faults call the stage
record Caller(CallWindow window, Making making, String name, Workers workers) {
  /// Begins, on a thread of the pool or on one of its own.
  void start(Threads threads) {
    if (threads == Threads.POOL) {
      workers.execute(reading -> work(reading.ending()));
    } else {
      workers.fork(this::work);
    }
  }

  private void work(Ending ending) {
    try {
      long now = workers.nanoTime();
      for (Call call = window.claim(now); call != null; ) {
        ending.enterUserCode();
        long begun = now;
        try {
          call = make(call);
        } finally {
          ending.leaveUserCode();
        }
        now = workers.nanoTime();
        workers.busy(now - begun);
      }
    } catch (CancellationException _) {
      // The loader is being closed: nobody waits for what is not made.
    } catch (Throwable e) {
      // A caller that ended here would leave the taker waiting for ever.
      window.end(new Fault(name, -1, e));
    }
  }

  private Fault fault(Call call, Throwable e) {
    return new Fault(name, call.row, e).about(call.input);
  }

  /// Makes a call, or goes on with it, and claims another.
  private @Nullable Call make(Call call) {
    return switch (making) {
      case Making.One one -> {
        Object made;
        try {
          made = Objects.requireNonNull(one.function().apply(call.input), "the function gave no value");
        } catch (Throwable e) {
          made = fault(call, e);
        }
        yield window.finish(call, made, workers.nanoTime());
      }
      case Making.Many many -> {
        Object last = null;
        try {
          Iterator<?> rest = call.rest;
          if (rest == null) {
            rest = many.function().apply(call.input).iterator();
            call.rest = rest;
          }
          while (rest.hasNext()) {
            Object made = Objects.requireNonNull(rest.next(), "the function gave no value");
            if (call.toLeaveOut > 0) {
              call.toLeaveOut--;
            } else if (!window.give(call, made)) {
              yield window.layAside(call, workers.nanoTime());
            }
          }
        } catch (Throwable e) {
          last = call.toLeaveOut > 0 ? null : fault(call, e);
        }
        yield window.finish(call, last, workers.nanoTime());
      }
    };
  }
}
