package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import dev.sheaf.order.Partial;
import dev.sheaf.stage.Cursor;
import dev.sheaf.stage.FaultException;
import dev.sheaf.stage.Run;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// Draws what other threads make, from a [Ring]. Items that could not be made are dealt with here, in order, so that it
/// does not depend on threads which of them is one too many.
///
/// @param <T> the items
public final class RingCursor<T> extends Cursor<T> {
  private final Ring ring;
  private final Run run;
  private final Runnable closing;

  /// Changed by the thread that draws, read by any.
  private volatile Block block;

  private int next;
  private int leftOut;
  private int at;
  private @Nullable Object sought;
  private @Nullable Object item;

  /// @param state where this cursor begins
  /// @param closing what else is to be done when it is closed
  RingCursor(Ring ring, Run run, State state, Runnable closing) {
    this.ring = ring;
    this.run = run;
    this.closing = closing;
    this.block = Block.beginning(state);
  }

  /// Whether there is another item; waits for it, or for the end of the epoch. It is not taken: that is [#advance()].
  ///
  /// @param nanos how long to wait at most
  /// @return null if neither came in time
  public @Nullable Boolean seek(long nanos) {
    while (sought == null) {
      Block current = block;
      if (next < current.published()) {
        seekIn(current);
      } else if (!current.isComplete() || next < current.published()) {
        if (next >= current.published() && !await(current, nanos)) {
          return null;
        }
      } else if (current.failure() != null) {
        throw new FaultException(current.failure(), true);
      } else if (current.isLast()) {
        return false;
      } else {
        Block following = take(nanos);
        if (following == null) {
          return null;
        }
        following.begin(current.items());
        next = 0;
        leftOut = 0;
        block = following;
      }
    }
    return true;
  }

  private void seekIn(Block current) {
    at = next++;
    switch (current.entry(at)) {
      case Fault fault -> {
        leftOut++;
        try {
          run.leaveOut(fault);
        } catch (FaultException e) {
          if (e.isFinal()) {
            next--;
            leftOut--;
          } else {
            current.take(next, leftOut);
          }
          throw e;
        }
        current.take(next, leftOut);
      }
      case Thrown(Fault fault) -> {
        leftOut++;
        current.take(next, leftOut);
        throw new FaultException(fault, false);
      }
      case Partial(Object inner, var faults) -> {
        faults.forEach(run::leaveOut);
        if (!inner.equals(Partial.NOTHING)) {
          sought = inner;
        } else {
          leftOut++;
          current.take(next, leftOut);
        }
      }
      case Object entry -> sought = entry;
    }
  }

  private boolean await(Block current, long nanos) {
    try {
      return ring.awaitMore(current, next, nanos);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private @Nullable Block take(long nanos) {
    try {
      return ring.take(nanos);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static CancellationException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    CancellationException cancellation = new CancellationException("interrupted while waiting");
    cancellation.initCause(cause);
    return cancellation;
  }

  @Override
  public boolean advance() {
    if (!Boolean.TRUE.equals(seek(Long.MAX_VALUE))) {
      return false;
    }
    item = sought;
    sought = null;
    block.take(next, leftOut);
    return true;
  }

  @Override
  @SuppressWarnings("unchecked") // Only items of T are put into the ring.
  public T item() {
    return (T) Objects.requireNonNull(item, "advance() was not called");
  }

  /// Where to go on after the items taken. May be called by any thread.
  @Override
  public State state() {
    return block.state();
  }

  /// How many items of the epoch were taken since this cursor was opened. May be called by any thread.
  public long items() {
    return block.items();
  }

  /// The state and the number of items that belong together. May be called by any thread.
  public Reached reached() {
    Block current = block;
    return new Reached(current.items(), current.state());
  }

  /// How far the taker has got.
  ///
  /// @param items how many items of the epoch it was given since the cursor was opened
  /// @param state where to go on
  public record Reached(long items, State state) {}

  @Override
  public State place() {
    return block.place(at);
  }

  @Override
  public boolean isReady() {
    Block current = block;
    return sought != null || next < current.published() || (current.isComplete() && (current.isLast() || ring.isReady()));
  }

  @Override
  public void close() {
    ring.close();
    closing.run();
  }
}
