package dev.sheaf.pipeline;

import dev.sheaf.engine.Stuck;
import dev.sheaf.engine.Workers;
import dev.sheaf.jfr.ConsumerWait;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The waiting of a loader's consumer for items that are not there yet.
final class Waiting {
  private final Workers workers;
  private final AtomicLong nanos = new AtomicLong();

  Waiting(Workers workers) {
    this.workers = workers;
  }

  /// Waits for the next item, or the end of the epoch.
  ///
  /// @param most how long, in nanoseconds; Long.MAX_VALUE for as long as it takes
  /// @return whether there is an item; null if it did not come in time
  /// @throws ItemTimeoutException if a call of a function takes longer than it may
  @Nullable Boolean await(Epoch<?> epoch, long most) {
    ConsumerWait event = new ConsumerWait();
    event.begin();
    long begun = workers.nanoTime();
    try {
      long left = most;
      while (left > 0) {
        Boolean there = epoch.cursor().seek(Math.min(left, workers.untilOverdue()));
        if (there != null) {
          return there;
        }
        long waited = workers.nanoTime() - begun;
        left = most == Long.MAX_VALUE ? most : most - waited;
        List<Stuck> overdue = workers.overdue();
        if (!overdue.isEmpty()) {
          throw new ItemTimeoutException(waited, overdue, epoch.number(), epoch.received());
        }
      }
      return null;
    } finally {
      nanos.addAndGet(workers.nanoTime() - begun);
      event.finish(epoch.number(), epoch.received());
    }
  }

  /// Why the waiting ended without an item.
  RuntimeException ended(CancellationException e, Epoch<?> epoch) {
    return workers.isClosed()
        ? new IllegalStateException("the loader is closed", e)
        : new CancellationException(
            "interrupted while waiting for item %d of epoch %d; nothing is lost, the loader can go on"
                .formatted(epoch.received(), epoch.number()));
  }

  /// How long the consumer waited in all.
  long nanos() {
    return nanos.get();
  }

  /// So many nanoseconds, as far as they can be counted.
  static long nanos(Duration duration) {
    return duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0 ? duration.toNanos() : Long.MAX_VALUE;
  }
}
