package dev.sheaf.engine;

import dev.sheaf.batch.BatchPool;
import dev.sheaf.order.Ending;
import dev.sheaf.order.Reading;
import dev.sheaf.stage.Policies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The threads of one opened pipeline, made when they are first needed, and ended together.
///
/// Tasks that keep a core busy share a pool of fixed size, and never wait for one another. A stage that sees one item
/// after the other has a thread of its own, its *feeder*. All are platform threads and daemons, so that a forgotten
/// loader does not keep the program from ending.
public final class Workers implements AutoCloseable {
  /// Threads that ended are forgotten when there are more than so many.
  private static final int FEW = 16;

  private final int count;
  private final Policies policies;
  private final ThreadPoolExecutor pool;
  private final Time time;
  private final List<Watch> watches = new CopyOnWriteArrayList<>();
  private final boolean measures;
  private final LongAdder busyNanos = new LongAdder();

  // Guarded by `this`.
  private final Map<Thread, Ending> started = new HashMap<>();
  private int sweepAt = FEW;
  private final List<Meter> meters = new ArrayList<>();
  private @Nullable BatchPool<?> batches;
  private boolean ending;

  private volatile boolean closed;

  /// @param count how many tasks may be worked on at once
  /// @param policies what becomes of items that cannot be made
  /// @param time what the loader knows of time
  /// @param measures whether statistics are kept for each station
  public Workers(int count, Policies policies, Time time, boolean measures) {
    this.count = count;
    this.time = time;
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
    return time.nanos();
  }

  /// What time it is.
  Time time() {
    return time;
  }

  /// The calls of one stage.
  ///
  /// @param mostNanos how long a call may take; 0 for as long as it likes
  record Watch(String stage, CallWindow window, long mostNanos) {}

  /// Adds calls that may be told to take too long.
  void watch(Watch watch) {
    watches.add(watch);
  }

  void unwatch(Watch watch) {
    watches.remove(watch);
  }

  /// The calls in progress.
  public List<Stuck> calls() {
    List<Stuck> calls = new ArrayList<>();
    long now = time.nanos();
    watches.forEach(watch -> watch.window().addStuck(watch.stage(), 0, false, now, calls));
    return calls;
  }

  /// The calls that take longer than their stages allow, and were not told before.
  public List<Stuck> overdue() {
    List<Stuck> calls = new ArrayList<>();
    long now = time.nanos();
    for (Watch watch : watches) {
      if (watch.mostNanos() > 0) {
        watch.window().addStuck(watch.stage(), watch.mostNanos(), true, now, calls);
      }
    }
    return calls;
  }

  /// How long one may wait before asking for overdue calls again, in nanoseconds.
  public long untilOverdue() {
    if (watches.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long least = Long.MAX_VALUE;
    for (Watch watch : watches) {
      if (watch.mostNanos() > 0) {
        least = Math.min(least, 1 + watch.mostNanos() / 4);
      }
    }
    return least;
  }

  /// Whether stations are measured.
  boolean measures() {
    return measures;
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

  /// The memory of batches that is used again, in every epoch; freed when the last thread has ended.
  synchronized BatchPool<?> batches(Supplier<? extends BatchPool<?>> maker) {
    if (batches == null) {
      batches = maker.get();
    }
    return batches;
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

  /// Starts a thread for a stage that sees one item after the other. It is interrupted when it is told to end, which it
  /// is at the latest when the pipeline is closed.
  ///
  /// @param work must not throw
  Ending feed(String name, Consumer<Ending> work) {
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
    start(thread, itsEnding);
    return itsEnding;
  }

  /// Has a task done that may wait, by a virtual thread of its own.
  ///
  /// @param work must not throw
  void fork(Consumer<Ending> work) {
    Ending itsEnding = new Ending();
    start(Thread.ofVirtual().name("sheaf-call").unstarted(() -> work.accept(itsEnding)), itsEnding);
  }

  private synchronized void start(Thread thread, Ending itsEnding) {
    if (ending) {
      return;
    }
    if (started.size() >= sweepAt) {
      started.keySet().removeIf(old -> old.getState() == Thread.State.TERMINATED);
      sweepAt = 2 * Math.max(FEW, started.size());
    }
    started.put(thread, itsEnding);
    thread.start();
  }

  private synchronized Thread worker(Runnable work) {
    Ending itsEnding = new Ending();
    Worker worker = new Worker(work, "sheaf-worker-" + started.size(), new Reading(itsEnding, policies));
    started.put(worker, itsEnding);
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
    BatchPool<?> memory;
    synchronized (this) {
      memory = batches;
      ending = true;
      pool.getQueue().clear();
      pool.shutdown();
      started.values().forEach(Ending::end);
      all = List.copyOf(started.keySet());
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
    if (memory != null) {
      memory.close();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
