package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.order.Finitude;
import dev.sheaf.stage.FinitudeException;
import dev.sheaf.stage.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Operators of the item plane that take some items, or all again, or others in the place of one.
class PassesTest {
  private static Pipeline<Long> numbers(long count) {
    return Pipeline.from("numbers", PipelineTest.epoch(Pipeline.over(Numbers.to(count))));
  }

  private static List<Long> longs(long... numbers) {
    List<Long> list = new ArrayList<>();
    for (long number : numbers) {
      list.add(number);
    }
    return list;
  }

  @Test
  void skipsAndTakes() {
    PipelineContract.check(numbers(6).skip(2), longs(2, 3, 4, 5));
    PipelineContract.check(numbers(6).take(2), longs(0, 1));
    PipelineContract.check(numbers(6).skip(1).take(3).skip(1), longs(2, 3));
    PipelineContract.check(numbers(2).skip(5), longs());
    PipelineContract.check(numbers(2).take(5), longs(0, 1));
    PipelineContract.check(numbers(2).take(0), longs());
    assertEquals(Finitude.FINITE, numbers(2).repeat().take(3).finitude());
    assertThrows(IllegalArgumentException.class, () -> numbers(2).skip(-1));
    assertThrows(IllegalArgumentException.class, () -> numbers(2).take(-1));
  }

  @Test
  void takingDrawsNoMoreThanIsTaken() {
    AtomicLong drawn = new AtomicLong();
    assertEquals(longs(0, 1, 2), PipelineTest.epoch(numbers(9).peek(_ -> drawn.incrementAndGet()).take(3)));
    assertEquals(3, drawn.get());
  }

  @Test
  void readersShareTheItems() {
    PipelineContract.check(numbers(7).shard(0, 3), longs(0, 3, 6));
    PipelineContract.check(numbers(7).shard(2, 3), longs(2, 5));
    PipelineContract.check(numbers(7).shard(0, 3, Remainder.DROP), longs(0, 3));
    PipelineContract.check(numbers(7).shard(1, 3, Remainder.DROP), longs(1, 4));
    PipelineContract.check(numbers(2).shard(2, 3), longs());
    assertThrows(IllegalArgumentException.class, () -> numbers(7).shard(3, 3));
  }

