package dev.sheaf.pipeline;

import dev.sheaf.engine.Time;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What is measured while a pipeline runs, and who is told.
///
/// @param stations whether statistics are kept for each station
/// @param time what is known of time
/// @param every how often the listener is told how far it has got
/// @param listener null where nobody is
record Observed(
    boolean stations, Time time, Duration every, @Nullable Consumer<? super Progress> listener) {
  static final Observed NOTHING = new Observed(false, Time.SYSTEM, Duration.ZERO, null);

  /// What is measured of two pipelines that become one.
  Observed and(Observed other) {
    return new Observed(
        stations || other.stations,
        time.equals(Time.SYSTEM) ? other.time : time,
        listener != null ? every : other.every,
        listener != null ? listener : other.listener);
  }

  Observed withStations() {
    return new Observed(true, time, every, listener);
  }

  Observed withTime(Time other) {
    return new Observed(stations, other, every, listener);
  }

  Observed withListener(Duration period, Consumer<? super Progress> other) {
    if (!period.isPositive()) {
      throw new IllegalArgumentException("expected a time above 0 between reports, found " + period);
    }
    return new Observed(stations, time, period, other);
  }
}
