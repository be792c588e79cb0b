package dev.sheaf.tools.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/// Threads that do the same small task again and again for some time.
record Crew(int threads, LongSupplier nanoTime) {
  /// What one call of a task did.
  record Done(long rows, long bytes) {}

  /// A small piece of work; is called by all threads at once.
  @FunctionalInterface
  interface Task {
    Done run();
  }

  /// Works for so long.
  ///
  /// @param warmUp the share of the time, at its beginning, that does not count
  /// @throws RuntimeException if the task does
  Speed work(long nanos, double warmUp, Task task) {
    long begin = nanoTime.getAsLong();
    long from = begin + (long) (nanos * warmUp);
    long to = begin + nanos;
    List<Future<Speed>> shares = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        shares.add(pool.submit(() -> work(from, to, task)));
      }
      long rows = 0;
      long bytes = 0;
      long longest = 0;
      for (Future<Speed> share : shares) {
        Speed speed = result(share);
        rows += speed.rows();
        bytes += speed.bytes();
        longest = Math.max(longest, speed.nanos());
      }
      return new Speed(rows, bytes, longest, threads);
    }
  }

  /// One thread's part.
  private Speed work(long from, long to, Task task) {
    long now = nanoTime.getAsLong();
    while (now < from) {
      task.run();
      now = nanoTime.getAsLong();
    }
    long counted = now;
    long rows = 0;
    long bytes = 0;
    do {
      Done done = task.run();
      rows += done.rows;
      bytes += done.bytes;
      now = nanoTime.getAsLong();
    } while (now < to);
    return new Speed(rows, bytes, now - counted, 1);
  }

  private static Speed result(Future<Speed> share) {
    try {
      return share.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("a measurement failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }
}
