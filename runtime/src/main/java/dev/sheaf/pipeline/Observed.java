package dev.sheaf.pipeline;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What is measured while a pipeline runs, and who is told.
///
/// @param stations whether statistics are kept for each station
/// @param clock the time in nanoseconds since some moment
/// @param every how often the listener is told how far it has got
/// @param listener null where nobody is
record Observed(
    boolean stations, LongSupplier clock, Duration every, @Nullable Consumer<? super Progress> listener) {
  static final Observed NOTHING = new Observed(false, System::nanoTime, Duration.ZERO, null);

  /// What is measured of two pipelines that become one.
  Observed and(Observed other) {
    return new Observed(
        stations || other.stations,
        clock,
        listener != null ? every : other.every,
        listener != null ? listener : other.listener);
  }

  Observed withStations() {
    return new Observed(true, clock, every, listener);
  }

  Observed withClock(LongSupplier other) {
    return new Observed(stations, other, every, listener);
  }

  Observed withListener(Duration time, Consumer<? super Progress> other) {
    if (!time.isPositive()) {
      throw new IllegalArgumentException("expected a time above 0 between reports, found " + time);
    }
    return new Observed(stations, clock, time, other);
  }
}
