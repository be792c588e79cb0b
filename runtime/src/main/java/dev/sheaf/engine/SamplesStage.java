package dev.sheaf.engine;

import dev.sheaf.batch.BatchPool;
import dev.sheaf.batch.BatchSlot;
import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.Footprint;
import dev.sheaf.jfr.BatchAssembled;
import dev.sheaf.order.BatchedSamples;
import dev.sheaf.order.Fault;
import dev.sheaf.order.Finitude;
import dev.sheaf.order.Partial;
import dev.sheaf.order.Reading;
import dev.sheaf.order.Samples;
import dev.sheaf.stage.Holding;
import dev.sheaf.stage.Run;
import dev.sheaf.stage.Stage;
import dev.sheaf.stage.Tally;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/// The items of an order, one epoch after the other, made ahead by the pool: each task claims the next positions and makes
/// what stands there.
///
/// @param <T> the items
public final class SamplesStage<T> extends AheadStage<T> {
  private static final String NAME = "samples";

  /// However cheap items are.
  private static final int MOST_PER_TASK = 4096;

  /// The same where an item is a batch: a task makes more than one only if that takes no longer than the hand-over.
  private static final int MOST_BATCHES_PER_TASK = 16;

  private static final int EXPECTED = 0;

  // Of those that are not batches and may have holes; of batches.
  private static final int DROPPED = 1;
  private static final int TAKEN = 1;
  private static final int MADE = 2;

  private final Samples<T> samples;
  private final boolean batched;
  private final boolean holes;
  private final int prefetch;

  /// Those whose batches are made in memory that is used again, if any are.
  private final @Nullable BatchedSamples<?, ?> reused;

  private final boolean guarded;

  /// What the ledger calls the stage that makes batches, if one does.
  private final String batching;

  /// @param prefetch how many items may be in the making or wait at once; 0 for a few for each thread
  public SamplesStage(Samples<T> samples, int prefetch) {
    this(samples, prefetch, null, false);
  }

  private SamplesStage(
      Samples<T> samples, int prefetch, @Nullable BatchedSamples<?, ?> reused, boolean guarded) {
    this.samples = samples;
    this.batched = samples.isBatched();
    this.holes = samples.hasHoles();
    this.prefetch = prefetch;
    this.reused = reused;
    this.guarded = guarded;
    this.batching = BatchedSamples.stageOf(samples);
  }

  /// The same, of batches, or what was made of one each, in memory that is used again when the next item is asked for.
  ///
  /// @param guarded whether each has memory of its own instead, that is freed then
  /// @throws IllegalStateException if the items are not made of one batch each, by a collator of columns
  public static <T> SamplesStage<T> reusing(Samples<T> samples, int prefetch, boolean guarded) {
    Samples<?> batched = samples;
    while (!(batched instanceof BatchedSamples<?, ?>) && batched.parents().size() == 1) {
      batched = batched.parents().getFirst();
    }
    if (!(batched instanceof BatchedSamples<?, ?> batches)) {
      throw new IllegalStateException("expected batches to reuse the memory of, found " + samples);
    }
    if (!batches.fillsSlots()) {
      throw new IllegalStateException(
          "expected batches that a ColumnCollator makes, to reuse the memory of, found %s by another collator"
              .formatted(samples));
    }
    return new SamplesStage<>(samples, prefetch, batches, guarded);
  }

  /// The state in front of an item, where positions are items.
  public static State at(long position) {
    return State.of(NAME, position);
  }

  /// The order.
  public Samples<T> samples() {
    return samples;
  }

  /// Whether [#accountAt] can tell what was counted, where nothing was left out.
  public boolean isCounted() {
    return !holes && samples.rowsBefore(1) >= 0;
  }

