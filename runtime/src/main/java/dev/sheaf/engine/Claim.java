package dev.sheaf.engine;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Some calls that one caller makes, one after the other. What it has made lies here, to be collected by whoever holds the
/// lock of the window; and what it has not begun can be taken away from it.
final class Claim {
  private static final long END = 1L << Integer.SIZE;

  private final Thread thread = Thread.currentThread();
  private final Call[] calls;
  private final @Nullable Object[] outputs;
  private final long begun;

  /// In the lower half which call is begun next, in the upper half how many there are.
  private final AtomicLong bounds;

  /// Since when the call is in progress that was begun last.
  private final AtomicLong since = new AtomicLong();

  /// How many calls were made. Written after their outputs.
  private volatile int made;

  // Guarded by the lock of the window.
  private int collected;
  private long measured;
  private int reported = -1;

  /// By the caller, who has begun the first of them.
  Claim(List<Call> calls, long now) {
    this.calls = calls.toArray(Call[]::new);
    this.outputs = new Object[this.calls.length];
    this.bounds = new AtomicLong(this.calls.length * END + 1);
    this.begun = now;
    this.measured = now;
    since.setOpaque(now);
  }

  // The caller's side.

  /// The first call.
  Call first() {
    return calls[0];
  }

  /// Begins the next call; null when there are no more.
  @Nullable Call next(long now) {
    since.setOpaque(now);
    long before = bounds.getAndIncrement();
    return (int) before < (int) (before >>> Integer.SIZE) ? calls[(int) before] : null;
  }

  /// The call that was begun last is made.
  ///
  /// @param output the last that came of it; null for none
  void made(@Nullable Object output, long now) {
    int index = made;
    calls[index].waitsSince = now;
    outputs[index] = output;
    made = index + 1;
  }

  /// How many calls the caller has made.
  int made() {
    return made;
  }

  /// When the first was begun.
  long begun() {
    return begun;
  }

  // For whoever holds the lock of the window.

  /// Hands over the calls that were made since this was asked last, each with the last that came of it.
  ///
  /// @param meter is told of them, if that is measured
  void collect(BiConsumer<? super Call, @Nullable Object> taker, @Nullable CallMeter meter) {
    int before = collected;
    for (int there = made; collected < there; collected++) {
      taker.accept(calls[collected], outputs[collected]);
      outputs[collected] = null;
    }
    if (meter != null && collected > before) {
      long until = calls[collected - 1].waitsSince;
      meter.made(collected - before, until - measured);
      measured = until;
    }
  }

  /// Takes calls away that are not begun: the later half of them, or all.
  List<Call> cut(boolean all) {
    while (true) {
      long before = bounds.get();
      int next = (int) before;
      int end = (int) (before >>> Integer.SIZE);
      if (next >= end) {
        return List.of();
      }
      int kept = all ? next : next + (end - next) / 2;
      if (bounds.compareAndSet(before, kept * END + next)) {
        return Arrays.asList(calls).subList(kept, end);
      }
    }
  }

  /// The call in progress, if it takes longer than `most` nanoseconds; else null.
  ///
  /// @param once whether one that was told before is not told again
  @Nullable Stuck stuck(String stage, long most, boolean once, long now) {
    int there = made;
    long its = bounds.get();
    long nanos = now - since.getOpaque();
    if ((int) its <= there || there >= (int) (its >>> Integer.SIZE) || nanos < most || (once && reported == there)) {
      return null;
    }
    reported = once ? there : reported;
    return new Stuck(stage, nanos, thread);
  }

  /// Since when its calls could be made. Only where that is measured, and before they are.
  long waitsSince() {
    return calls[0].waitsSince;
  }
}
