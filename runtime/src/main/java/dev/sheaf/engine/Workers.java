package dev.sheaf.engine;

import dev.sheaf.order.Ending;
import dev.sheaf.order.Reading;
import dev.sheaf.stage.Policies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The threads of one opened pipeline, made when they are first needed, and ended together.
///
/// Tasks that keep a core busy share a pool of fixed size, and never wait for one another. A stage that sees one item
/// after the other has a thread of its own, its *feeder*. All are platform threads and daemons, so that a forgotten
/// loader does not keep the program from ending.
public final class Workers implements AutoCloseable {
  private final int count;
  private final Policies policies;
  private final ThreadPoolExecutor pool;
  private final LongSupplier clock;
  private final boolean measures;
  private final LongAdder busyNanos = new LongAdder();

  // Guarded by `this`.
  private final List<Thread> threads = new ArrayList<>();
  private final List<Ending> endings = new ArrayList<>();
  private final List<Meter> meters = new ArrayList<>();
  private boolean ending;

  private volatile boolean closed;

  /// @param count how many tasks may be worked on at once
  /// @param policies what becomes of items that cannot be made
  /// @param clock the time in nanoseconds since some moment
  /// @param measures whether statistics are kept for each station
  public Workers(int count, Policies policies, LongSupplier clock, boolean measures) {
    this.count = count;
    this.clock = clock;
    this.measures = measures;
    this.policies = policies;
    this.pool =
        new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::worker);
  }

  /// A thread of the pool, with what it has at hand.
  private static final class Worker extends Thread {
    private final Reading reading;

    Worker(Runnable work, String name, Reading reading) {
      super(work, name);
      this.reading = reading;
      setDaemon(true);
    }
  }

  /// How many tasks may be worked on at once.
  public int count() {
    return count;
  }

  /// The time in nanoseconds since some moment: the one place where the pipeline looks at a clock.
  public long nanoTime() {
    return clock.getAsLong();
  }

  /// What measures a station, in every epoch; null where nothing is measured.
  synchronized @Nullable Meter meter(String station) {
    if (!measures) {
      return null;
    }
    for (Meter meter : meters) {
      if (meter.station().equals(station)) {
        return meter;
      }
    }
    Meter meter = new Meter(station);
    meters.add(meter);
    return meter;
  }

  /// What the stations did, from the source on; nothing where that is not measured.
  public synchronized List<StationStats> stations() {
    return meters.stream().map(Meter::stats).toList();
  }

  /// What becomes of items that cannot be made.
  Policies policies() {
    return policies;
  }

  /// How long tasks were worked on, all threads together.
  public long busyNanos() {
    return busyNanos.sum();
  }

  /// A thread of the pool has worked so long.
  void busy(long nanos) {
    busyNanos.add(nanos);
  }

  /// Has a task done by a thread of the pool, some time. It must not throw, and not wait for another.
  void execute(Consumer<Reading> task) {
    try {
      pool.execute(() -> task.accept(((Worker) Thread.currentThread()).reading));
    } catch (RejectedExecutionException _) {
      // Closed meanwhile: nobody waits for the task.
    }
  }

  /// Does something again and again, on a thread of its own, until the pipeline is closed.
  public void every(Duration time, String name, Runnable action) {
    feed(
        name,
        ending -> {
          try {
            while (!closed) {
              Thread.sleep(time);
              ending.check();
              action.run();
            }
          } catch (InterruptedException | CancellationException _) {
            // The pipeline is being closed.
          }
        });
  }

  /// Starts a thread for a stage that sees one item after the other. It is interrupted when the pipeline is closed.
  ///
  /// @param work must not throw
  void feed(String name, Consumer<Ending> work) {
    Ending itsEnding = new Ending();
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("sheaf-" + name)
            .unstarted(
                () -> {
                  try {
                    itsEnding.enterUserCode();
                  } catch (CancellationException _) {
                    // Begun all the same: the work sees that it is to end, and closes what it was given.
                  }
                  work.accept(itsEnding);
                });
    synchronized (this) {
      if (ending) {
        return;
      }
      threads.removeIf(old -> old.getState() == Thread.State.TERMINATED);
      threads.add(thread);
      endings.add(itsEnding);
    }
    thread.start();
  }

  private synchronized Thread worker(Runnable work) {
    Ending itsEnding = new Ending();
    Worker worker = new Worker(work, "sheaf-worker-" + threads.size(), new Reading(itsEnding, policies));
    threads.add(worker);
    endings.add(itsEnding);
    if (ending) {
      itsEnding.end();
    }
    return worker;
  }

  /// Stops a thread that draws for nobody any more.
  ///
  /// @throws CancellationException if the pipeline is being closed
  void check() {
    if (closed) {
      throw new CancellationException("the loader is closed");
    }
  }

  /// Whether [#close()] was called.
  public boolean isClosed() {
    return closed;
  }

  /// Says that the pipeline is being closed, before anybody is woken.
  public void end() {
    closed = true;
  }

  /// Tells all threads to stop, and returns when they have, even if the calling thread is interrupted meanwhile; its flag
  /// is kept. A thread that closes its own workers is not waited for by itself.
  @Override
  public void close() {
    closed = true;
    List<Thread> all;
    synchronized (this) {
      ending = true;
      pool.getQueue().clear();
      pool.shutdown();
      endings.forEach(Ending::end);
      all = List.copyOf(threads);
    }
    boolean interrupted = false;
    for (Thread thread : all) {
      while (thread.isAlive() && !thread.equals(Thread.currentThread())) {
        try {
          thread.join();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