  /// What is counted up to a position of an epoch, if nothing is left out.
  public Account accountAt(long epoch, long position) {
    long size = samples.size();
    long items = size == Samples.UNBOUNDED ? position : epoch * size + position;
    long perEpoch = size == Samples.UNBOUNDED || epoch == 0 ? 0 : samples.rowsBefore(size);
    long rows = epoch * perEpoch + samples.rowsBefore(position);
    List<Account.Count> counts = new ArrayList<>();
    if (rows > 0) {
      counts.add(new Account.Count(Fault.READ, Tally.Kind.EXPECTED, rows));
      if (batched) {
        counts.add(new Account.Count(batching, Tally.Kind.TAKEN, rows));
        counts.add(new Account.Count(batching, Tally.Kind.MADE, items));
      }
    }
    return new Account(counts);
  }

  @Override
  public RingCursor<T> open(Run run, long epoch, @Nullable State from) {
    long first = 0;
    if (from != null) {
      first = from.require(NAME, 1, 0).number(0);
    }
    return new Making(Drawing.of(run), epoch, first).start();
  }

  /// One epoch, from some position on.
  private final class Making {
    private final Drawing drawing;
    private final Workers workers;
    private final List<Tally> columns;
    private final long epoch;
    private final long first;
    private final long size = samples.size();
    private final BlockSize blockSize;
    private final Ring ring;
    private final @Nullable BatchPool<?> batches;

    /// Guarded by `this`.
    private long next;

    /// Done with, to be used again where memory is. Guarded by `this`.
    private final ArrayDeque<Task> spare = new ArrayDeque<>();

    Making(Drawing drawing, long epoch, long first) {
      this.drawing = drawing;
      this.workers = drawing.workers();
      this.columns = columns(workers.policies().countCalls());
      this.epoch = epoch;
      this.first = first;
      this.next = first;
      int perTask = samples.itemsPerTask();
      int slots = workers.count() + 1;
      if (prefetch > 0) {
        perTask = Math.clamp(prefetch / slots, 1, perTask);
        slots = prefetch / perTask;
        this.blockSize = new BlockSize(perTask, perTask);
      } else if (reused != null) {
        // A block goes back as a whole.
        this.blockSize = new BlockSize(1, 1);
      } else {
        this.blockSize = new BlockSize(perTask, perTask > 1 ? MOST_PER_TASK : MOST_BATCHES_PER_TASK);
      }
      // Each slot of the ring, the consumer, and one to spare, so that nobody ever waits for memory.
      int most = slots + 2;
      batches = reused == null ? null : workers.batches(() -> reused.pool(most, guarded));
      long blocks = Math.ceilDiv(size - first, perTask);
      slots = Math.clamp(blocks, 1, slots);
      this.ring =
          new Ring(slots, Math.min(workers.count(), slots), () -> workers.execute(this::work))
              .measured(workers.meter(String.join(", ", samples.called())));
    }

    RingCursor<T> start() {
      RingCursor<T> cursor = new RingCursor<>(ring, drawing, State.of(NAME, first), () -> {});
      if (first >= size) {
        Block nothing = new Block(new Object[0], _ -> State.of(NAME, size));
        nothing.complete(0, true, null);
        ring.put(0, nothing);
        ring.end();
      }
      ring.start();
      return cursor;
    }

    private void work(Reading reading) {
      for (Task task = claim(); task != null; task = claim()) {
        long begun = workers.nanoTime();
        Block block = make(task, reading);
        long ended = workers.nanoTime();
        blockSize.took(ended - begun, task.count);
        workers.busy(ended - begun);
        Meter meter = ring.meter();
        if (meter != null) {
          meter.made(block.published(), ended - begun);
          block.handOn(ended);
        }
        ring.put(task.ordinal, block);
      }
    }

    private synchronized @Nullable Task claim() {
      long ordinal = ring.claim();
      if (ordinal == Ring.NONE) {
        return null;
      }
      int count = (int) Math.min(blockSize.items(), size - next);
      Task used = spare.poll();
      Task task = used == null ? new Task(count) : used;
      task.ordinal = ordinal;
      task.begin = next;
      next += count;
      if (next >= size) {
        ring.end();
      }
      return task;
    }

