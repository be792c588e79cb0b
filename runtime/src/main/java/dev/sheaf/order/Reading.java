package dev.sheaf.order;

import dev.sheaf.batch.BatchSlot;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What one thread has at hand while it reads: when to stop, and arrays to work in, so that none is made for each task.
///
/// For one thread, but for its [Ending].
public final class Reading {
  /// As many as a batch of a mixture of mixtures works in.
  private static final int KEPT = 8;

  private final Ending ending;
  private final FaultTolerance tolerance;
  private final long[] @Nullable [] longs = new long[KEPT][];
  private final @Nullable Object[] @Nullable [] objects = new Object[KEPT][];

  /// Where the next batch goes, and which samples put it there.
  private @Nullable BatchSlot<?> slot;

  private @Nullable Samples<?> filling;

  /// For a thread that `ending` tells to stop, and a pipeline that goes on without what `tolerance` says.
  public Reading(Ending ending, FaultTolerance tolerance) {
    this.ending = ending;
    this.tolerance = tolerance;
  }

  /// Whether a batch is made without the item that could not be made. Counting, and giving up after too many, is done where
  /// batches are handed over in order.
  public boolean leavesOut(Fault fault) {
    return tolerance.leavesOut(fault);
  }

  /// What tells the thread to stop.
  public Ending ending() {
    return ending;
  }

  /// Stops a task that is not wanted any more.
  ///
  /// @throws java.util.concurrent.CancellationException if it is to stop
  public void check() {
    ending.check();
  }

  /// From here on the thread may be interrupted: a function of the user is called next.
  public void enterUserCode() {
    ending.enterUserCode();
  }

  /// From here on it may not.
  public void leaveUserCode() {
    ending.leaveUserCode();
  }

  /// From here on the batch that `samples` make goes into a slot; null, if it has memory of its own.
  public void fill(@Nullable BatchSlot<?> itsSlot, @Nullable Samples<?> samples) {
    slot = itsSlot;
    filling = samples;
  }

  /// Where these samples put their batch, or null if it has memory of its own.
  @Nullable BatchSlot<?> slotOf(Samples<?> samples) {
    return samples.equals(filling) ? slot : null;
  }

  /// An array of at least `length`, with anything in it; to be given back.
  public long[] longs(int length) {
    for (int i = 0; i < KEPT; i++) {
      long[] array = longs[i];
      if (array != null && array.length >= length) {
        longs[i] = null;
        return array;
      }
    }
    return new long[length];
  }

  /// Takes an array back.
  public void giveBack(long[] array) {
    int place = 0;
    for (int i = 0; i < KEPT; i++) {
      long[] kept = longs[i];
      if (kept == null) {
        place = i;
        break;
      }
      if (kept.length < array.length) {
        place = i;
      }
    }
    longs[place] = array;
  }

  /// An array of at least `length`, all null; to be given back.
  public @Nullable Object[] objects(int length) {
    for (int i = 0; i < KEPT; i++) {
      @Nullable Object[] array = objects[i];
      if (array != null && array.length >= length) {
        objects[i] = null;
        return array;
      }
    }
    return new Object[length];
  }

  /// Takes an array back, of which the first `used` places were used, and forgets what is in it.
  public void giveBack(@Nullable Object[] array, int used) {
    Arrays.fill(array, 0, used, null);
    int place = 0;
    for (int i = 0; i < KEPT; i++) {
      if (objects[i] == null) {
        place = i;
        break;
      }
    }
    objects[place] = array;
  }
}
