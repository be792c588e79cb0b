package dev.sheaf.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The threads of one loader: the one place where threads are made, and ended.
///
/// Platform threads, since decoding and collating keep a core busy; daemons, so that a forgotten loader does not keep
/// the program from ending.
final class Workers {
  private final List<Thread> threads = new ArrayList<>();
  private final List<Ending> endings = new ArrayList<>();

  /// Makes `count` threads that run `work`, which returns when its [Ending] or the ring says so.
  Workers(int count, Consumer<Ending> work) {
    for (int i = 0; i < count; i++) {
      Ending ending = new Ending();
      endings.add(ending);
      threads.add(Thread.ofPlatform().daemon().name("sheaf-worker-" + i).unstarted(() -> work.accept(ending)));
    }
  }

  int count() {
    return threads.size();
  }

  void start() {
    threads.forEach(Thread::start);
  }

  /// Returns when all threads have ended, even if the calling thread is interrupted meanwhile; its flag is kept.
  ///
  /// A worker that ends its own loader is not waited for by itself.
  void end() {
    endings.forEach(Ending::end);
    boolean interrupted = false;
    for (Thread thread : threads) {
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