    private synchronized void use(Task again) {
      spare.push(again);
    }

    private Block make(Task task, Reading reading) {
      BatchAssembled event = new BatchAssembled();
      event.begin();
      Block block = task.block;
      try {
        if (batches == null) {
          read(task, reading);
        } else {
          fill(batches, task, reading);
        }
      } catch (Throwable e) {
        // A task that ended here would leave the taker waiting for ever.
        block = Block.failed(new Fault(Fault.READ, -1, e), _ -> State.of(NAME, task.begin));
      }
      event.finish(epoch, task.begin, task.count);
      return block;
    }

    private void read(Task task, Reading reading) {
      long[] positions = reading.longs(task.count);
      for (int i = 0; i < task.count; i++) {
        positions[i] = at(task.begin + i);
      }
      samples.read(positions, task.count, task.entries, reading);
      reading.giveBack(positions);
      task.complete();
    }

    /// The same, into memory that is used again: a block is one batch.
    private void fill(BatchPool<?> memory, Task task, Reading reading) throws InterruptedException {
      BatchSlot<?> slot = memory.take();
      reading.fill(slot, reused);
      boolean kept = false;
      try {
        read(task, reading);
        if (slot.isFilled()) {
          task.block.keep(slot);
          kept = true;
        }
      } finally {
        reading.fill(null, null);
        if (!kept) {
          slot.release();
        }
      }
    }

    /// The position of an item of the epoch among those of all epochs.
    private long at(long item) {
      return size == Samples.UNBOUNDED ? item : epoch * size + item;
    }

    /// What one thread makes next, and the block that it makes. Asked for an entry, it says which state and row that is.
    private final class Task implements IntFunction<State>, IntToLongFunction {
      private final int count;
      private final @Nullable Object[] entries;
      private final Counts counts;
      private final Block block;

      private long ordinal;
      private long begin;

      /// How many items are no holes, and where these stand; null, if none is a hole.
      private int there;

      private int @Nullable [] offsets;

      Task(int count) {
        this.count = count;
        entries = new Object[count];
        counts = new Counts(columns, count);
        block = new Block(entries, this);
        block.count(counts);
        block.rows(this);
        if (batches != null) {
          block.onRetired(() -> use(this));
        }
      }

      /// Behind the item before: the holes between belong to the entry.
      @Override
      public State apply(int entry) {
        return State.of(NAME, begin + (entry == 0 ? 0 : offset(entry - 1) + 1));
      }

      @Override
      public long applyAsLong(int entry) {
        return samples.rowAt(at(begin + offset(entry)));
      }

      private int offset(int entry) {
        return offsets == null ? entry : offsets[entry];
      }

      /// Leaves the holes out, and lets the rest be taken.
      void complete() {
        there = 0;
        offsets = null;
        for (int i = 0; i < count; i++) {
          if (entries[i] != null) {
            if (offsets != null) {
              offsets[there] = i;
            }
            entries[there++] = entries[i];
          } else if (offsets == null) {
            offsets = new int[count];
            Arrays.setAll(offsets, offset -> offset);
          }
        }
        count();
        block.complete(there, begin + count >= size, null);
      }

      /// See [Counts] for what the rows mean: row 1 stays 0.
      private void count() {
        if (batched) {
          countBatches();
        } else {
          countItems();
        }
      }

      private void countItems() {
        long beside = 0;
        for (int entry = 0; entry < there; entry++) {
          if (entries[entry] instanceof Partial(Object item, List<Fault> faults)) {
            // What is missing was to come beside the item, or in its place.
            beside += faults.size() - (item.equals(Partial.NOTHING) ? 1 : 0);
          }
          setItems(entry + 2, entry + 1, offset(entry) + 1, beside);
        }
        setItems(there + 2, there, count, beside);
      }

