package dev.sheaf.dataset;

import dev.sheaf.io.FilePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.function.IntConsumer;

/// The threads of one scan or of one packing: all of them have ended when it is closed. For the thread that made it.
final class Workers implements AutoCloseable {
  /// Of what takes microseconds: what a thread costs is little beside it.
  private static final int LEAST_SHARE = 1_000;

  private final ExecutorService pool;

  /// @param name what the threads are called, before their numbers
  Workers(String name, int threads) {
    ThreadFactory factory = Thread.ofPlatform().name(name, 0).factory();
    pool = Executors.newFixedThreadPool(threads, factory);
  }

  /// Does something short for each of many: on threads of its own where there are enough for more than one.
  ///
  /// @param threads how many at most
  static void each(String name, int threads, int count, IntConsumer work) {
    int shares = Math.min(threads, count / LEAST_SHARE);
    if (shares <= 1) {
      FilePattern.Each.IN_ORDER.each(count, work);
      return;
    }
    try (Workers workers = new Workers(name, shares)) {
      workers.onAll(
          shares,
          share -> {
            int end = (int) ((share + 1L) * count / shares);
            for (int i = (int) ((long) share * count / shares); i < end; i++) {
              work.accept(i);
            }
          });
    }
  }

  interface Work {
    void run(int worker);
  }

  /// Does work on `workers` threads at once, and waits for all of them.
  void onAll(int workers, Work work) {
    List<Future<?>> futures = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      int worker = i;
      futures.add(pool.submit(() -> work.run(worker)));
    }
    futures.forEach(this::await);
  }

  /// Begins something on one of the threads.
  <T> Future<T> begin(Callable<T> work) {
    return pool.submit(work);
  }

  /// Waits for something that was begun. What it throws is thrown here, and nothing more is begun.
  ///
  /// @throws IllegalStateException if the thread is interrupted
  <T> T await(Future<T> begun) {
    try {
      return begun.get();
    } catch (ExecutionException e) {
      pool.shutdownNow();
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the dataset was read", e);
    }
  }

  /// Waits for what has begun.
  @Override
  public void close() {
    pool.close();
  }
}
