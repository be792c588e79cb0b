package dev.sheaf.it.conformance;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// What a case looks at and holds up while its pipeline runs: counters, and gates that functions wait at.
final class SpdlProbe {
  /// As long as nothing counts in so many waits in a row, nothing is going on any more. Many short ones, because each of
  /// them takes the longer, the busier the machine is.
  private static final int QUIET_WAITS = 20;

  private static final long QUIET_WAIT_MILLIS = 4;

  /// Longer than it takes to come to rest.
  private static final long MOST_NANOS = 10_000_000_000L;

  private final boolean gated;
  private final Map<String, Integer> counters = new TreeMap<>();
  private final Map<String, Integer> permits = new TreeMap<>();
  private final Map<String, Integer> waiting = new TreeMap<>();
  private int inFlight;
  private boolean open;
  private long changes;

  /// @param gated whether functions wait at gates
  SpdlProbe(boolean gated) {
    this.gated = gated;
  }

  /// An operation begins.
  synchronized void begin(String stage) {
    inFlight++;
    add(stage + ".started", 1);
    int here = add(stage + ".in_flight", 1);
    counters.merge(stage + ".most_in_flight", here, Math::max);
  }

  /// It ends.
  synchronized void end(String stage) {
    inFlight--;
    add(stage + ".in_flight", -1);
    add(stage + ".finished", 1);
  }

  /// Something happens that is only counted.
  synchronized int add(String counter, int more) {
    changed();
    return counters.merge(counter, more, Integer::sum);
  }

  synchronized int count(String counter) {
    return counters.getOrDefault(counter, 0);
  }

  /// Waits until nothing moves, and until what is expected has come, if it is going to.
  synchronized void settle(BooleanSupplier expected) throws InterruptedException {
    long end = System.nanoTime() + MOST_NANOS;
    do {
      awaitQuiet();
    } while (!(everyoneIsHeldUp() && expected.getAsBoolean()) && System.nanoTime() < end);
  }

  private synchronized void awaitQuiet() throws InterruptedException {
    long before = changes;
    for (int i = 0; i < QUIET_WAITS; i++) {
      wait(QUIET_WAIT_MILLIS);
      if (changes != before) {
        before = changes;
        i = 0;
      }
    }
  }

  /// Whether each operation that has begun waits at a gate that has no permit for it.
  private boolean everyoneIsHeldUp() {
    return inFlight <= waiting.values().stream().mapToInt(Integer::intValue).sum()
        && waiting.keySet().stream().allMatch(gate -> waiting.get(gate) == 0 || permits(gate) == 0);
  }

  /// Waits for a permit, whatever happens: the function of a user that cannot be interrupted.
  synchronized void pass(String gate) {
    waiting.merge(gate, 1, Integer::sum);
    changed();
    boolean interrupted = false;
    while (!open && permits(gate) == 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    permits.merge(gate, -1, Integer::sum);
    waiting.merge(gate, -1, Integer::sum);
    changed();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits until a function is held up at a gate, if one is going to be.
  synchronized void awaitHeldUp() throws InterruptedException {
    long end = System.nanoTime() + MOST_NANOS;
    while (gated
        && waiting.keySet().stream().noneMatch(gate -> waiting.get(gate) > 0 && permits(gate) == 0)
        && System.nanoTime() < end) {
      wait(QUIET_WAIT_MILLIS);
    }
  }

  synchronized void release(String gate, int count) {
    permits.merge(gate, count, Integer::sum);
    changed();
  }

  /// Lets everyone go.
  synchronized void open() {
    open = true;
    changed();
  }

  private int permits(String gate) {
    return permits.getOrDefault(gate, 0);
  }

  private void changed() {
    changes++;
    notifyAll();
  }
}
