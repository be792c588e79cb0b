package dev.sheaf.order;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// Tells one worker to stop, and interrupts it where that is safe: in functions of the user, which may wait for
/// anything, and never while the dataset reads, since an interrupt closes a file channel for all who share it.
///
/// User code is entered and left once for each block, so the lock is not felt.
public final class Ending {
  private final boolean interrupts;
  private @Nullable Thread inUserCode;
  private volatile boolean ended;

  /// For a worker, which is interrupted when it is to stop.
  public Ending() {
    this(true);
  }

  private Ending(boolean interrupts) {
    this.interrupts = interrupts;
  }

  /// For a thread that is not ours: its interrupts are its own.
  public static Ending ofCaller() {
    return new Ending(false);
  }

  /// Stops a task that is not wanted any more; its result is never seen.
  public void check() {
    if (ended) {
      throw new CancellationException("the loader is closed");
    }
  }

  /// From here on the calling worker may be interrupted.
  public synchronized void enterUserCode() {
    check();
    inUserCode = interrupts ? Thread.currentThread() : null;
  }

  /// From here on it may not. Neither our interrupt nor one of the user's own is left for the next read.
  public synchronized void leaveUserCode() {
    inUserCode = null;
    if (interrupts) {
      Thread.interrupted();
    }
  }

  /// Between two pieces of user code: neither an interrupt of the first one's own is left for the second, nor is that begun
  /// when the worker is to stop.
  public void betweenUserCode() {
    if (interrupts) {
      Thread.interrupted();
    }
    check();
  }

  /// Tells the worker to stop; from any thread.
  public synchronized void end() {
    ended = true;
    if (inUserCode != null) {
      inUserCode.interrupt();
    }
  }
}
