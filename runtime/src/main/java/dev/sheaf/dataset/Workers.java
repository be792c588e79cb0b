package dev.sheaf.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/// The threads of one scan or of one packing: all of them have ended when it is closed. For the thread that made it.
final class Workers implements AutoCloseable {
  private final ExecutorService pool;

  /// @param name what the threads are called, before their numbers
  Workers(String name, int threads) {
    ThreadFactory factory = Thread.ofPlatform().name(name, 0).factory();
    pool = Executors.newFixedThreadPool(threads, factory);
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
