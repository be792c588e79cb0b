package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.order.Samples;
import dev.sheaf.stage.OnError;
import dev.sheaf.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class IndexPlaneTest {
  private static List<Long> numbers(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }

  static String refusal(Class<? extends RuntimeException> expected, Executable call) {
    return String.valueOf(assertThrows(expected, call).getMessage());
  }

  /// The items of one epoch, asked for one by one.
  private static <T> List<T> at(IndexedPipeline<T> pipeline, long epoch) {
    return LongStream.range(0, pipeline.positions())
        .mapToObj(i -> pipeline.at(epoch * pipeline.positions() + i))
        .flatMap(Optional::stream)
        .toList();
  }

  /// What a pipeline keeps, and that it says the same when it is asked position by position.
  private static <T> void check(IndexedPipeline<T> pipeline, List<T> first, List<T> second) {
    assertEquals(first, at(pipeline, 0));
    assertEquals(second, at(pipeline, 1));
    PipelineContract.check(pipeline, List.of(first, second), 1);
  }

  private static <T> void check(IndexedPipeline<T> pipeline, List<T> epoch) {
    check(pipeline, epoch, epoch);
  }

  @Test
  void countsARangeUpAndDownAndNotAtAll() {
    check(Pipeline.range(5), numbers(0, 5));
    check(Pipeline.range(10, 0, -3), List.of(10L, 7L, 4L, 1L));
    check(Pipeline.range(3, 3, 1), List.of());
    assertEquals(List.of(), at(Pipeline.range(0, -5, 1), 0));
  }

  @Test
  void countsARangeWiderThanADouble() {
    IndexedPipeline<Long> range = Pipeline.range(-(1L << 61), (1L << 61) + 1, 1);
    assertEquals((1L << 62) + 1, range.size());
    assertEquals(1L << 61, range.at(-1).orElseThrow());
  }

  @Test
  void deliversValuesInMemory() {
    check(Pipeline.of(List.of("a", "b", "c")), List.of("a", "b", "c"));
  }

  @Test
  void givesAnyWholeNumberAnItem() {
    IndexedPipeline<Long> shuffled = Pipeline.range(10).shuffle(42);
    assertEquals(List.of(8L, 6L, 7L, 9L, 0L, 5L, 1L, 2L, 4L, 3L), at(shuffled, 0));
    assertEquals(3L, shuffled.at(-1).orElseThrow());
    assertEquals(9L, shuffled.at(-2).orElseThrow());
  }

  @Test
  void refusesAPositionThatNoEpochHas() {
    assertThrows(IllegalArgumentException.class, () -> Pipeline.range(0).at(0));
    assertThrows(IllegalArgumentException.class, () -> Pipeline.range(3).repeat().at(-1));
    IndexedPipeline<Long> narrow = Pipeline.range(1 << 20).take(3);
    assertThrows(IllegalArgumentException.class, () -> narrow.at(Long.MAX_VALUE));
  }

  @Test
  void slicesAsPythonDoes() {
    IndexedPipeline<Long> ten = Pipeline.range(10);
    check(ten.slice(2, 9, 3), List.of(2L, 5L, 8L));
    check(ten.slice(-3, Long.MAX_VALUE), List.of(7L, 8L, 9L));
    check(ten.slice(0, -8), List.of(0L, 1L));
    check(ten.slice(8, 2, -4), List.of(8L, 4L));
    check(ten.slice(Long.MAX_VALUE, Long.MIN_VALUE, -3), List.of(9L, 6L, 3L, 0L));
    check(ten.slice(5, 5), List.of());
    check(ten.slice(-100, 100, 5), List.of(0L, 5L));
    assertThrows(IllegalArgumentException.class, () -> ten.slice(0, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> ten.repeat().slice(-1, Long.MAX_VALUE));
  }

  @Test
  void slicesAnyWayLikeAListThatIsSlicedByHand() {
    long seed = 20261121;
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      int size = random.nextInt(8);
      long start = random.nextLong(-10, 11);
      long stop = random.nextLong(-10, 11);
      long step = (random.nextBoolean() ? 1 : -1) * random.nextLong(1, 5);
      List<Long> found = at(Pipeline.range(size).slice(start, stop, step), 0);
      long first = start < 0 ? start + size : start;
      long end = stop < 0 ? stop + size : stop;
      List<Long> expected =
          LongStream.iterate(first, i -> step > 0 ? i < Math.min(end, size) : i > Math.max(end, -1), i -> i + step)
              .filter(i -> i >= 0 && i < size)
              .boxed()
              .toList();
      boolean cutOff = first < 0 || first >= size;
      if (!cutOff) {
        assertEquals(expected, found, "range(%d)[%d:%d:%d], seed %d".formatted(size, start, stop, step, seed));
      }
    }
  }

  @Test
  void keepsEpochsApartBehindASlice() {
    check(
        Pipeline.range(4).shuffle(3).take(2), List.of(2L, 3L), List.of(1L, 0L));
  }

  @Test
  void dividesIntoBlocksOfWhichTheFirstAreLonger() {
    IndexedPipeline<Long> ten = Pipeline.range(10);
    check(ten.shardBlock(0, 4), List.of(0L, 1L, 2L));
    check(ten.shardBlock(2, 4), List.of(6L, 7L));
    check(ten.shardBlock(3, 4, Remainder.DROP), List.of(6L, 7L));
    check(Pipeline.range(2).shardBlock(2, 3), List.of());
  }

  @Test
  void evensShardsByGivingTheFirstItemsTwice() {
    IndexedPipeline<Long> seven = Pipeline.range(7);
    check(seven.shardEvenly(0, 3), List.of(0L, 3L, 6L));
    check(seven.shardEvenly(1, 3), List.of(1L, 4L, 0L));
    check(seven.shardEvenly(2, 3), List.of(2L, 5L, 1L));
    check(Pipeline.range(2).shardEvenly(4, 5), List.of(0L));
    check(Pipeline.range(0).shardEvenly(1, 2), List.of());
  }

  @Test
  void repeatsInAnotherOrderOrInTheSame() {
    IndexedPipeline<Long> shuffled = Pipeline.range(4).shuffle(3);
    assertEquals(List.of(2L, 3L, 0L, 1L, 1L, 0L, 2L, 3L), at(shuffled.repeat(2), 0));
    List<Long> first = List.of(2L, 3L, 0L, 1L, 2L, 3L, 0L, 1L);
    check(shuffled.repeat(2, Passes.SAME_ORDER), first, List.of(1L, 0L, 2L, 3L, 1L, 0L, 2L, 3L));
    check(shuffled.repeat(Passes.SAME_ORDER).take(8), first, first);
    assertEquals(Samples.UNBOUNDED, shuffled.repeat(Passes.SAME_ORDER).size());
  }

  @Test
  void refusesAnEpochThatNoPositionCanSayAndGivesNoOtherItems() {
    IndexedPipeline<Long> many = Pipeline.range(1L << 60);
    for (IndexedPipeline<Long> few :
        List.of(
            many.take(3),
            Parts.of(List.of(Pipeline.range(3), many)).concatenate().take(3),
            many.select(3, i -> i))) {
      List<Object> items = new ArrayList<>();
      try (DataLoader<Long> loader = few.repeat(20).prefetch(3).open()) {
        PipelineException failure = assertThrows(PipelineException.class, () -> loader.forEach(items::add));
        assertTrue(String.valueOf(failure.getCause()).contains("expected positions below 2^63, found epoch"), failure::toString);
      }
      // 2^63 / 2^60, but for the last, which has no room for a whole epoch where there are a few more.
      assertTrue(items.size() >= 6 * 3 && items.size() <= 8 * 3, () -> items.toString());
      for (int i = 0; i < items.size(); i++) {
        assertEquals((long) i % 3, items.get(i));
      }
    }
  }

  @Test
  void readsWhatWasCutFromAnEndlessOrderAgainInEachEpoch() {
    check(Pipeline.range(3).repeat().take(4), List.of(0L, 1L, 2L, 0L));
  }

  @Test
  void derivesSeedsFromTheOneSaidBefore() {
    IndexedPipeline<Long> seeded = Pipeline.range(10).seed(42);
    assertEquals(List.of(1L, 7L, 6L, 9L, 0L, 8L, 4L, 5L, 3L, 2L), at(seeded.shuffle(), 0));
    assertEquals(at(Pipeline.range(10).shuffle(3329053876L), 0), at(seeded.shuffle(), 0));
    assertNotEquals(at(seeded.shuffle(), 0), at(seeded.map(x -> x).shuffle(), 0));
    String message = refusal(IllegalArgumentException.class, () -> Pipeline.range(3).shuffle());
    assertTrue(message.contains("seed"), message);
  }

  @Test
  void shufflesInWindowsAndGivesEachItemOnce() {
    check(
        Pipeline.range(12).windowShuffle(4, 42),
        List.of(0L, 1L, 2L, 3L, 6L, 4L, 7L, 5L, 8L, 9L, 10L, 11L),
        at(Pipeline.range(12).windowShuffle(4, 45), 0));
    for (long size = 1; size < 20; size++) {
      for (int window = 1; window < 9; window++) {
        List<Long> items = at(Pipeline.range(size).windowShuffle(window, 7), 1);
        for (int i = 0; i < items.size(); i++) {
          assertEquals(i / window, items.get(i) / window, "the window of " + items.get(i));
        }
        assertEquals(size, new HashSet<>(items).size());
      }
    }
  }

  @Test
  void handsTheSameRandomNumbersToTheSamePosition() {
    IndexedPipeline<Long> random =
        Pipeline.range(3).randomMap((_, generator) -> generator.nextLong(1000), 7);
    check(random, List.of(268L, 691L, 15L), List.of(593L, 925L, 566L));
    assertThrows(IllegalArgumentException.class, () -> Pipeline.range(3).randomMap((x, _) -> x, -3));
    assertThrows(IllegalArgumentException.class, () -> Pipeline.range(3).randomMap((x, _) -> x));
  }

  @Test
  void tellsAFunctionThePositionAsItIsAskedFor() {
    IndexedPipeline<List<Long>> pairs = Pipeline.range(2).mapWithIndex((index, x) -> List.of(index, x));
    check(
        pairs,
        List.of(List.of(0L, 0L), List.of(1L, 1L)),
        List.of(List.of(2L, 0L), List.of(3L, 1L)));
    assertEquals(List.of(-1L, 1L), pairs.at(-1).orElseThrow());
  }

  @Test
  void leavesPositionsEmptyWhereItemsAreFilteredInPlace() {
    IndexedPipeline<Long> even = Pipeline.range(7).filterInPlace(x -> x % 2 == 0);
    check(even, List.of(0L, 2L, 4L, 6L));
    assertEquals(Optional.empty(), even.at(1));
    assertEquals(7, even.positions());
    assertEquals(Stage.UNKNOWN, even.size());
    check(Pipeline.range(5).mapOptional(x -> x < 2 ? Optional.of("" + x) : Optional.empty()), List.of("0", "1"));
    String message = refusal(IllegalStateException.class, () -> even.shuffle(1).batch(2, list -> list));
    assertTrue(message.contains("filterInPlace") && message.contains("batch(2)"), message);
  }

  @Test
  void makesBatchesOfWhatWasFilteredOnTheItemPlane() {
    Pipeline<List<Long>> batches =
        Pipeline.range(9).filterInPlace(x -> x % 2 == 0).items().batch(2, List::copyOf);
    PipelineContract.check(batches, List.of(List.of(0L, 2L), List.of(4L, 6L), List.of(8L)));
  }

  @Test
  void flattensListsThatHaveRoomForEquallyMany() {
    IndexedPipeline<Long> copies =
        Pipeline.range(4).flatMap(x -> Collections.nCopies(x.intValue(), x), 3);
    check(copies, List.of(1L, 2L, 2L, 3L, 3L, 3L));
    assertEquals(12, copies.positions());
    assertEquals(Optional.empty(), copies.at(5));
    assertEquals(3L, copies.at(-1).orElseThrow());
    String message =
        refusal(
            PipelineException.class,
            () -> Pipeline.range(4).flatMap(x -> Collections.nCopies(x.intValue(), x), 2).at(6));
    assertTrue(message.contains("at most 2") && message.contains("found 3"), message);
  }

  @Test
  void selectsByPositionsByAMaskAndByAFunction() {
    IndexedPipeline<Long> ten = Pipeline.range(10);
    check(ten.select(2, 5, 5, 9), List.of(2L, 5L, 5L, 9L));
    check(ten.select(3, i -> 9 - i), List.of(9L, 8L, 7L));
    BitSet mask = new BitSet();
    mask.set(1);
    mask.set(4, 7);
    check(ten.select(mask), List.of(1L, 4L, 5L, 6L));
    check(ten.select(new BitSet()), List.of());
    check(
        Pipeline.range(4).shuffle(3).select(0, 3), List.of(2L, 1L), List.of(1L, 3L));
    assertThrows(IllegalArgumentException.class, () -> ten.select(3, 10));
    mask.set(10);
    assertThrows(IllegalArgumentException.class, () -> ten.select(mask));
    assertThrows(PipelineException.class, () -> ten.select(1, _ -> 10).at(0));
  }

  @Test
  void findsTheSetBitsOfAnyMask() {
    long seed = 4711;
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      BitSet mask = new BitSet();
      random.longs(random.nextInt(300), 0, 1000).forEach(bit -> mask.set((int) bit));
      assertEquals(
          mask.stream().mapToObj(bit -> (long) bit).toList(),
          at(Pipeline.range(1000).select(mask), 0),
          "seed " + seed);
    }
  }

  @Test
  void tellsSelectionsApartInItsWords() {
    IndexedPipeline<Long> ten = Pipeline.range(10);
    assertNotEquals(ten.select(1, 2).toString(), ten.select(1, 3).toString());
  }

  @Test
  void splitsIntoPartsThatHaveNothingInCommonAndTogetherEverything() {
    for (long size = 0; size < 30; size++) {
      Split<Long> split = Pipeline.range(size).split(8, 10, 42);
      assertEquals(size * 8 / 10, split.first().size());
      HashSet<Long> all = new HashSet<>(at(split.first(), 0));
      assertEquals(split.first().size(), all.size());
      all.addAll(at(split.second(), 0));
      assertEquals(size, all.size());
    }
    Split<Long> split = Pipeline.range(10).split(1, 3, 7);
    check(split.first(), at(split.first(), 5));
    check(split.second(), at(split.second(), 5));
    assertEquals(0, Pipeline.range(10).split(0, 1, 7).first().size());
    assertThrows(IllegalArgumentException.class, () -> Pipeline.range(10).split(3, 2, 7));
    assertThrows(IllegalArgumentException.class, () -> Pipeline.range(10).repeat().split(1, 2, 7));
  }

  @Test
  void splitsTheMostThatThereCanBeExactly() {
    IndexedPipeline<Long> most = Pipeline.range(Long.MAX_VALUE - 1);
    assertEquals((Long.MAX_VALUE - 1) / 10 * 9 + 5, most.split(9, 10, 1).first().size());
  }

  @Test
  void refusesAReaderThatThereIsNot() {
    IndexedPipeline<Long> four = Pipeline.range(4);
    assertThrows(IllegalArgumentException.class, () -> four.shardBlock(2, 2));
    assertThrows(IllegalArgumentException.class, () -> four.shardEvenly(-1, 2));
    assertThrows(IllegalArgumentException.class, () -> four.shard(0, 0));
    assertThrows(IllegalArgumentException.class, () -> four.elasticBatch(2, 2, 4, list -> list));
  }

  @Test
  void whatIsSaidOfTheRunDoesNotLeaveTheIndexPlane() {
    IndexedPipeline<Long> four =
        Pipeline.range(4)
            .threads(2)
            .timeout(Duration.ofMinutes(1))
            .prefetch(3)
            .onError(OnError.skip())
            .onError("map", OnError.fail())
            .withStats()
            .withProgress(Duration.ofMinutes(1), _ -> {});
    check(four.shardEvenly(1, 3), List.of(1L, 0L));
  }
}
