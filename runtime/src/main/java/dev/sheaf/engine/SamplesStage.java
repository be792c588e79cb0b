package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.jfr.BatchAssembled;
import dev.sheaf.order.Fault;
import dev.sheaf.order.Finitude;
import dev.sheaf.order.Reading;
import dev.sheaf.order.Samples;
import dev.sheaf.stage.Run;
import dev.sheaf.stage.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The items of an order, one epoch after the other, made ahead by the pool: each task claims the next positions and makes
/// what stands there.
///
/// @param <T> the items
public final class SamplesStage<T> extends AheadStage<T> {
  private static final String NAME = "samples";

  /// However cheap items are.
  private static final int MOST_PER_TASK = 4096;

  private final Samples<T> samples;
  private final int prefetch;

  /// @param prefetch how many items may be in the making or wait at once; 0 for a few for each thread
  public SamplesStage(Samples<T> samples, int prefetch) {
    this.samples = samples;
    this.prefetch = prefetch;
  }

  /// The state in front of an item, where positions are items.
  public static State at(long position) {
    return State.of(NAME, position);
  }

  /// The order.
  public Samples<T> samples() {
    return samples;
  }

  @Override
  public RingCursor<T> open(Run run, long epoch, @Nullable State from) {
    long first = 0;
    if (from != null) {
      first = from.require(NAME, 1, 0).number(0);
    }
    return new Making((Workers) run, epoch, first).start();
  }

  /// One epoch, from some position on.
  private final class Making {
    private final Workers workers;
    private final long epoch;
    private final long first;
    private final long size = samples.size();
    private final BlockSize blockSize;
    private final Ring ring;

    /// Guarded by `this`.
    private long next;

    Making(Workers workers, long epoch, long first) {
      this.workers = workers;
      this.epoch = epoch;
      this.first = first;
      this.next = first;
      int perTask = samples.itemsPerTask();
      int slots = workers.count() + 1;
      if (prefetch > 0) {
        perTask = Math.clamp(prefetch / slots, 1, perTask);
        slots = prefetch / perTask;
        this.blockSize = new BlockSize(perTask, perTask);
      } else {
        this.blockSize = new BlockSize(perTask, perTask > 1 ? MOST_PER_TASK : 1);
      }
      long blocks = Math.ceilDiv(size - first, perTask);
      slots = Math.clamp(blocks, 1, slots);
      this.ring = new Ring(slots, Math.min(workers.count(), slots), () -> workers.execute(this::work));
    }

    RingCursor<T> start() {
      RingCursor<T> cursor = new RingCursor<>(ring, workers, State.of(NAME, first), () -> {});
      if (first >= size) {
        ring.put(0, Block.of(new Object[0], 0, _ -> State.of(NAME, size)).ended());
        ring.end();
      }
      ring.start();
      return cursor;
    }

    private void work(Reading reading) {
      for (Task task = claim(); task != null; task = claim()) {
        long begun = System.nanoTime();
        Block block = make(task.begin(), task.count(), reading);
        long nanos = System.nanoTime() - begun;
        blockSize.took(nanos, task.count());
        workers.busy(nanos);
        ring.put(task.ordinal(), block);
      }
    }

    private synchronized @Nullable Task claim() {
      long ordinal = ring.claim();
      if (ordinal == Ring.NONE) {
        return null;
      }
      Task task = new Task(ordinal, next, (int) Math.min(blockSize.items(), size - next));
      next += task.count();
      if (next >= size) {
        ring.end();
      }
      return task;
    }

    private Block make(long begin, int count, Reading reading) {
      BatchAssembled event = new BatchAssembled();
      event.begin();
      Block block;
      try {
        block = read(begin, count, reading);
      } catch (Throwable e) {
        // A task that ended here would leave the taker waiting for ever.
        block = Block.failed(new Fault(Fault.READ, -1, e), _ -> State.of(NAME, begin));
      }
      event.finish(epoch, begin, count);
      return block;
    }

    private Block read(long begin, int count, Reading reading) {
      @Nullable Object[] items = new Object[count];
      long[] positions = reading.longs(count);
      long base = size == Samples.UNBOUNDED ? begin : epoch * size + begin;
      for (int i = 0; i < count; i++) {
        positions[i] = base + i;
      }
      samples.read(positions, count, items, reading);
      reading.giveBack(positions);
      return block(begin, items, begin + count >= size);
    }

    /// Leaves the holes out.
    private Block block(long begin, @Nullable Object[] items, boolean last) {
      int there = 0;
      int @Nullable [] offsets = null;
      for (int i = 0; i < items.length; i++) {
        if (items[i] != null) {
          if (offsets != null) {
            offsets[there] = i;
          }
          items[there++] = items[i];
        } else if (offsets == null) {
          offsets = new int[items.length + 1];
          Arrays.setAll(offsets, offset -> offset);
        }
      }
      Block block = new Block(items, places(begin, offsets, there, items.length));
      block.complete(there, last, null);
      return block;
    }
  }

  /// What one task makes next.
  private record Task(long ordinal, long begin, int count) {}

  private static IntFunction<State> places(long begin, int @Nullable [] offsets, int there, int count) {
    if (offsets == null) {
      return entry -> State.of(NAME, begin + entry);
    }
    int[] kept = offsets;
    return entry -> State.of(NAME, begin + (entry == there ? count : kept[entry]));
  }

  @Override
  public long size() {
    return samples.hasHoles() ? UNKNOWN : samples.size();
  }

  @Override
  public Finitude finitude() {
    return samples.finitude();
  }

  @Override
  public long epochs() {
    return Long.MAX_VALUE / Math.max(1, samples.widest());
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
  public String toString() {
    return samples.toString();
  }
}
