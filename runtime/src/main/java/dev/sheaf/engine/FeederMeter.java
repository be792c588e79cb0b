package dev.sheaf.engine;

import dev.sheaf.jfr.StationBlock;
import dev.sheaf.jfr.StationWait;
import org.jspecify.annotations.Nullable;

/// Measures a feeder, if that is wanted, and tells the flight recorder of it. Only for the thread of the feeder.
final class FeederMeter {
  private final Workers workers;
  private final String station;
  private final @Nullable Meter meter;

  // Begun anew for each block, so that none is made where nobody records.
  private final StationBlock block = new StationBlock();
  private final StationWait wait = new StationWait();

  private long begun;
  private long starved;
  private long waitsSince;

  /// @param station the names of the stages that the feeder carries out
  /// @param meter what is told, if anything is
  FeederMeter(Workers workers, String station, @Nullable Meter meter) {
    this.workers = workers;
    this.station = station;
    this.meter = meter;
  }

  /// The first of some items is drawn that are handed on together.
  void begin() {
    block.begin();
    begun = workers.nanoTime();
    starved = 0;
  }

  /// They are handed on: how long it took since the first was to be drawn.
  long made(int count) {
    long nanos = workers.nanoTime() - begun;
    if (meter != null) {
      meter.made(count, nanos - starved);
    }
    block.finish(station, count);
    return nanos;
  }

  /// The feeder begins to wait for room.
  void waits() {
    wait.begin();
    waitsSince = meter == null ? 0 : workers.nanoTime();
  }

  /// It goes on.
  void goesOn() {
    if (meter != null) {
      meter.blocked(workers.nanoTime() - waitsSince);
    }
    wait.finish(station);
  }

  /// It has waited for items.
  void starved(long nanos) {
    if (meter != null) {
      starved += nanos;
      meter.starved(nanos);
    }
  }
}
