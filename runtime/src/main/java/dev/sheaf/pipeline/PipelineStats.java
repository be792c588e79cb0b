package dev.sheaf.pipeline;

import dev.sheaf.engine.StationStats;
import java.util.List;

/// What a loader has done since it was opened.
///
/// @param items how many items the consumer has received: batches, or whatever the pipeline gives
/// @param threads how many worker threads there are
/// @param elapsedNanos how long the loader has been open
/// @param consumerWaitNanos how long the consumer waited for batches that were not finished
/// @param workerBusyNanos how long the workers read, mapped and collated, all threads together
/// @param stations what each station did, from the source on; empty unless the pipeline was asked to measure it, by
///     [Pipeline#withStats()]
public record PipelineStats(
    long items,
    int threads,
    long elapsedNanos,
    long consumerWaitNanos,
    long workerBusyNanos,
    List<StationStats> stations) {
  private static final double FEW = 0.05;
  private static final double MOST = 0.8;

  private static final double READY = 0.5;

  public PipelineStats {
    stations = List.copyOf(stations);
  }

  PipelineStats(long items, int threads, long elapsedNanos, long consumerWaitNanos, long workerBusyNanos) {
    this(items, threads, elapsedNanos, consumerWaitNanos, workerBusyNanos, List.of());
  }

  /// One sentence that says what the others wait for, with the shares of time that show it.
  public String bottleneck() {
    if (items == 0 || elapsedNanos <= 0) {
      return "nothing was delivered yet";
    }
    double waiting = share(consumerWaitNanos, (double) elapsedNanos);
    double busy = share(workerBusyNanos, (double) elapsedNanos * threads);
    String shares =
        "the consumer waited %.0f %% of the time, and %d worker threads were busy for %.0f %%"
            .formatted(waiting * 100, threads, busy * 100);
    if (waiting < FEW) {
      return "the consumer is the bottleneck: " + shares;
    }
    if (stations.size() > 1) {
      return slowest() + ": " + shares;
    }
    if (busy > MOST) {
      return "the workers are the bottleneck: " + shares + "; more threads or less work for each row would help";
    }
    return "neither side was kept busy: " + shares + "; a larger prefetch may help";
  }

  /// The first station, from the source on, whose items the next one has to wait for: those before it are ahead.
  private String slowest() {
    for (StationStats station : stations) {
      if (station.readyShare() < READY) {
        return "\"%s\" is the bottleneck, whose items were waited for %.0f times of 100"
            .formatted(station.station(), (1 - station.readyShare()) * 100);
      }
    }
    return "no station is the bottleneck, each was ahead of the next";
  }

  private static double share(long part, double whole) {
    return Math.min(1, (double) part / whole);
  }
}
