package dev.sheaf.io;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Work on threads that nobody can interrupt. A channel whose thread is interrupted while it maps says that it has failed,
/// and leaves behind a mapping that ends with the process only (JDK 25.0.3).
///
/// The caller waits until the work has ended. Interrupted meanwhile, it goes on waiting, and stays interrupted.
public final class Uninterrupted {
  /// What is done on one thread, at least: going over to another takes about as long as mapping a file.
  private static final int LEAST_SHARE = 4;

  private static final ScopedValue<Boolean> HERE = ScopedValue.newInstance();

  private Uninterrupted() {}

  /// Does something for each number from 0 to `count - 1`: in any order, and several at once where there are many.
  ///
  /// @throws RuntimeException what one of them threw; by then no other goes on
  public static void each(int count, IntConsumer work) {
    int shares = HERE.isBound() ? 1 : Math.min(Runtime.getRuntime().availableProcessors(), Math.ceilDiv(count, LEAST_SHARE));
    try {
      runAll(
          IntStream.range(0, shares)
              .<Callable<@Nullable Void>>mapToObj(
                  share ->
                      () -> {
                        int end = (int) ((share + 1L) * count / shares);
                        for (int i = (int) ((long) share * count / shares); i < end; i++) {
                          work.accept(i);
                        }
                        return null;
                      })
              .toList());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What some work makes.
  static <T> T call(Callable<T> work) throws IOException {
    return runAll(List.of(work)).getFirst().resultNow();
  }

  private static <T> List<FutureTask<T>> runAll(List<? extends Callable<T>> work) throws IOException {
    List<FutureTask<T>> begun = work.stream().map(each -> new FutureTask<T>(each)).toList();
    if (HERE.isBound()) {
      begun.forEach(FutureTask::run);
    } else {
      begun.forEach(each -> Thread.startVirtualThread(() -> ScopedValue.where(HERE, true).run(each)));
    }
    begun.forEach(Uninterrupted::await);
    for (FutureTask<T> each : begun) {
      if (each.state() == FutureTask.State.FAILED) {
        switch (each.exceptionNow()) {
          case IOException failure -> throw failure;
          case RuntimeException failure -> throw failure;
          case Error failure -> throw failure;
          case Throwable failure -> throw new IllegalStateException(failure);
        }
      }
    }
    return begun;
  }

  private static void await(FutureTask<?> begun) {
    boolean interrupted = false;
    while (!begun.isDone()) {
      try {
        begun.get();
      } catch (InterruptedException _) {
        interrupted = true;
      } catch (ExecutionException _) {
        // Looked at when all have ended.
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