  @Test
  void repeatsAndSharesInTheOrderInWhichItIsWritten() {
    PipelineContract.check(numbers(3).repeat(2).shard(0, 2), longs(0, 2, 1));
    PipelineContract.check(numbers(3).shard(0, 2, Remainder.DROP).repeat(2), longs(0, 0));
    PipelineContract.check(numbers(2).repeat().take(5), longs(0, 1, 0, 1, 0));
    PipelineContract.check(numbers(3).repeat(0), longs());
    PipelineContract.check(numbers(0).repeat(), longs());
    PipelineContract.check(numbers(2).repeat(2).repeat(2), longs(0, 1, 0, 1, 0, 1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> numbers(3).repeat(-1));
  }

  @Test
  void howeverManyPassesWithoutItemsEndAtOnce() {
    long most = 1L << 40;
    PipelineContract.check(numbers(0).repeat(most), longs());
    PipelineContract.check(Pipeline.concatenate(List.of(numbers(0).repeat(most), numbers(2))), longs(0, 1));
    PipelineContract.check(numbers(3).filter(n -> n > 5).repeat(most, Passes.SAME_ORDER), longs());
  }

  @Test
  void aPassOfAnOrderOfItsOwnMayHaveItemsWhereTheOneBeforeHadNone() {
    // Epochs 0 and 1 begin with 2 and 1.
    Pipeline<Long> first = Pipeline.range(4).shuffle(3).items().take(1);
    assertEquals(longs(1), PipelineTest.epoch(first.filter(n -> n == 1).repeat(2)));
  }

  @Test
  void everyPassHasTheOrderOfAnEpochOfItsOwn() {
    Pipeline<Long> shuffled = Pipeline.over(Numbers.to(9)).shuffle(7).items();
    List<List<Long>> passes = new ArrayList<>();
    try (DataLoader<Long> loader = shuffled.open()) {
      for (int pass = 0; pass < 4; pass++) {
        passes.add(PipelineTest.rest(loader));
      }
    }
    PipelineContract.check(
        shuffled.repeat(2), List.of(both(passes.get(0), passes.get(1)), both(passes.get(2), passes.get(3))), 5);
    PipelineContract.check(
        shuffled.repeat(2, Passes.SAME_ORDER),
        List.of(both(passes.get(0), passes.get(0)), both(passes.get(1), passes.get(1))),
        5);
    assertNotEquals(passes.get(0), passes.get(1));
  }

  private static List<Long> both(List<Long> one, List<Long> other) {
    List<Long> both = new ArrayList<>(one);
    both.addAll(other);
    return both;
  }

  @Test
  void sizesAreKnownWhereTheyCanBe() {
    Pipeline<Long> three = Pipeline.over(Numbers.to(3)).items();
    assertEquals(6, three.repeat(2).size());
    assertEquals(Stage.UNBOUNDED, three.repeat().size());
    assertEquals(2, three.repeat().take(2).size());
    assertEquals(1, three.skip(2).size());
    assertEquals(2, three.shard(0, 2).size());
    assertEquals(1, three.shard(0, 2, Remainder.DROP).size());
    assertEquals(Stage.UNKNOWN, three.flatMap(List::of).size());
  }

  @Test
  void aFunctionGivesAnyNumberOfItemsForOne() {
    PipelineContract.check(
        numbers(4).flatMap(number -> Collections.nCopies(number.intValue(), number)), longs(1, 2, 2, 3, 3, 3));
    Iterable<Long> twice = () -> longs(8, 9).iterator();
    PipelineContract.check(numbers(2).flatMap(_ -> twice), longs(8, 9, 8, 9));
    PipelineContract.check(numbers(2).flatMap(_ -> List.<Long>of()), longs());
  }

  @Test
  void aFunctionGivesAPipelineForOne() {
    PipelineContract.check(
        numbers(4).yieldFrom(number -> Pipeline.count(10 * number, 1).take(number)), longs(10, 20, 21, 30, 31, 32));
    PipelineContract.check(
        numbers(3).yieldFrom(number -> numbers(number).yieldFrom(inner -> numbers(inner + 1))), longs(0, 0, 0, 1));
    PipelineContract.check(
        numbers(3).yieldFrom(_ -> numbers(2).prefetch(1)).bucket(4, Remainder.KEEP).flatMap(bucket -> bucket),
        longs(0, 1, 0, 1, 0, 1));
  }

  @Test
  void aPipelineForOneMustEndAndTheNextOnesComeAllTheSame() {
    try (DataLoader<Long> loader =
        numbers(3).yieldFrom(number -> number == 1 ? numbers(2).repeat() : numbers(2)).open()) {
      Iterator<Long> items = loader.iterator();
      assertEquals(0, items.next());
      assertEquals(1, items.next());
      var failure = assertThrows(PipelineException.class, items::next);
      var cause = assertInstanceOf(FinitudeException.class, failure.getCause());
      assertEquals(FinitudeException.Rule.NESTED_ENDS, cause.rule());
      assertEquals(0, items.next());
      assertEquals(1, items.next());
      assertEquals(false, items.hasNext());
    }
  }

  @Test
  void aFunctionThatGivesAnotherPipelineThanBeforeIsFoundOut() {
    AtomicLong step = new AtomicLong(1);
    Pipeline<Long> pipeline = numbers(3).yieldFrom(_ -> Pipeline.count(0, step.get()).take(5));
    Checkpoint checkpoint;
    try (DataLoader<Long> loader = pipeline.open()) {
      PipelineTest.take(loader, 7);
      checkpoint = loader.checkpoint();
    }
    step.set(2);
    try (DataLoader<Long> loader = pipeline.resume(checkpoint)) {
      var failure = assertThrows(PipelineException.class, () -> loader.iterator().hasNext());
      assertInstanceOf(CheckpointMismatchException.class, failure.getCause());
    }
  }

  @Test
  void aFunctionThatIsShownTheItemsChangesNothing() {
    List<Long> seen = Collections.synchronizedList(new ArrayList<>());
    assertEquals(longs(0, 1, 2), PipelineTest.epoch(numbers(3).peek(seen::add)));
    assertEquals(longs(0, 1, 2), seen);
    PipelineContract.check(numbers(3).peek(_ -> {}), longs(0, 1, 2));
  }

  @Test
  void prefetchesInOneAnotherResumeAtEveryBoundary() {
    PipelineContract.check(
        numbers(10).prefetch(4).prefetch(1).map(number -> number).bucket(4, Remainder.KEEP).prefetch(2),
        List.of(longs(0, 1, 2, 3), longs(4, 5, 6, 7), longs(8, 9)));
  }

  @Test
  void oneMorePrefetchBehindNumberedItemsChangesNoCheckpoint() {
    Pipeline<Long> numbered = numbers(6).prefetch(4).mapWithIndex((index, number) -> 10 * index + number);
    for (Pipeline<Long> before : List.of(numbered.prefetch(2).prefetch(1), numbered.prefetch(2))) {
      for (Pipeline<Long> after : List.of(numbered.prefetch(2).prefetch(1), numbered.prefetch(2))) {
        Checkpoint checkpoint;
        try (DataLoader<Long> loader = before.open()) {
          assertEquals(longs(0, 11, 22), PipelineTest.take(loader, 3));
          checkpoint = loader.checkpoint();
        }
        try (DataLoader<Long> loader = after.resume(checkpoint)) {
          assertEquals(longs(33, 44, 55), PipelineTest.take(loader, 3));
        }
      }
    }
  }
}
