package dev.sheaf.it.conformance;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/// What a case looks at and holds up while its pipeline runs: counters, and gates that functions wait at.
final class SpdlProbe {
  /// As long as nothing counts, nothing is going on any more.
  private static final long QUIET_MILLIS = 80;

  private final Map<String, Integer> counters = new TreeMap<>();
  private final Map<String, Semaphore> gates = new HashMap<>();
  private boolean open;
  private long changes;

  /// An operation begins.
  synchronized void begin(String stage) {
    add(stage + ".started", 1);
    int inFlight = add(stage + ".in_flight", 1);
    counters.merge(stage + ".most_in_flight", inFlight, Math::max);
  }

  /// It ends.
  synchronized void end(String stage) {
    add(stage + ".in_flight", -1);
    add(stage + ".finished", 1);
  }

  /// Something happens that is only counted.
  synchronized int add(String counter, int more) {
    changes++;
    notifyAll();
    return counters.merge(counter, more, Integer::sum);
  }

  synchronized int count(String counter) {
    return counters.getOrDefault(counter, 0);
  }

  /// Waits until no counter moves.
  synchronized void settle() throws InterruptedException {
    long before;
    do {
      before = changes;
      wait(QUIET_MILLIS);
    } while (changes != before);
  }

  /// Waits for a permit, whatever happens: the function of a user that cannot be interrupted.
  void pass(String gate) {
    gate(gate).acquireUninterruptibly();
  }

  void release(String gate, int count) {
    gate(gate).release(count);
  }

  private synchronized Semaphore gate(String gate) {
    return gates.computeIfAbsent(gate, _ -> new Semaphore(open ? Integer.MAX_VALUE / 2 : 0));
  }

  /// Lets everyone go.
  synchronized void open() {
    open = true;
    gates.values().forEach(gate -> gate.release(Integer.MAX_VALUE / 2));
  }
}
