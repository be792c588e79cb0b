package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.stage.StageOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ConcurrencyTest {
  static List<StageOptions> ordered() {
    return List.of(
        StageOptions.parallel(1), StageOptions.parallel(4), StageOptions.blocking(1), StageOptions.blocking(7));
  }

  static List<StageOptions> unordered() {
    return ordered().stream().map(StageOptions::unordered).toList();
  }

  @AfterEach
  void noThreadSurvives() {
    assertEquals(List.of(), Threads.left());
  }

  @ParameterizedTest
  @MethodSource("ordered")
  void mapsInTheOrderOfTheItems(StageOptions options) {
    PipelineContract.check(items(23).map(n -> 10 * n, options), numbers(23).stream().map(n -> 10 * n).toList());
  }

  @ParameterizedTest
  @MethodSource("ordered")
  void oneConcurrentMapFollowsAnother(StageOptions options) {
    PipelineContract.check(
        items(17).map(n -> n + 1, options).map(n -> 10 * n, StageOptions.blocking(3)).bucket(4, Remainder.KEEP),
        List.of(List.of(10L, 20L, 30L, 40L), List.of(50L, 60L, 70L, 80L), List.of(90L, 100L, 110L, 120L),
            List.of(130L, 140L, 150L, 160L), List.of(170L)));
  }

  @ParameterizedTest
  @MethodSource("ordered")
  void flattensInTheOrderOfTheItems(StageOptions options) {
    PipelineContract.check(
        items(9).flatMap(n -> Collections.nCopies((int) (n % 4), n), options),
        LongStream.range(0, 9).boxed().flatMap(n -> Collections.nCopies((int) (n % 4), n).stream()).toList());
  }

  @ParameterizedTest
  @MethodSource("unordered")
  void givesEachItemOnceInWhateverOrder(StageOptions options) {
    try (DataLoader<Long> loader = items(500).map(n -> 2 * n, options).open()) {
      for (int epoch = 0; epoch < 2; epoch++) {
        assertEquals(
            numbers(500).stream().map(n -> 2 * n).toList(), PipelineTest.rest(loader).stream().sorted().toList());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("unordered")
  void resumesWithExactlyTheRestWhateverTheOrder(StageOptions options) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Pipeline<Long> pipeline =
        items(60).map(n -> n, options).flatMap(n -> n % 7 == 0 ? numbers(40) : List.of(n), options);
    List<Long> expected =
        LongStream.range(0, 60).boxed().flatMap(n -> n % 7 == 0 ? numbers(40).stream() : List.of(n).stream())
            .sorted().toList();
    List<Long> items = new ArrayList<>();
    Checkpoint checkpoint;
    try (DataLoader<Long> loader = pipeline.open()) {
      checkpoint = loader.checkpoint();
    }
    boolean more = true;
    while (more && checkpoint.epoch() == 0) {
      try (DataLoader<Long> loader = pipeline.threads(1 + random.nextInt(3)).resume(checkpoint)) {
        int wanted = random.nextInt(30);
        Iterator<Long> iterator = loader.iterator();
        for (int i = 0; i < wanted && (more = iterator.hasNext()); i++) {
          items.add(iterator.next());
        }
        checkpoint = Checkpoint.fromJson(loader.checkpoint().toJson());
      }
    }
    Collections.sort(items);
    assertEquals(expected, items, "seed " + seed);
  }

  @ParameterizedTest
  @MethodSource({"ordered", "unordered"})
  void noMoreCallsAreInProgressThanAskedFor(StageOptions options) throws InterruptedException {
    AtomicInteger inProgress = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Semaphore entered = new Semaphore(0);
    Semaphore gate = new Semaphore(0);
    int limit = options.concurrency().limit();
    Pipeline<Long> pipeline =
        items(40).threads(4).map(
            n -> {
              most.accumulateAndGet(inProgress.incrementAndGet(), Math::max);
              entered.release();
              gate.acquireUninterruptibly();
              inProgress.decrementAndGet();
              return n;
            },
            options);
    try (DataLoader<Long> loader = pipeline.open()) {
      entered.acquire(limit);
      gate.release(40);
      assertEquals(40, PipelineTest.rest(loader).size());
      assertEquals(limit, most.get());
    }
  }

  @Test
  void blockingCallsMayWaitForOneAnother() {
    CyclicBarrier barrier = new CyclicBarrier(8);
    Pipeline<Long> pipeline =
        items(64).threads(1).map(
            n -> {
              try {
                barrier.await();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
              return n;
            },
            StageOptions.blocking(8));
    assertEquals(numbers(64), PipelineTest.epoch(pipeline));
  }

  @Test
  void aSlowItemHoldsNobodyUpWhereOrderIsNotKept() {
    Semaphore first = new Semaphore(0);
    Pipeline<Long> pipeline =
        items(30).map(
            n -> {
              if (n == 0) {
                first.acquireUninterruptibly();
              }
              return n;
            },
            StageOptions.blocking(2).unordered());
    try (DataLoader<Long> loader = pipeline.open()) {
      Iterator<Long> iterator = loader.iterator();
      for (long n = 1; n < 30; n++) {
        assertEquals(n, iterator.next());
      }
      first.release();
      assertEquals(0, iterator.next());
      assertFalse(iterator.hasNext());
    }
  }

  @Test
  void whatAFunctionGivesOneByOneComesBeforeItIsDone() {
    Semaphore gate = new Semaphore(0);
    Pipeline<String> pipeline =
        items(2).flatMap(
            n -> () -> List.of("a", "b").stream().peek(text -> {
              if (text.equals("b")) {
                gate.acquireUninterruptibly();
              }
            }).map(text -> text + n).iterator(),
            StageOptions.blocking(2));
    try (DataLoader<String> loader = pipeline.open()) {
      Iterator<String> iterator = loader.iterator();
      assertEquals("a0", iterator.next());
      gate.release(2);
      assertEquals(List.of("b0", "a1", "b1"), PipelineTest.rest(loader));
    }
  }

  @Test
  void aFunctionWithoutEndIsAskedForNoMoreThanThereIsRoomFor() {
    AtomicInteger asked = new AtomicInteger();
    Pipeline<Integer> pipeline =
        items(3).flatMap(_ -> () -> java.util.stream.Stream.generate(asked::incrementAndGet).iterator(),
            StageOptions.parallel(2));
    try (DataLoader<Integer> loader = pipeline.threads(2).open()) {
      assertEquals(1000, PipelineTest.take(loader, 1000).size());
      assertTrue(asked.get() < 1100, () -> "asked for " + asked.get());
    }
  }

  @ParameterizedTest
  @MethodSource({"ordered", "unordered"})
  void whatAFunctionThrowsIsThrownWithTheNameOfItsStage(StageOptions options) {
    for (Throwable thrown : List.of(new IllegalArgumentException("odd"), new StackOverflowError(), new Throwable("own"))) {
      Pipeline<Long> pipeline = items(20).map(n -> n < 5 ? n : Thrower.sneak(thrown), options.as("decode"));
      try (DataLoader<Long> loader = pipeline.open()) {
        PipelineException e = assertThrows(PipelineException.class, () -> PipelineTest.rest(loader));
        assertEquals("decode", e.stage());
        assertSame(thrown, e.getCause());
        assertSame(thrown, assertThrows(PipelineException.class, () -> PipelineTest.rest(loader)).getCause());
      }
    }
  }

  static Pipeline<Long> items(long size) {
    return Pipeline.over(Numbers.to(size)).items();
  }

  static List<Long> numbers(long size) {
    return LongStream.range(0, size).boxed().toList();
  }
}
