package dev.sheaf.engine;

import java.util.concurrent.TimeUnit;

/// What a loader knows of time: the one place where it asks for it, so that tests can say what time it is.
@FunctionalInterface
public interface Time {
  /// The machine's.
  Time SYSTEM = System::nanoTime;

  /// Now, in nanoseconds from some moment.
  long nanos();

  /// Waits.
  ///
  /// @throws InterruptedException if the thread is interrupted
  default void sleep(long nanos) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(nanos);
  }
}
