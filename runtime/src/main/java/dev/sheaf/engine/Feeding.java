package dev.sheaf.engine;

import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.checkpoint.CheckpointMismatchException.Part;
import dev.sheaf.checkpoint.State;
import dev.sheaf.jfr.StationBlock;
import dev.sheaf.jfr.StationWait;
import dev.sheaf.order.Ending;
import dev.sheaf.order.Fault;
import dev.sheaf.stage.Cursor;
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
final class Feeding<T> extends Drawing {
  /// A place behind a state.
  static final String BEHIND = "behind";

  private final String station;
  private final Ring ring;
  private final BlockSize blockSize;
  private final boolean deterministic;
  private final int words;
  private final Cursor<T> drawn;
  private final @Nullable Weighing<? super T> weighing;

  /// Where drawing has got to: so many items behind a state of the stage, and so many faults after them.
  private State base;
  private long items;
  private long faults;

  /// How many of these faults are still to be passed over, since the consumer was told of them before the checkpoint.
  private long toldFaults;
  private boolean catchingUp;

  /// What is being filled, if anything is.
  private @Nullable Block block;
  private @Nullable Object[] entries = {};
  private State[] states = {};
  private Counts counts;
  private long ordinal;
  private int perBlock;
  private int count;
  private boolean put;

  private long begunNanos;

  /// Only told where it is measured.
  private @Nullable Meter meter;
  private long starvedNanos;

