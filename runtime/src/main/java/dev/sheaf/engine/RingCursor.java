package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import dev.sheaf.order.Partial;
import dev.sheaf.stage.FaultException;
import dev.sheaf.stage.Run;
import dev.sheaf.stage.Tally;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Draws what other threads make, from a [Ring]. Items that could not be made are dealt with here, in order, so that it
/// does not depend on threads which of them is one too many.
///
/// @param <T> the items
public final class RingCursor<T> extends AheadCursor<T> {
  private final Ring ring;
  private final Drawing drawing;
  private final Runnable closing;

  /// Changed by the thread that draws, which holds the lock then; read by any, which does too.
  private volatile Block block;

  /// Held while one block takes the place of another, which may be made anew at once.
  private final StampedLock turning = new StampedLock();

  private int next;
  private int leftOut;
  private int at;
  private @Nullable Object sought;
  private @Nullable Object item;
  private @Nullable FaultException ended;
  private boolean atEnd;

  /// Only where it is measured.
  private final @Nullable Meter meter;

  /// Whether the taker has found nothing since it took the last block.
  private boolean waited;

  /// The tallies that the columns of the blocks are added to.
  private List<Tally> columns = List.of();
  private Tally[] targets = {};

  /// @param state where this cursor begins
  /// @param closing what else is to be done when it is closed
  RingCursor(Ring ring, Run run, State state, Runnable closing) {
    this.ring = ring;
    this.drawing = Drawing.of(run);
    this.closing = closing;
    this.meter = ring.meter();
    this.block = Block.beginning(state);
    block.begin(0, drawing.tallies());
  }

  @Override
  public @Nullable Boolean seek(long nanos) {
    while (sought == null) {
      Block current = block;
      if (ended != null) {
        throw ended;
      } else if (next < current.published()) {
        seekIn(current);
      } else if (!current.isComplete() || next < current.published()) {
        if (next >= current.published() && !await(current, nanos)) {
          return null;
        }
      } else if (current.isLast() || current.failure() != null) {
        if (!atEnd) {
          atEnd = true;
          count(current, next + 2);
        }
        if (current.failure() != null) {
          throw new FaultException(current.failure(), true);
        }
        return false;
      } else {
        current.giveBack();
        Block following = take(nanos);
        if (following == null) {
          return null;
        }
        begin(following, current.items(current.done()));
      }
    }
    return true;
  }

  private void begin(Block following, long items) {
    following.begin(items, drawing.tallies());
    boolean leftOutBetween = count(block, next + 2);
    leftOutBetween |= count(following, 1);
    if (leftOutBetween || !block.isTaken()) {
      following.beginBehind(block, drawing);
    }
    next = 0;
    leftOut = 0;
    long stamp = turning.writeLock();
    try {
      Block done = block;
      block = following;
      done.retire();
    } finally {
      turning.unlockWrite(stamp);
    }
  }

  private void seekIn(Block current) {
    at = next++;
    try {
      count(current, at + 2);
      switch (current.entry(at)) {
        case Fault fault -> {
          leftOut++;
          drawing.leaveOutAsItCame(fault);
          // A part is taken with what it is a part of: if that ends the run, nothing of it was counted.
          if (!fault.isPart() || !drawing.isJudging()) {
            current.take(next, leftOut);
          }
        }
        case Thrown(Fault fault) -> {
          leftOut++;
          throw new FaultException(fault, false);
        }
        case Partial(Object inner, List<Fault> faults) -> {
          boolean isThere = !inner.equals(Partial.NOTHING);
          for (Fault fault : isThere ? faults : faults.subList(0, faults.size() - 1)) {
            leaveOutOfBatch(fault);
          }
          if (isThere) {
            sought = inner;
          } else {
            // Its place is empty.
            leftOut++;
            drawing.leaveOut(faults.getLast());
            current.take(next, leftOut);
          }
        }
        case Object entry -> sought = entry;
      }
    } catch (FaultException e) {
      if (e.isFinal()) {
        ended = e;
      } else {
        // From here on it has been told, and is not what was left out.
        drawing.told(e.fault());
        current.set(at, new Told(e.fault(), current.entry(at) instanceof Thrown));
        current.take(next, leftOut);
      }
      throw e;
    }
  }

  /// A batch is not given up for a fault that one could go on from: the rest of it would be lost.
  private void leaveOutOfBatch(Fault fault) {
    try {
      drawing.leaveOutPart(fault);
    } catch (FaultException e) {
      throw new FaultException(e.fault(), true);
    }
  }

  /// Takes over what was counted up to a row of a block; whether that was anything.
  private boolean count(Block current, int row) {
    Counts counts = current.counts();
    if (!counts.columns().equals(columns)) {
      columns = counts.columns();
      targets =
          columns.stream().map(column -> drawing.tally(column.stage(), column.kind())).toArray(Tally[]::new);
    }
    boolean counted = false;
    try {
      for (int column = 0; column < targets.length; column++) {
        long more = counts.upTo(row, column);
        if (more != 0) {
          drawing.count(targets[column], more);
          counted = true;
        }
      }
      return counted;
    } catch (FaultException e) {
      ended = e;
      throw e;
    }
  }

  private boolean await(Block current, long nanos) {
    drawing.check();
    long from = meter == null ? 0 : drawing.workers().nanoTime();
    try {
      return ring.awaitMore(current, next, nanos);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      if (meter != null) {
        drawing.starved(drawing.workers().nanoTime() - from);
      }
    }
  }

  private @Nullable Block take(long nanos) {
    drawing.check();
    if (meter != null) {
      return take(nanos, meter);
    }
    try {
      return ring.take(nanos);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /// The same, measured.
  private @Nullable Block take(long nanos, Meter itsMeter) {
    boolean ready = ring.isReady() && !waited;
    long from = drawing.workers().nanoTime();
    try {
      Block taken = ring.take(nanos);
      long now = drawing.workers().nanoTime();
      if (taken != null) {
        itsMeter.taken(now - taken.handedOn(), ready);
      }
      waited = taken == null;
      drawing.starved(ready ? 0 : now - from);
      return taken;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static CancellationException interrupted(InterruptedException cause) {
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
    return reading(current -> current.state(current.done()));
  }

  @Override
  public long items() {
    long stamp = turning.tryOptimisticRead();
    Block current = block;
    long items = current.items(current.done());
    return turning.validate(stamp) ? items : reading(now -> now.items(now.done()));
  }

  @Override
  public Reached reached() {
    return reading(
        current -> {
          long done = current.done();
          return new Reached(
              current.items(done), current.state(done), Account.upTo(drawing, current, Block.taken(done)));
        });
  }

  private <R> R reading(Function<Block, R> read) {
    long stamp = turning.readLock();
    try {
      return read.apply(block);
    } finally {
      turning.unlockRead(stamp);
    }
  }

  @Override
  public Account account() {
    return Account.of(drawing);
  }

  @Override
  void onReady(Runnable newListener) {
    ring.onReady(newListener);
  }

  @Override
  public State place() {
    return block.place(at);
  }

  @Override
  public long row() {
    return block.row(at);
  }

  @Override
  public boolean isReady() {
    Block current = block;
    return sought != null || next < current.published() || (current.isComplete() && (current.isLast() || ring.isReady()));
  }

  @Override
  public void giveBack() {
    block.giveBack();
  }

  @Override
  public void close() {
    ring.close();
    closing.run();
  }
}
