package dev.sheaf.engine;

import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Measures the calls of one [CallWindow], as a station of its own behind the one that puts them in. Guarded by the lock of
/// the window.
final class CallMeter {
  private final Meter meter;
  private final @Nullable Meter before;
  private final LongSupplier clock;

  /// Since when nobody makes a call; and whether that is because there is no room for what would come of it.
  private long idleSince;
  private boolean idle = true;
  private boolean full;

  private boolean starved = true;

  /// As many outputs as calls are made at once come at once: whether the taker waited for any of them.
  private final int together;

  private boolean waited;
  private int taken;

  /// @param meter of the calls
  /// @param before of what puts them in, if that is measured here
  /// @param together how many calls are made at once
  CallMeter(Meter meter, @Nullable Meter before, int together, LongSupplier clock) {
    this.meter = meter;
    this.together = together;
    this.before = before;
    this.clock = clock;
    this.idleSince = clock.getAsLong();
  }

  long now() {
    return clock.getAsLong();
  }

  /// Calls can be made from now on; or taken, where that is a fault.
  void put(List<Call> calls) {
    long now = now();
    calls.forEach(call -> call.waitsSince = now);
  }

  /// The last caller has left.
  ///
  /// @param isFull whether there is no room for what would come of more
  /// @param isOver whether there is nothing more to come
  void idle(boolean isFull, boolean isOver) {
    idle = !isOver;
    full = isFull;
    idleSince = now();
  }

  /// There is room, or nothing more to come, or somebody to make calls.
  ///
  /// @param isIdle whether still nobody makes a call, though one might come
  void went(boolean isIdle) {
    long now = now();
    if (idle && full) {
      meter.blocked(now - idleSince);
    } else if (idle) {
      meter.starved(now - idleSince);
      starved |= !isIdle;
    }
    idle = isIdle;
    full = false;
    idleSince = now;
  }

  /// A caller has claimed calls.
  void claimed(Claim claim) {
    if (before != null) {
      before.taken(now() - claim.waitsSince(), !starved);
    }
    starved = false;
  }

  /// So many calls were made, one after the other.
  void made(int calls, long nanos) {
    meter.made(calls, nanos);
  }

  /// The taker found nothing.
  void waits() {
    waited = true;
  }

  /// An output was taken.
  void taken(Call call) {
    if (++taken == together) {
      meter.taken(now() - call.waitsSince, !waited);
      taken = 0;
      waited = false;
    }
  }
}