  // Begun anew for each block, so that none is made where nobody records.
  private final StationBlock event = new StationBlock();
  private final StationWait wait = new StationWait();
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
    super(workers);
    this.station = station;
    this.ring = ring;
    this.weighing = weighing;
    this.blockSize = blockSize;
    this.deterministic = stage.isDeterministic();
    this.words = stage.toString().hashCode();
    if (from == null || !isBehind(from, stage)) {
      drawn = stage.open(this, epoch, from);
      base = drawn.state();
    } else {
      base = from;
      boolean isMine = true;
      while (isMine) {
        faults = items == 0 ? faults + base.number(1) : faults;
        items += base.number(0);
        base = base.parts().getFirst();
        // There may have been one more feeder when the checkpoint was taken.
        isMine = isBehind(base, stage) && !hasFeeder(stage, stage.toString());
      }
      drawn = stage.open(this, epoch, base);
      toldFaults = faults;
      catchUp();
    }
    counts = new Counts(tallies(), 0);
    counts.record(0);
  }

  /// Whether a state is a place behind one of a stage, and not of one further up that gives other items.
  static boolean isBehind(State state, Stage<?> stage) {
    return state.stage().equals(BEHIND) && state.require(BEHIND, 3, 1).number(2) == stage.toString().hashCode();
  }

  /// Whether a feeder further up gives the same number of items, and so has places that look like those of this one.
  static boolean hasFeeder(Stage<?> stage, String words) {
    return stage.toString().equals(words)
        && (stage instanceof PrefetchStage
            || (stage.upstream().size() == 1 && hasFeeder(stage.upstream().getFirst(), words)));
  }

  private void catchUp() {
    catchingUp = true;
    try {
      for (long drawnAgain = 0; drawnAgain < items; drawnAgain++) {
        check();
        if (!drawAgain()) {
          throw new CheckpointMismatchException(
              Part.POSITION,
              "%d items behind a state".formatted(items),
              Long.toString(drawnAgain),
              "the data has changed since: start anew");
        }
      }
    } catch (Throwable e) {
      drawn.close();
      throw e;
    }
    catchingUp = false;
  }

  private boolean drawAgain() {
    try {
      return drawn.advance();
    } catch (FaultException e) {
      if (e.isFinal()) {
        throw e;
      }
      return true;
    }
  }

  /// Where it begins.
  State begin() {
    return behind(base, items, faults);
  }

  private State behind(State itsBase, long itsItems, long itsFaults) {
    return itsItems == 0 && itsFaults == 0 ? itsBase : State.over(itsBase, BEHIND, itsItems, itsFaults, words);
  }

  /// Draws until the end, or until nobody takes any more.
  void feed(Ending ending) {
    try (drawn) {
      boolean more = true;
      while (more && hasRoom()) {
        more = draw(ending);
      }
    } catch (InterruptedException _) {
      // The loader is being closed: whoever draws is told by the ring.
      Thread.currentThread().interrupt();
    }
  }

  /// Draws one item; false if there is none, or nothing comes any more.
  private boolean draw(Ending ending) throws InterruptedException {
    try {
      ending.check();
      if (count > 0 && !drawn.isReady()) {
        publish();
      }
      @Nullable Object entry = drawAnything();
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
      throw new FaultException(new Fault(Weighing.STAGE, drawn.row(), e).about(entry), true);
    }
  }

  private @Nullable Object drawAnything() {
    try {
      return drawn.advance() ? drawn.item() : null;
    } catch (FaultException e) {
      if (e.isFinal()) {
        throw e;
      }
      return new Thrown(e.fault());
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
  public void leaveOut(Fault fault) {
    if (catchingUp) {
      return;
    }
    if (toldFaults > 0) {
      toldFaults--;
      recount();
      return;
    }
    try {
      if (!hasRoom()) {
        throw new CancellationException("the loader is closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancellation = new CancellationException("interrupted while waiting");
      cancellation.initCause(e);
      throw cancellation;
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
    if (faults == 0) {
      // Between two items the stage says itself where it is. After a fault it is on its way to one.
      base = drawn.state();
      items = 0;
    }
    perBlock = blockSize.items();
    Counts before = counts;
    counts = new Counts(tallies(), perBlock).after(before, began ? count + 1 : 0);
    began = true;
    entries = new Object[perBlock];
    states = deterministic ? states : new State[perBlock + 1];
    block = new Block(entries, places());
    block.count(counts);
    if (!deterministic) {
      states[0] = begin();
    }
    count = 0;
    put = false;
    event.begin();
    begunNanos = workers().nanoTime();
    starvedNanos = 0;
    return true;
  }

  private long claim() throws InterruptedException {
    wait.begin();
    long from = meter == null ? 0 : workers().nanoTime();
    long next = ring.await();
    if (meter != null) {
      meter.blocked(workers().nanoTime() - from);
    }
    wait.finish(station);
    return next;
  }

  /// Begins to measure, where the ring is measured.
  void measure() {
    meter = ring.meter();
  }

  @Override
  void starved(long nanos) {
    if (meter != null) {
      starvedNanos += nanos;
      meter.starved(nanos);
    }
  }

  private IntFunction<State> places() {
    if (!deterministic) {
      State[] ofEntries = states;
      return entry -> ofEntries[entry];
    }
    @Nullable Object[] before = entries;
    State itsBase = base;
    long itsItems = items;
    long itsFaults = faults;
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
    record(count + 2);
    count++;
    if (entry instanceof Fault) {
      faults++;
    } else {
      items++;
      faults = 0;
    }
    if (!deterministic) {
      if (faults == 0) {
        base = drawn.state();
        items = 0;
      }
      states[count] = begin();
    }
    if (count == perBlock) {
      handOn(false, null);
    }
  }

  /// Lets the taker have what is there.
  private void publish() {
    if (block != null) {
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
    long nanos = workers().nanoTime() - begunNanos;
    blockSize.took(nanos, count);
    if (meter != null) {
      meter.made(count, nanos - starvedNanos);
    }
    event.finish(station, count);
    if (put) {
      ring.published();
    } else {
      handedOn(filled);
      ring.put(ordinal, filled);
    }
    block = null;
  }

  private void handedOn(Block there) {
    if (meter != null) {
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
  private void recount() {
    record(0);
    record(1);
  }
}