      /// @param positions how many there were until here, those of holes too
      private void setItems(int row, int items, int positions, long beside) {
        counts.set(row, EXPECTED, positions + beside);
        if (holes) {
          counts.set(row, DROPPED, positions - items);
        }
        setCalls(row, positions, 0);
      }

      private void countBatches() {
        long rows = 0;
        long taken = 0;
        long made = 0;
        for (int entry = 0; entry < there; entry++) {
          long itsRows = samples.rowsAt(at(begin + offset(entry)));
          rows += itsRows;
          if (entries[entry] instanceof Partial(Object item, List<Fault> faults)) {
            taken += itsRows - faults.size();
            made += item.equals(Partial.NOTHING) ? 0 : 1;
          } else {
            taken += itsRows;
            made++;
          }
          setBatches(entry + 2, rows, taken, made);
        }
        setBatches(there + 2, rows, taken, made);
      }

      private void setBatches(int row, long rows, long taken, long made) {
        counts.set(row, EXPECTED, rows);
        counts.set(row, TAKEN, taken);
        counts.set(row, MADE, made);
        setCalls(row, rows, made);
      }

      private void setCalls(int row, long rows, long batches) {
        for (int column = EXPECTED + 1; column < columns.size(); column++) {
          if (columns.get(column).kind() == Tally.Kind.CALLED) {
            counts.set(row, column, columns.get(column).stage().equals(batching) ? batches : rows);
          }
        }
      }
    }
  }

  /// What is counted: rows that were to come, holes, and, where items are batches, what they were made of.
  private List<Tally> columns(boolean calls) {
    List<Tally> columns = new ArrayList<>();
    columns.add(new Tally(Fault.READ, Tally.Kind.EXPECTED));
    if (batched) {
      columns.add(new Tally(batching, Tally.Kind.TAKEN));
      columns.add(new Tally(batching, Tally.Kind.MADE));
    } else if (holes) {
      columns.add(new Tally("filter", Tally.Kind.DROPPED));
    }
    if (calls) {
      samples.called().forEach(stage -> columns.add(new Tally(stage, Tally.Kind.CALLED)));
    }
    return List.copyOf(columns);
  }

  @Override
  public long size() {
    return holes ? UNKNOWN : samples.size();
  }

  @Override
  public Finitude finitude() {
    return samples.finitude();
  }

  @Override
  public long epochs() {
    return samples.size() == Samples.UNBOUNDED ? 1 : Long.MAX_VALUE / Math.max(1, samples.widest());
  }

  @Override
  public List<Stage<?>> upstream() {
    return List.of();
  }

  @Override
  public List<Dataset<?>> datasets() {
    return samples.datasets();
  }

  @Override
  public int itemsPerBlock() {
    return samples.itemsPerTask();
  }

  @Override
  public Footprint footprint() {
    return samples.footprint();
  }

  @Override
  public List<Holding> holdings(int threads) {
    Footprint each = samples.footprint();
    long slots = threads + 1L;
    long perTask = samples.itemsPerTask();
    if (prefetch > 0) {
      perTask = Math.clamp(prefetch / slots, 1, perTask);
      slots = prefetch / perTask;
    } else if (reused == null) {
      int most = perTask > 1 ? MOST_PER_TASK : MOST_BATCHES_PER_TASK;
      perTask = BlockSize.grown((int) perTask, most, each.planned());
    }
    // One more that is being taken; of memory that is used again, one more to spare.
    long blocks = slots + (reused == null ? 1 : 2);
    List<Holding> held = new ArrayList<>();
    held.add(new Holding(batched ? "batches made ahead" : "items made ahead", atMost(blocks * perTask), each));
    Footprint making = samples.making();
    if (!making.equals(Footprint.of(0))) {
      held.add(new Holding("rows that batches are made of", Math.min(threads, slots), making));
    }
    return held;
  }

  private long atMost(long items) {
    return Math.min(items, samples.size());
  }

  @Override
  public String toString() {
    return samples.toString();
  }
}
