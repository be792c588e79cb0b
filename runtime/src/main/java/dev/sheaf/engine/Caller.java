package dev.sheaf.engine;

import dev.sheaf.jfr.StationBlock;
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
      StationBlock event = new StationBlock();
      for (Claim claim = window.claim(workers.nanoTime()); claim != null; ) {
        event.begin();
        Claim done = claim;
        ending.enterUserCode();
        try {
          claim =
              switch (making) {
                case Making.One one -> makeAll(claim, one, ending);
                case Making.Many many -> make(claim, many);
              };
        } finally {
          ending.leaveUserCode();
        }
        workers.busy(workers.nanoTime() - done.begun());
        event.finish(name, done.made());
      }
    } catch (CancellationException _) {
      // The loader is being closed: nobody waits for what is not made.
    } catch (Throwable e) {
      // A caller that ended here would leave the taker waiting for ever.
      window.end(new CallWindow.End(new Fault(name, -1, e), null));
    }
  }

  private Fault fault(Call call, Throwable e) {
    return new Fault(name, call.row, e).about(call.input);
  }

  /// Makes the calls of a claim, and claims anew.
  private @Nullable Claim makeAll(Claim claim, Making.One one, Ending ending) {
    long now = claim.begun();
    for (Call call = claim.first(); call != null; call = claim.next(now)) {
      Object made;
      try {
        made = Objects.requireNonNull(one.function().apply(call.input), "the function gave no value");
      } catch (Throwable e) {
        made = fault(call, e);
      }
      now = workers.nanoTime();
      claim.made(made, now);
      window.made(call);
      if (BlockSize.isLong(now - claim.begun())) {
        // What was claimed with it is made by whoever is free.
        break;
      }
      ending.betweenUserCode();
    }
    return window.finish(claim, now);
  }

  /// Makes the only call of a claim, or goes on with it, and claims anew.
  private @Nullable Claim make(Claim claim, Making.Many many) {
    Call call = claim.first();
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
          return window.layAside(claim, call, workers.nanoTime());
        }
      }
    } catch (Throwable e) {
      last = call.toLeaveOut > 0 ? null : fault(call, e);
    }
    long now = workers.nanoTime();
    claim.made(last, now);
    return window.finish(claim, now);
  }
}
