package dev.sheaf.order;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// Tells one worker to stop, and interrupts it where that is safe: in functions of the user, which may wait for
/// anything, and never while the dataset reads, since an interrupt closes a file channel for all who share it.
///
/// User code is entered and left once for each block, so the lock is not felt.
public final class Ending {
  private @Nullable Thread inUserCode;
  private volatile boolean ended;

  /// Stops a task that is not wanted any more; its result is never seen.
  public void check() {
    if (ended) {
      throw new CancellationException("the loader is closed");
    }
  }

  /// From here on the calling worker may be interrupted.
  public synchronized void enterUserCode() {
    check();
    inUserCode = Thread.currentThread();
  }

  /// From here on it may not. Neither our interrupt nor one of the user's own is left for the next read.
  public synchronized void leaveUserCode() {
    inUserCode = null;
    Thread.interrupted();
  }

  /// Tells the worker to stop; from any thread.
  public synchronized void end() {
    ended = true;
    if (inUserCode != null) {
      inUserCode.interrupt();
    }
  }
}
