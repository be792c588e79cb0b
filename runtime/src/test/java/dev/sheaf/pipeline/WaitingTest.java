package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.engine.Time;
import dev.sheaf.stage.StageOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WaitingTest {
  private final Semaphore gate = new Semaphore(0);

  @AfterEach
  void noThreadSurvives() {
    assertEquals(List.of(), Threads.left());
  }

  @Test
  void aPollThatRunsOutOfTimeLosesNothing() {
    try (DataLoader<Long> loader = gated(StageOptions.blocking(3)).open()) {
      List<Long> items = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        loader.poll(Duration.ofMillis(i % 3)).ifPresent(items::add);
        gate.release();
      }
      while (!loader.isAtEnd()) {
        loader.poll(Duration.ofSeconds(30)).ifPresent(items::add);
      }
      assertEquals(ConcurrencyTest.numbers(20), items);
      assertEquals(Optional.empty(), loader.poll(Duration.ZERO));
    }
  }

  @Test
  void aStuckFunctionIsNamedAndTheNextCallGivesItsItem() {
    try (DataLoader<Long> loader =
        gated(StageOptions.blocking(1).as("download")).timeout(Duration.ofMillis(20)).open()) {
      Iterator<Long> iterator = loader.iterator();
      ItemTimeoutException e = assertThrows(ItemTimeoutException.class, iterator::next);
      assertEquals(0, e.item());
      ItemTimeoutException.Call call = e.calls().getFirst();
      assertEquals("download", call.stage());
      assertTrue(
          call.stack().stream().anyMatch(frame -> frame.getMethodName().contains("waitAtTheGate")), call::toString);
      gate.release(20);
      assertEquals(0, iterator.next());
    }
  }

  @Test
  void aCallThatTakesLongerThanItsStageAllowsIsToldOnce() {
    StageOptions options = StageOptions.parallel(1).as("decode").timeout(Duration.ofMillis(10));
    try (DataLoader<Long> loader = gated(options).map(n -> n).open()) {
      Iterator<Long> iterator = loader.iterator();
      ItemTimeoutException e = assertThrows(ItemTimeoutException.class, iterator::next);
      assertEquals(List.of("decode"), e.calls().stream().map(ItemTimeoutException.Call::stage).toList());
      gate.release(20);
      assertEquals(0, iterator.next());
    }
  }

  @Test
  void closingTellsNothingThatWasNotAskedFor() throws InterruptedException {
    CountDownLatch failed = new CountDownLatch(1);
    Pipeline<Long> pipeline =
        ConcurrencyTest.items(1).map(
            n -> {
              failed.countDown();
              throw new IllegalArgumentException("odd");
            });
    try (DataLoader<Long> loader = pipeline.open()) {
      failed.await();
      assertEquals(0, loader.ledger().delivered());
    }
  }

  @Test
  void aFailureThatWasToldIsNotThrownAgainByClose() {
    DataLoader<Long> loader =
        ConcurrencyTest.items(1).<Long>map(n -> Thrower.sneak(new IllegalArgumentException("odd"))).open();
    assertThrows(PipelineException.class, loader.iterator()::next);
    loader.close();
    loader.close();
  }

  @Test
  void whatTheConsumerThrowsStaysFirst() {
    IllegalStateException own = new IllegalStateException("the consumer's");
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () -> {
              try (DataLoader<Long> loader =
                  ConcurrencyTest.items(9).map(n -> n < 1 ? n : Thrower.sneak(new Error("the function's")))
                      .open()) {
                loader.iterator().next();
                throw own;
              }
            });
    assertEquals(own, thrown);
  }

  @Test
  void closesAtAnyMomentFromAnyThread() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      StageOptions options = random.nextBoolean() ? StageOptions.parallel(2) : StageOptions.blocking(3);
      Pipeline<Long> pipeline =
          ConcurrencyTest.items(300)
              .map(n -> n, random.nextBoolean() ? options : options.unordered())
              .flatMap(n -> List.of(n, n), options)
              .route(n -> (int) (n % 2), List.of(even -> even, odd -> odd.bucket(2, Remainder.KEEP).map(List::getFirst)));
      DataLoader<Long> loader = Pipeline.merge(List.of(pipeline, ConcurrencyTest.items(20))).threads(2).open();
      int before = random.nextInt(100);
      CountDownLatch reached = new CountDownLatch(before);
      FutureTask<Boolean> consumer =
          new FutureTask<>(
              () -> {
                try {
                  for (Long _ : loader) {
                    reached.countDown();
                  }
                  return true;
                } catch (IllegalStateException e) {
                  assertEquals("the loader is closed", e.getMessage());
                  return false;
                }
              });
      Thread.ofPlatform().start(consumer);
      reached.await();
      Thread other = Thread.ofVirtual().start(loader::close);
      loader.close();
      assertEquals(List.of(), Threads.left(), "seed " + seed);
      other.join();
      consumer.get();
    }
  }

  @Test
  void anInterruptedConsumerCanGoOn() {
    try (DataLoader<Long> loader = gated(StageOptions.blocking(2)).open()) {
      Iterator<Long> iterator = loader.iterator();
      Thread.currentThread().interrupt();
      assertThrows(java.util.concurrent.CancellationException.class, iterator::next);
      assertTrue(Thread.interrupted());
      gate.release(20);
      assertEquals(0, iterator.next());
      assertFalse(loader.isAtEnd());
    }
  }

  @Test
  void aRateIsKept() {
    AtomicLong now = new AtomicLong();
    Time time =
        new Time() {
          @Override
          public long nanos() {
            return now.get();
          }

          @Override
          public void sleep(long nanos) {
            now.addAndGet(nanos);
          }
        };
    Pipeline<Long> pipeline = ConcurrencyTest.items(101).rate(50).time(time);
    assertEquals(ConcurrencyTest.numbers(101), PipelineTest.epoch(pipeline));
    assertTrue(now.get() >= 100 * 20_000_000L, now::toString);
    PipelineContract.check(ConcurrencyTest.items(7).rate(1e9), ConcurrencyTest.numbers(7));
    assertThrows(IllegalArgumentException.class, () -> pipeline.rate(0));
  }

  @Test
  void aRecipeIsAPipeline() {
    DataLoaderBuilder<String> recipe =
        DataLoader.of(ConcurrencyTest.items(11))
            .preprocess(n -> n + 1)
            .batch(3, Remainder.DROP)
            .aggregate(batch -> batch.stream().mapToLong(Long::longValue).sum())
            .transfer(Object::toString)
            .threads(2)
            .buffer(1)
            .timeout(Duration.ofMinutes(1));
    PipelineContract.check(recipe.pipeline(), List.of("6", "15", "24"));
    try (DataLoader<String> loader = recipe.unordered().open()) {
      assertEquals(3, PipelineTest.rest(loader).size());
    }
    assertThrows(IllegalArgumentException.class, () -> recipe.threads(0));
    assertThrows(IllegalArgumentException.class, () -> recipe.buffer(0));
    assertThrows(IllegalArgumentException.class, () -> recipe.timeout(Duration.ZERO));
  }

  private Pipeline<Long> gated(StageOptions options) {
    return ConcurrencyTest.items(20).map(this::waitAtTheGate, options);
  }

  private Long waitAtTheGate(Long item) {
    try {
      gate.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return item;
  }
}
