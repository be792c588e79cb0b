package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Ending;
import dev.sheaf.order.Fault;
import dev.sheaf.stage.FaultException;
import dev.sheaf.stage.Stage;
import java.util.function.IntFunction;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// What a feeder does: it draws items from a stage and puts them into a ring, in blocks, with what was left out and counted
/// on the way to each.
///
/// A place in its blocks is a state of the stage, and how much to draw from there: so many items, and after them so many
/// faults; it also says which stage that is. Where the order is always the same, one state for each block is enough.
final class Feeding<T> extends Feeder<T> {
  private final Ring ring;
  private final BlockSize blockSize;
  private final @Nullable Weighing<? super T> weighing;

  /// What is being filled, if anything is.
  private @Nullable Block block;
  private @Nullable Object[] entries = {};
  private State[] states = {};
  private Counts counts;
  private long ordinal;
  private int perBlock;
  private int count;
  private boolean put;
  private boolean began;

  /// Opens the stage where it is to go on, and draws again what the consumer has received since.
  ///
  /// @param weighing says what items weigh, where that counts: then each is a block
  /// @param from null for the beginning of the epoch
  Feeding(
      Workers workers,
      String station,
      Ring ring,
      BlockSize blockSize,
      @Nullable Weighing<? super T> weighing,
      Stage<T> stage,
      long epoch,
      @Nullable State from) {
    super(workers, stage, epoch, from);
    measured(new FeederMeter(workers, station, workers.meter(station)));
    this.ring = ring.measured(workers.meter(station));
    this.weighing = weighing;
    this.blockSize = blockSize;
    counts = new Counts(tallies(), 0);
    counts.record(0);
  }

  /// Draws until the end, or until nobody takes any more.
  void feed(Ending ending) {
    try (var _ = drawn()) {
      boolean more = true;
      while (more && hasRoom()) {
        more = drawOne(ending);
      }
    } catch (InterruptedException _) {
      // The loader is being closed: whoever draws is told by the ring.
      Thread.currentThread().interrupt();
    }
  }

  /// Draws one item; false if there is none, or nothing comes any more.
  private boolean drawOne(Ending ending) throws InterruptedException {
    try {
      ending.check();
      if (count > 0 && !drawn().isReady()) {
        publish();
      }
      @Nullable Object entry = draw();
      if (entry == null) {
        return end(null);
      }
      // Faults on the way may have filled the block.
      if (hasRoom()) {
        weigh(entry);
        append(entry);
      }
      return true;
    } catch (FaultException e) {
      return end(e.fault());
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      if (workers().isClosed()) {
        // Whoever draws is told by the ring.
        return false;
      }
      // A feeder that ended here would leave the taker waiting for ever.
      return end(new Fault("feeder", -1, e));
    }
  }

  @SuppressWarnings("unchecked") // What is drawn is a T, or says why there is none.
  private void weigh(Object entry) {
    if (weighing == null || block == null) {
      return;
    }
    try {
      block.weigh(entry instanceof Thrown ? Weighing.FAULT : weighing.weigh((T) entry));
    } catch (Exception e) {
      throw new FaultException(new Fault(Weighing.STAGE, drawn().row(), e).about(entry), true);
    }
  }

  private boolean end(@Nullable Fault failure) throws InterruptedException {
    if (hasRoom()) {
      record(count + 2);
      handOn(failure == null, failure);
    }
    return false;
  }

  @Override
  void pass(Fault fault) {
    try {
      if (!hasRoom()) {
        throw new CancellationException("the loader is closed");
      }
    } catch (InterruptedException e) {
      throw RingCursor.interrupted(e);
    }
    if (weighing != null && block != null) {
      block.weigh(Weighing.FAULT);
    }
    append(fault);
    if (count > 0) {
      // The next item may be long in coming.
      publish();
    }
  }

  /// Waits until there is a block to fill; false if the ring is closed.
  private boolean hasRoom() throws InterruptedException {
    if (block != null) {
      return true;
    }
    ordinal = claim();
    if (ordinal == Ring.NONE) {
      return false;
    }
    settle();
    perBlock = blockSize.items();
    Counts before = counts;
    counts = new Counts(tallies(), perBlock).after(before, began ? count + 1 : 0);
    began = true;
    entries = new Object[perBlock];
    states = isDeterministic() ? states : new State[perBlock + 1];
    block = new Block(entries, places());
    block.count(counts);
    if (!isDeterministic()) {
      states[0] = here();
    }
    count = 0;
    put = false;
    meter().begin();
    return true;
  }

  private long claim() throws InterruptedException {
    meter().waits();
    try {
      return ring.await();
    } finally {
      meter().goesOn();
    }
  }

  private IntFunction<State> places() {
    if (!isDeterministic()) {
      State[] ofEntries = states;
      return entry -> ofEntries[entry];
    }
    @Nullable Object[] before = entries;
    State itsBase = base();
    long itsItems = items();
    long itsFaults = faults();
    return entry -> {
      long itemsBefore = itsItems;
      long faultsBefore = itsFaults;
      for (int i = 0; i < entry; i++) {
        boolean isFault = before[i] instanceof Fault || (before[i] instanceof Told told && !told.wasThrown());
        itemsBefore += isFault ? 0 : 1;
        faultsBefore = isFault ? faultsBefore + 1 : 0;
      }
      return behind(itsBase, itemsBefore, faultsBefore);
    };
  }

  private void append(Object entry) {
    entries[count] = entry;
    if (entry instanceof Fault) {
      passedFault();
    } else {
      passedItem();
    }
    if (!isDeterministic()) {
      states[count + 1] = here();
    }
    // After the state, which may have counted what was drawn ahead until there.
    record(count + 2);
    count++;
    if (count == perBlock) {
      counts.copy(count + 1, count + 2);
      handOn(false, null);
    }
  }

  @Override
  void waits() {
    publish();
  }

  /// Lets the taker have what is there.
  private void publish() {
    if (block != null && count > 0) {
      block.publish(count);
      if (put) {
        ring.published();
      } else {
        handedOn(block);
        ring.put(ordinal, block);
        put = true;
      }
    }
  }

  private void handOn(boolean last, @Nullable Fault failure) {
    Block filled = Objects.requireNonNull(block, "there is no block");
    filled.complete(count, last, failure);
    blockSize.took(meter().made(count), count);
    if (put) {
      ring.published();
    } else {
      handedOn(filled);
      ring.put(ordinal, filled);
    }
    block = null;
  }

  private void handedOn(Block there) {
    if (ring.meter() != null) {
      there.handOn(workers().nanoTime());
    }
  }

  /// Copies what is counted now to a row of the block.
  private void record(int row) {
    if (!counts.columns().equals(tallies())) {
      counts = counts.widened(tallies());
      Objects.requireNonNull(block, "there is no block").count(counts);
    }
    counts.record(row);
  }

  /// What was counted until now was counted before the checkpoint.
  @Override
  void recount() {
    record(0);
    record(1);
  }
}
