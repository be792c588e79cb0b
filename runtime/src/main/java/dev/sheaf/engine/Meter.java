package dev.sheaf.engine;

import java.util.concurrent.atomic.LongAdder;

/// Measures one station: stages that the same threads carry out one after the other, up to where their items are handed
/// to another thread. Told once for each block, never for an item.
final class Meter {
  private final String station;
  private final LongAdder items = new LongAdder();
  private final LongAdder busyNanos = new LongAdder();
  private final LongAdder blockedNanos = new LongAdder();
  private final LongAdder starvedNanos = new LongAdder();
  private final LongAdder queuedNanos = new LongAdder();
  private final LongAdder takes = new LongAdder();
  private final LongAdder readyTakes = new LongAdder();
  private final Histogram nanosPerItem = new Histogram();

  Meter(String station) {
    this.station = station;
  }

  String station() {
    return station;
  }

  /// A block was made.
  void made(int count, long nanos) {
    items.add(count);
    busyNanos.add(nanos);
    if (count > 0) {
      nanosPerItem.add(nanos / count, count);
    }
  }

  /// The station waited for those behind it to make room.
  void blocked(long nanos) {
    blockedNanos.add(nanos);
  }

  /// The station waited for items.
  void starved(long nanos) {
    starvedNanos.add(nanos);
  }

  /// A block was taken.
  ///
  /// @param nanos how long it had lain there
  /// @param ready whether the taker did not have to wait
  void taken(long nanos, boolean ready) {
    queuedNanos.add(nanos);
    takes.increment();
    if (ready) {
      readyTakes.increment();
    }
  }

  StationStats stats() {
    return new StationStats(
        station,
        items.sum(),
        busyNanos.sum(),
        blockedNanos.sum(),
        starvedNanos.sum(),
        takes.sum() == 0 ? 0 : queuedNanos.sum() / takes.sum(),
        nanosPerItem.quantile(0.5),
        nanosPerItem.quantile(0.99),
        takes.sum() == 0 ? 1 : (double) readyTakes.sum() / takes.sum());
  }
}
