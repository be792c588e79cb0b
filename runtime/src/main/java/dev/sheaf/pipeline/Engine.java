package dev.sheaf.pipeline;

import dev.sheaf.jfr.BatchAssembled;
import dev.sheaf.pipeline.PipelineException.Work;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Makes blocks ahead of the consumer: each worker claims the next ordinal, works out which positions that is, and
/// makes the block.
final class Engine<T> {
  private final Order order;
  private final Assembly<T> assembly;
  private final long rowsPerEpoch;
  private final long itemsPerEpoch;
  private final int itemsPerBlock;
  private final BlockRing<T> ring;
  private final Workers workers;
  private final LongAdder busyNanos = new LongAdder();

  /// What the workers work on: written before its blocks can be claimed, read after one was, under the ring's lock.
  private volatile @Nullable Epoch epoch;

  /// One pass over the dataset, from some item on.
  private record Epoch(long number, Order.Epoch order, long firstItem, long firstOrdinal) {}

  /// @param threads how many threads may work at once
  /// @param prefetch how many items may be in the making or wait for the consumer at once
  Engine(Order order, Assembly<T> assembly, int threads, int prefetch) {
    this.order = order;
    this.assembly = assembly;
    this.rowsPerEpoch = order.size();
    this.itemsPerEpoch = assembly.items(rowsPerEpoch);
    this.itemsPerBlock = Math.clamp(prefetch / (threads + 1), 1, assembly.maxItemsPerBlock());
    int slots = Math.clamp(blocks(itemsPerEpoch), 1, prefetch / itemsPerBlock);
    this.ring = new BlockRing<>(slots);
    this.workers = new Workers(Math.min(threads, slots), this::work);
  }

  /// What is delivered: `row` or `batch`.
  String unit() {
    return assembly.unit();
  }

  long itemsPerEpoch() {
    return itemsPerEpoch;
  }

  int threads() {
    return workers.count();
  }

  long busyNanos() {
    return busyNanos.sum();
  }

  /// Starts the threads; none is left if one of them cannot be started.
  void start() {
    try {
      workers.start();
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  /// Lets the workers begin an epoch at one of its items. The epoch before must have been taken to its end.
  void begin(long number, long firstItem) {
    epoch = new Epoch(number, order.epoch(number), firstItem, ring.end());
    ring.extend(blocks(itemsPerEpoch - firstItem));
  }

  /// The next block in order, or null if it is not finished.
  @Nullable Block<T> poll() {
    return ring.poll();
  }

  /// The next block in order. Waits until it is finished.
  Block<T> take() throws InterruptedException {
    return ring.take();
  }

  /// Returns when all threads have ended.
  void close() {
    ring.close();
    workers.end();
  }

  boolean isClosed() {
    return ring.isClosed();
  }

  private long blocks(long items) {
    return Math.ceilDiv(items, itemsPerBlock);
  }

  private void work(Ending ending) {
    long[] positions = {};
    for (long ordinal = ring.claim(); ordinal != BlockRing.CLOSED; ordinal = ring.claim()) {
      long begun = System.nanoTime();
      Block<T> block;
      try {
        // Inside, since there may be no memory for a block as large as was asked for.
        positions = positions.length > 0 ? positions : new long[rowsPerBlock()];
        block = make(ordinal, positions, ending);
      } catch (Throwable e) {
        // A worker that ended here would leave the consumer waiting for ever.
        block = Block.failed(failure(ordinal, e));
      }
      busyNanos.add(System.nanoTime() - begun);
      ring.put(ordinal, block);
    }
  }

  private int rowsPerBlock() {
    return (int) Math.min(Math.min((long) itemsPerBlock * assembly.rowsPerItem(), rowsPerEpoch), Integer.MAX_VALUE);
  }

  private Epoch epoch() {
    return Objects.requireNonNull(epoch, "a block was claimed, so an epoch was begun");
  }

  private long firstItem(Epoch current, long ordinal) {
    return current.firstItem() + (ordinal - current.firstOrdinal()) * itemsPerBlock;
  }

  private Failure failure(long ordinal, Throwable cause) {
    return new Failure(Work.READ, epoch().number(), assembly.unit(), firstItem(epoch(), ordinal), -1, cause);
  }

  private Block<T> make(long ordinal, long[] positions, Ending ending) {
    BatchAssembled event = new BatchAssembled();
    event.begin();
    Epoch current = epoch();
    long firstItem = firstItem(current, ordinal);
    long firstRow = firstItem * assembly.rowsPerItem();
    int rows = (int) Math.min(positions.length, rowsPerEpoch - firstRow);
    current.order().positions(firstRow, rows, positions);
    Block<T> block =
        assembly.assemble(
            new BlockTask(
                assembly.unit(), current.number(), firstItem, assembly.rowsPerItem(), positions, rows, ending));
    event.finish(current.number(), firstItem, block.rows());
    return block;
  }
}
