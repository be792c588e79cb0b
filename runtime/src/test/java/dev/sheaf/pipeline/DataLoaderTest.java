package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.random.Permutation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DataLoaderTest {
  @AfterEach
  void noThreadSurvives() {
    List<String> left =
        Thread.getAllStackTraces().keySet().stream()
            .filter(Thread::isAlive)
            .map(Thread::getName)
            .filter(name -> name.startsWith("sheaf-"))
            .toList();
    assertEquals(List.of(), left);
  }

  @Test
  void anIteratorGivesTheRestOfTheEpochAndThenTheNext() {
    try (DataLoader<List<Long>> loader = batches(Numbers.to(6)).open()) {
      Iterator<List<Long>> first = loader.iterator();
      List<Long> batch = first.next();
      Iterator<List<Long>> again = loader.iterator();
      List<List<Long>> rest = List.of(again.next(), first.next());
      assertFalse(again.hasNext());
      assertFalse(first.hasNext());
      assertEquals(List.of(0L, 1L), batch);
      assertEquals(List.of(List.of(2L, 3L), List.of(4L, 5L)), rest);
      assertEquals(
          "the epoch is at its end; ask the loader for another iterator",
          assertThrows(NoSuchElementException.class, first::next).getMessage());

      Iterator<List<Long>> second = loader.iterator();
      assertEquals(1, loader.checkpoint().epoch());
      assertTrue(second.hasNext());
      assertFalse(first.hasNext());
    }
  }

  @Test
  void theCheckpointSaysWhatTheConsumerReceivedAndNotWhatWasMadeAhead() {
    CountDownLatch allRead = new CountDownLatch(6);
    Numbers numbers = Numbers.readBy(6, position -> {
      allRead.countDown();
      return position;
    });
    try (DataLoader<List<Long>> loader = batches(numbers).prefetch(9).open()) {
      allRead.await();
      assertEquals(0, loader.checkpoint().position());
      loader.iterator().next();
      assertEquals(
          new Checkpoint(numbers.schema().fingerprint(), "numbers to 6", "batch(2)", 0, 1), loader.checkpoint());
      loader.iterator().next();
      loader.iterator().next();
      assertEquals(
          new Checkpoint(numbers.schema().fingerprint(), "numbers to 6", "batch(2)", 1, 0), loader.checkpoint());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void epochsOfAPipelineWithoutRowsAreEmptyAndGoBy() {
    try (DataLoader<List<Long>> loader = batches(Numbers.to(0)).open()) {
      assertEquals(List.of(), PipelineTest.rest(loader));
      assertEquals(List.of(), PipelineTest.rest(loader));
      assertEquals(2, loader.checkpoint().epoch());
      assertEquals("nothing was delivered yet", loader.stats().bottleneck());
    }
  }

  @Test
  void noMoreBatchesAreMadeAheadThanWereAskedFor() throws InterruptedException {
    AtomicInteger collated = new AtomicInteger();
    Semaphore made = new Semaphore(0);
    Pipeline<List<Long>> pipeline =
        Pipeline.over(Numbers.to(100))
            .threads(3)
            .prefetch(4)
            .batch(
                2,
                rows -> {
                  collated.incrementAndGet();
                  made.release();
                  return List.copyOf(rows);
                });
    try (DataLoader<List<Long>> loader = pipeline.open()) {
      made.acquire(4);
      assertEquals(4, collated.get());
      loader.iterator().next();
      made.acquire(1);
      assertEquals(5, collated.get());
    }
  }

  @Test
  void theNextEpochIsNotBegunBeforeItIsAskedFor() throws InterruptedException {
    Semaphore read = new Semaphore(0);
    Numbers numbers = Numbers.readBy(4, position -> {
      read.release();
      return position;
    });
    try (DataLoader<List<Long>> loader = batches(numbers).prefetch(20).open()) {
      PipelineTest.rest(loader);
      read.acquire(4);
      assertEquals(0, read.availablePermits());
      assertTrue(loader.iterator().hasNext());
      read.acquire(4);
    }
  }

  @Test
  void aFaultInAFunctionSaysWhichRowAndBatch() {
    var cause = new IllegalArgumentException("seven is bad");
    Pipeline<List<Long>> pipeline =
        Pipeline.over(Numbers.to(10))
            .map(
                n -> {
                  if (n == 7) {
                    throw cause;
                  }
                  return n;
                })
            .batch(3, List::copyOf);
    try (DataLoader<List<Long>> loader = pipeline.open()) {
      Iterator<List<Long>> iterator = loader.iterator();
      assertEquals(List.of(0L, 1L, 2L), iterator.next());
      assertEquals(List.of(3L, 4L, 5L), iterator.next());
      var failure = assertThrows(PipelineException.class, iterator::next);
      assertEquals(
          "item 2 of epoch 0: map failed for the row at position 7: "
              + "java.lang.IllegalArgumentException: seven is bad",
          failure.getMessage());
      assertSame(cause, failure.getCause());
      assertEquals("map", failure.stage());
      assertEquals(7, failure.row());
      assertTrue(iterator.hasNext());
      assertThrows(PipelineException.class, iterator::next);
      assertThrows(PipelineException.class, loader.iterator()::next);
    }
  }

  @Test
  void rowsBeforeAFaultAreDeliveredWithoutBatchesToo() {
    Numbers numbers = Numbers.readBy(200, position -> {
      if (position == 150) {
        throw new AssertionError("broken");
      }
      return position;
    });
    try (DataLoader<Long> loader = Pipeline.over(numbers).open()) {
      assertEquals(150, PipelineTest.take(loader, 150).size());
      var failure = assertThrows(PipelineException.class, loader.iterator()::next);
      assertEquals(
          "item 150 of epoch 0: read failed for the row at position 150: java.lang.AssertionError: broken",
          failure.getMessage());
      assertEquals(150, loader.checkpoint().position());
    }
  }

  @Test
  @SuppressWarnings("NullAway") // Functions that give null are what is tested.
  void aFaultInACollatorOrAMissingValueIsThrownToTheConsumer() {
    assertFails(
        "item 0 of epoch 0: batch failed: java.lang.IllegalStateException: no room",
        Pipeline.over(Numbers.to(3))
            .batch(
                2,
                rows -> {
                  throw new IllegalStateException("no room");
                }));
    assertFails(
        "item 0 of epoch 0: map failed for the row at position 0: "
            + "java.lang.NullPointerException: the function gave no value",
        Pipeline.over(Numbers.to(3)).map(_ -> null));
    assertFails(
        "item 0 of epoch 0: map failed: java.lang.NullPointerException: the function gave no value",
        Pipeline.over(Numbers.to(3)).batch(2, List::copyOf).map(_ -> null));
  }

  @Test
  void aResumedLoaderGoesOnAfterTheFaultIsMended() {
    Checkpoint checkpoint;
    Numbers broken = Numbers.readBy(6, position -> 12 / (position - 4) * 0 + position);
    try (DataLoader<List<Long>> loader = batches(broken).open()) {
      PipelineTest.take(loader, 2);
      assertThrows(PipelineException.class, loader.iterator()::next);
      checkpoint = loader.checkpoint();
    }
    try (DataLoader<List<Long>> loader = batches(Numbers.to(6)).resume(checkpoint)) {
      assertEquals(List.of(List.of(4L, 5L)), PipelineTest.rest(loader));
    }
  }

  @Test
  void resumesAtTheBillionthBatchAsAtTheFirst() {
    Pipeline<List<Long>> pipeline = Pipeline.over(Numbers.to(1L << 40)).shuffle(5).batch(2, List::copyOf);
    Permutation order = Permutation.of(1L << 40, 12);
    Checkpoint checkpoint;
    try (DataLoader<List<Long>> loader = pipeline.open()) {
      checkpoint = loader.checkpoint().at(7, 1_000_000_000);
    }
    try (DataLoader<List<Long>> loader = pipeline.resume(checkpoint)) {
      assertEquals(List.of(order.at(2_000_000_000), order.at(2_000_000_001)), loader.iterator().next());
      assertEquals(checkpoint.at(7, 1_000_000_001), loader.checkpoint());
    }
  }

  @Test
  void refusesToResumeAnotherPlanDatasetOrPlace() {
    Checkpoint checkpoint;
    try (DataLoader<List<Long>> loader = batches(Numbers.to(6)).open()) {
      checkpoint = loader.checkpoint();
    }
    assertRefusesToResume(
        "the checkpoint does not belong here: expected the plan \"shuffle(1)\", found \"batch(2)\";"
            + " write the pipeline as it was, or start anew",
        Pipeline.over(Numbers.to(6)).shuffle(1),
        checkpoint);
    assertRefusesToResume(
        "the checkpoint does not belong here: expected the dataset \"numbers to 7\", found \"numbers to 6\";"
            + " the data has changed since, or is another: start anew",
        batches(Numbers.to(7)),
        checkpoint);
    assertRefusesToResume(
        "the checkpoint does not belong here: expected the position \"0 to 2, of 3 items of an epoch below"
            + " 1537228672809129301\", found \"3 of epoch 0\"; its text was damaged: start anew",
        batches(Numbers.to(6)),
        checkpoint.at(0, 3));
    assertThrows(
        CheckpointMismatchException.class, () -> batches(Numbers.to(6)).resume(checkpoint.at(Long.MAX_VALUE, 0)));
  }

  @Test
  void aBatchThatNoMemoryCanHoldIsAFailureAndNotAWait() {
    Pipeline<List<Long>> pipeline = Pipeline.over(Numbers.to(1L << 40)).batch(Integer.MAX_VALUE, List::copyOf);
    try (DataLoader<List<Long>> loader = pipeline.threads(1).open()) {
      PipelineException failure = assertThrows(PipelineException.class, loader.iterator()::next);
      assertInstanceOf(OutOfMemoryError.class, failure.getCause());
      assertEquals(0, failure.item());
    }
  }

  @Test
  void afterTheLastEpochThatCanBeCountedComesAnErrorAndNoEmptyEpoch() {
    Pipeline<List<Long>> pipeline = batches(Numbers.to(6));
    Checkpoint last;
    try (DataLoader<List<Long>> loader = pipeline.open()) {
      last = loader.checkpoint().at(Long.MAX_VALUE / 6 - 1, 2);
    }
    try (DataLoader<List<Long>> loader = pipeline.resume(last)) {
      assertEquals(List.of(List.of(4L, 5L)), PipelineTest.rest(loader));
      assertThrows(IllegalStateException.class, loader::iterator);
    }
  }

  private static void assertRefusesToResume(String message, Pipeline<?> pipeline, Checkpoint checkpoint) {
    assertEquals(
        message, assertThrows(CheckpointMismatchException.class, () -> pipeline.resume(checkpoint)).getMessage());
  }

  @Test
  void closingWakesAConsumerThatWaits() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    DataLoader<Long> loader = Pipeline.over(Numbers.to(3)).map(waitFor(never)).open();
    FutureTask<Throwable> consumer =
        new FutureTask<>(() -> assertThrows(IllegalStateException.class, () -> loader.iterator().next()));
    Thread thread = Thread.ofPlatform().start(consumer);
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    loader.close();
    assertEquals("the loader is closed", consumer.get().getMessage());
    loader.close();
    assertEquals("the loader is closed", assertThrows(IllegalStateException.class, loader::iterator).getMessage());
  }

  @Test
  void anInterruptedConsumerLosesNothing() {
    CountDownLatch gate = new CountDownLatch(1);
    try (DataLoader<Long> loader = Pipeline.over(Numbers.to(3)).map(waitFor(gate)).open()) {
      Iterator<Long> iterator = loader.iterator();
      Thread.currentThread().interrupt();
      assertEquals(
          "interrupted while waiting for item 0 of epoch 0; nothing is lost, the loader can go on",
          assertThrows(CancellationException.class, iterator::next).getMessage());
      assertTrue(Thread.interrupted());
      gate.countDown();
      assertEquals(List.of(0L, 1L, 2L), List.of(iterator.next(), iterator.next(), iterator.next()));
    }
  }

  @Test
  void aReadIsWaitedForAndNotInterrupted() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    AtomicInteger interrupts = new AtomicInteger();
    Numbers numbers = Numbers.readBy(1, position -> {
      reading.countDown();
      try {
        gate.await();
      } catch (InterruptedException _) {
        interrupts.incrementAndGet();
      }
      return position;
    });
    DataLoader<Long> loader = Pipeline.over(numbers).open();
    reading.await();
    Thread closer = Thread.ofPlatform().start(loader::close);
    while (closer.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    gate.countDown();
    closer.join();
    assertEquals(0, interrupts.get());
  }

  @Test
  void aFunctionMayCloseItsOwnLoader() {
    List<DataLoader<Long>> self = new ArrayList<>();
    CountDownLatch ready = new CountDownLatch(1);
    Function<Long, Long> closing =
        n -> {
          try {
            ready.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          self.getFirst().close();
          return n;
        };
    DataLoader<Long> loader = Pipeline.over(Numbers.to(3)).threads(1).map(closing).open();
    self.add(loader);
    ready.countDown();
    assertThrows(IllegalStateException.class, () -> PipelineTest.rest(loader));
    loader.close();
  }

  @Test
  void closesBehindAFunctionThatKeepsAnInterruptToItself() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    Pipeline<List<Long>> oneBucket =
        Pipeline.over(Numbers.to(1_000_000))
            .items()
            .map(
                number -> {
                  if (number == 0) {
                    waitUntilInterrupted(called);
                  }
                  return number;
                })
            .bucket(1_000_000, Remainder.KEEP);
    DataLoader<List<Long>> loader = oneBucket.open();
    FutureTask<Boolean> closing =
        new FutureTask<>(
            () -> {
              called.await();
              loader.close();
              return true;
            });
    Thread.ofPlatform().daemon().start(closing);
    assertTrue(closing.get(20, TimeUnit.SECONDS));
  }

  private static void waitUntilInterrupted(CountDownLatch called) {
    called.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException _) {
      // As if nothing had happened.
    }
  }

  @Test
  void mayBeClosedByAnyThreadAtAnyMoment() throws Exception {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("DataLoaderTest: -Dsheaf.seed=" + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      DataLoader<List<Long>> loader =
          Pipeline.over(Numbers.to(64))
              .shuffle(round)
              .threads(1 + random.nextInt(3))
              .prefetch(1 + random.nextInt(4))
              .<List<Long>>batch(3, List::copyOf)
              .open();
      int moment = random.nextInt(70);
      AtomicLong received = new AtomicLong();
      Thread closer =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (received.get() < moment) {
                      Thread.onSpinWait();
                    }
                    loader.close();
                  });
      var end =
          assertThrows(
              IllegalStateException.class,
              () -> {
                while (true) {
                  for (List<Long> batch : loader) {
                    assertFalse(batch.isEmpty());
                    received.incrementAndGet();
                  }
                }
              });
      assertEquals("the loader is closed", end.getMessage(), () -> "seed " + seed);
      closer.join();
    }
  }

  @Test
  void tenThousandLoadersAreOpenedAndClosedInAFewSeconds() {
    Pipeline<List<Long>> pipeline = Pipeline.over(Numbers.to(1L << 40)).shuffle(1).threads(2).batch(2, List::copyOf);
    for (int i = 0; i < 10_000; i++) {
      try (DataLoader<List<Long>> loader = pipeline.open()) {
        assertEquals(0, loader.checkpoint().position());
      }
    }
  }

  @Test
  void countsWhatItDelivered() {
    try (DataLoader<List<Long>> loader = batches(Numbers.to(5)).open()) {
      PipelineTest.rest(loader);
      PipelineStats stats = loader.stats();
      assertEquals(3, stats.items());
      assertTrue(stats.workerBusyNanos() > 0);
      assertTrue(stats.elapsedNanos() >= stats.consumerWaitNanos());
    }
    try (DataLoader<Long> loader = Pipeline.over(Numbers.to(500)).open()) {
      PipelineTest.take(loader, 70);
      assertEquals(70, loader.stats().items());
    }
  }

  @Test
  void namesTheBottleneck() {
    assertEquals(
        "the consumer is the bottleneck: the consumer waited 1 % of the time, and 2 worker threads were busy for 20 %",
        new PipelineStats(8, 2, 1000, 10, 400).bottleneck());
    assertEquals(
        "the workers are the bottleneck: the consumer waited 60 % of the time, and 2 worker threads were busy for 95 %;"
            + " more threads or less work for each row would help",
        new PipelineStats(8, 2, 1000, 600, 1900).bottleneck());
    assertEquals(
        "neither side was kept busy: the consumer waited 60 % of the time, and 2 worker threads were busy for 50 %;"
            + " a larger prefetch may help",
        new PipelineStats(8, 2, 1000, 600, 1000).bottleneck());
  }

  /// Batches of 2.
  private static Pipeline<List<Long>> batches(Numbers numbers) {
    return Pipeline.over(numbers).batch(2, List::copyOf);
  }

  private static void assertFails(String message, Pipeline<?> pipeline) {
    try (DataLoader<?> loader = pipeline.open()) {
      assertEquals(message, assertThrows(PipelineException.class, loader.iterator()::next).getMessage());
    }
  }

  private static Function<Long, Long> waitFor(CountDownLatch gate) {
    return n -> {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new CancellationException(e.toString());
      }
      return n;
    };
  }
}
