package dev.sheaf.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchPoolTest {
  private static final OneColumn NUMBERS = new OneColumn(DType.INT64, "");
  private final ColumnCollator<NdArray[], Columns> collator = NUMBERS.collator();

  @Test
  void givesASlotThatWasReleasedAgain() throws InterruptedException {
    try (BatchPool<Columns> pool = collator.pool(1, 2)) {
      assertEquals(2, pool.batches());
      BatchSlot<Columns> one = pool.take();
      BatchSlot<Columns> other = pool.take();
      assertNotSame(one, other);
      one.release();
      assertSame(one, pool.take());
    }
  }

  @Test
  void refusesASlotThatIsNotTaken() throws InterruptedException {
    try (BatchPool<Columns> pool = collator.pool(1, 1)) {
      BatchSlot<Columns> slot = pool.take();
      fill(slot, 1);
      slot.release();
      assertThrows(IllegalStateException.class, slot::batch);
      assertThrows(IllegalStateException.class, slot::release);
      assertEquals(
          "expected a slot that can be filled, found one that was given back",
          assertThrows(IllegalStateException.class, () -> fill(slot, 2)).getMessage());
      fill(pool.take(), 3);
      assertEquals(Int64Array.of(Shape.of(1), 3), slot.batch().fixed(0));
    }
  }

  @Test
  void waitsWhereAllAreInUse() throws Exception {
    try (BatchPool<Columns> pool = collator.pool(1, 1)) {
      BatchSlot<Columns> slot = pool.take();
      FutureTask<BatchSlot<Columns>> waiting = new FutureTask<>(pool::take);
      Thread thread = startAndAwaitWaiting(waiting);
      slot.release();
      assertSame(slot, waiting.get());
      thread.join();
    }
  }

  @Test
  void closingWakesThoseWhoWait() throws Exception {
    BatchPool<Columns> pool = collator.pool(1, 1);
    pool.take();
    FutureTask<BatchSlot<Columns>> waiting = new FutureTask<>(pool::take);
    Thread thread = startAndAwaitWaiting(waiting);
    pool.close();
    thread.join();
    ExecutionException failure = assertThrows(ExecutionException.class, waiting::get);
    assertEquals("java.lang.IllegalStateException: the pool is closed", failure.getMessage());
    assertThrows(IllegalStateException.class, pool::take);
    pool.close();
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    try (BatchPool<Columns> pool = collator.pool(1, 1)) {
      pool.take();
      FutureTask<BatchSlot<Columns>> waiting = new FutureTask<>(pool::take);
      Thread thread = startAndAwaitWaiting(waiting);
      thread.interrupt();
      thread.join();
      assertTrue(assertThrows(Exception.class, waiting::get).getCause() instanceof InterruptedException);
    }
  }

  @Test
  void aBatchThatIsReadOutlivesThePool() throws InterruptedException {
    BatchPool<Columns> pool = collator.pool(1, 2);
    BatchSlot<Columns> idle = pool.take();
    NdArray old = fill(idle, 1).fixed(0);
    BatchSlot<Columns> read = pool.take();
    NdArray kept = fill(read, 2).fixed(0);
    idle.release();
    pool.close();
    assertThrows(IllegalStateException.class, () -> old.equals(kept));
    assertEquals(Int64Array.of(Shape.of(1), 2), kept);
    read.release();
    assertThrows(IllegalStateException.class, () -> kept.segment().fill((byte) 0));
  }

  @Test
  void guardsItsBatchesWhereThatIsAskedFor() throws InterruptedException {
    try (BatchPool<Columns> pool = collator.guardedPool(1, 1)) {
      BatchSlot<Columns> slot = pool.take();
      NdArray old = fill(slot, 1).fixed(0);
      slot.release();
      BatchSlot<Columns> next = pool.take();
      fill(next, 2);
      assertThrows(IllegalStateException.class, () -> old.segment().fill((byte) 0));
      assertNotSame(slot, next);
      assertThrows(IllegalStateException.class, slot::batch);
      assertEquals(Int64Array.of(Shape.of(1), 2), next.batch().fixed(0));
    }
  }

  @Test
  void refusesAPoolOfNothing() {
    assertThrows(IllegalArgumentException.class, () -> collator.pool(1, 0));
  }

  @Test
  void batchesArriveWholeWhereSeveralThreadsFillThem() throws Exception {
    int batches = 20_000;
    AtomicInteger next = new AtomicInteger();
    BlockingQueue<BatchSlot<Columns>> filled = new ArrayBlockingQueue<>(8);
    try (BatchPool<Columns> pool = collator.pool(16, 4);
        ExecutorService workers = Executors.newFixedThreadPool(3)) {
      Future<?>[] work = new Future<?>[3];
      for (int i = 0; i < work.length; i++) {
        work[i] =
            workers.submit(
                () -> {
                  for (int batch = next.getAndIncrement(); batch < batches; batch = next.getAndIncrement()) {
                    BatchSlot<Columns> slot = pool.take();
                    NdArray number = Int64Array.of(Shape.of(), batch);
                    NdArray[] rows = new NdArray[1 + batch % 16];
                    Arrays.fill(rows, number);
                    collator.collate(OneColumn.rows(rows), slot);
                    filled.put(slot);
                  }
                  return null;
                });
      }
      boolean[] seen = new boolean[batches];
      for (int i = 0; i < batches; i++) {
        BatchSlot<Columns> slot = filled.poll(30, TimeUnit.SECONDS);
        Int64Array numbers = (Int64Array) slot.batch().fixed(0);
        int batch = (int) numbers.getFlat(0);
        assertEquals(1 + batch % 16, numbers.size());
        for (long row = 0; row < numbers.size(); row++) {
          assertEquals(batch, numbers.getFlat(row));
        }
        assertTrue(!seen[batch], "each batch comes once");
        seen[batch] = true;
        slot.release();
      }
      for (Future<?> each : work) {
        each.get();
      }
    }
  }

  private Columns fill(BatchSlot<Columns> slot, long number) {
    return collator.collate(OneColumn.rows(Int64Array.of(Shape.of(), number)), slot);
  }

  private static Thread startAndAwaitWaiting(Runnable task) {
    Thread thread = Thread.ofPlatform().start(task);
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }
}
