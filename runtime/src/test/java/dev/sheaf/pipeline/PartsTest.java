package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.order.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class PartsTest {
  private static IndexedPipeline<Long> range(long from, long to) {
    return Pipeline.range(from, to, 1);
  }

  private static <T> List<T> at(IndexedPipeline<T> pipeline, long from, long to) {
    return LongStream.range(from, to).mapToObj(pipeline::at).flatMap(Optional::stream).toList();
  }

  private static <T> void check(IndexedPipeline<T> pipeline, List<T> first, List<T> second) {
    assertEquals(first, at(pipeline, 0, pipeline.positions()));
    assertEquals(second, at(pipeline, pipeline.positions(), 2 * pipeline.positions()));
    PipelineContract.check(pipeline, List.of(first, second), 1);
  }

  private static <T> void check(IndexedPipeline<T> pipeline, List<T> epoch) {
    check(pipeline, epoch, epoch);
  }

  @Test
  void putsOnePartBehindAnother() {
    check(
        Parts.of(range(0, 3), range(5, 5), range(10, 12), range(7, 7)).concatenate(), List.of(0L, 1L, 2L, 10L, 11L));
    assertEquals(11L, Parts.of(range(0, 3), range(10, 12)).concatenate().at(-6).orElseThrow());
  }

  @Test
  void shufflesEachPartAnewInEachEpochOfTheWhole() {
    IndexedPipeline<Long> four = range(0, 4).shuffle(3);
    check(
        Parts.of(four, range(9, 10)).concatenate(),
        List.of(2L, 3L, 0L, 1L, 9L),
        List.of(1L, 0L, 2L, 3L, 9L));
  }

  @Test
  void refusesPartsThatHaveNoEndOrAreTooMany() {
    String message =
        IndexPlaneTest.refusal(
            IllegalArgumentException.class, () -> Parts.of(range(0, 3).repeat(), range(0, 3)).concatenate());
    assertTrue(message.contains("endless"), message);
    IndexedPipeline<Long> half = range(0, 1L << 62);
    assertThrows(IllegalArgumentException.class, () -> Parts.of(half, half, half).concatenate());
    assertThrows(IllegalArgumentException.class, () -> Parts.of(List.<IndexedPipeline<Long>>of()).concatenate());
  }

  @Test
  void mixesInExactProportions() {
    IndexedPipeline<Long> even = Pipeline.range(0, 10, 2);
    IndexedPipeline<Long> odd = Pipeline.range(1, 10, 2);
    check(
        Parts.of(even, odd).mix(0.75, 0.25),
        List.of(0L, 2L, 4L, 1L, 6L, 8L),
        List.of(0L, 3L, 2L, 4L, 6L, 5L));
    assertEquals(List.of(2L, 7L, 4L, 6L, 8L, 9L), at(Parts.of(even, odd).mix(0.75, 0.25), -6, 0));
    check(
        Parts.of(range(0, 3), range(10, 15)).mix(),
        List.of(0L, 10L, 1L, 11L, 2L, 12L),
        List.of(0L, 13L, 1L, 14L, 2L, 10L));
  }

  @Test
  void keepsEveryShareToWithinOneItemAtAnyPlace() {
    long seed = 99;
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      double[] weights = random.doubles(2 + random.nextInt(4), 0.1, 5).toArray();
      List<IndexedPipeline<Long>> parts = new ArrayList<>();
      for (int i = 0; i < weights.length; i++) {
        int part = i;
        parts.add(Pipeline.range(1).repeat().map(_ -> (long) part));
      }
      IndexedPipeline<Long> mixture = Parts.of(parts).mix(weights);
      long[] counts = new long[weights.length];
      double smallest = LongStream.range(0, weights.length).mapToDouble(i -> weights[(int) i]).min().orElseThrow();
      long[] whole = new long[weights.length];
      long total = 0;
      for (int i = 0; i < weights.length; i++) {
        whole[i] = (long) (weights[i] * (100.0 / smallest));
        total += whole[i];
      }
      for (int k = 1; k <= 500; k++) {
        counts[mixture.at(k - 1).orElseThrow().intValue()]++;
        for (int i = 0; i < counts.length; i++) {
          double share = (double) k * whole[i] / total;
          assertTrue(Math.abs(counts[i] - share) <= counts.length - 1.0, "seed %d, share of %d".formatted(seed, i));
        }
      }
    }
  }

  @Test
  void mixesFarOutWhereProductsNeedMoreThan64Bits() {
    IndexedPipeline<Long> wide = Parts.of(range(0, 1L << 61), range(0, 1L << 61).map(x -> -x)).mix(1, 3);
    long place = (1L << 60) + 12;
    List<Long> items = at(wide, place, place + 4);
    assertEquals(place / 4, items.stream().filter(x -> x > 0).findFirst().orElseThrow());
    assertEquals(3, items.stream().filter(x -> x < 0).count());
  }

  @Test
  void mixesEndlessPartsWithoutEnd() {
    IndexedPipeline<Long> zeros = Pipeline.of(List.of(0L)).repeat();
    IndexedPipeline<Long> ones = Pipeline.of(List.of(1L)).repeat();
    IndexedPipeline<Long> mixture = Parts.of(Parts.of(zeros, ones).mix(4, 1), ones).mix();
    assertEquals(Samples.UNBOUNDED, mixture.size());
    assertEquals(600, at(mixture, 0, 1000).stream().mapToLong(x -> x).sum());
  }

  @Test
  void refusesWeightsThatAreNotOneAboveZeroForEachPart() {
    Parts<Long> two = Parts.of(range(0, 3), range(0, 3));
    for (double[] weights : new double[][] {{1}, {1, 2, 3}, {1, 0}, {1, -3}, {1, Double.NaN}, {1e-18, 1}, {}}) {
      assertThrows(IllegalArgumentException.class, () -> two.mix(weights));
    }
    assertThrows(IllegalArgumentException.class, () -> Parts.of(range(0, 3), range(0, 0)).mix());
  }

  @Test
  void takesOneOfEachInTurnAndPassesOverThoseThatHaveEnded() {
    check(
        Parts.of(range(0, 3), range(10, 11), range(20, 20), range(30, 35)).roundRobin(),
        List.of(0L, 10L, 30L, 1L, 31L, 2L, 32L, 33L, 34L));
  }

  @Test
  void takesABlockOfEachInTurn() {
    check(
        Parts.of(range(0, 5), range(10, 12), range(20, 23)).interleave(2),
        List.of(0L, 1L, 10L, 11L, 20L, 21L, 2L, 3L, 22L, 4L));
  }

  @Test
  void interleavesAnyPartsAsIfTheyWereReadInTurn() {
    long seed = 5;
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      int block = 1 + random.nextInt(4);
      List<IndexedPipeline<Long>> parts = new ArrayList<>();
      List<List<Long>> left = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(5); i++) {
        IndexedPipeline<Long> part = range(100L * i, 100L * i + random.nextInt(9));
        parts.add(part);
        left.add(new ArrayList<>(at(part, 0, part.positions())));
      }
      List<Long> expected = new ArrayList<>();
      while (left.stream().anyMatch(part -> !part.isEmpty())) {
        for (List<Long> part : left) {
          List<Long> turn = part.subList(0, Math.min(block, part.size()));
          expected.addAll(turn);
          turn.clear();
        }
      }
      IndexedPipeline<Long> whole = Parts.of(parts).interleave(block);
      assertEquals(expected, at(whole, 0, whole.positions()), "seed " + seed);
      assertEquals(expected, at(whole, -2 * whole.positions(), -whole.positions()), "seed " + seed);
    }
  }

  @Test
  void interleavesWithAnEndlessPart() {
    IndexedPipeline<Long> whole = Parts.of(range(0, 2), range(10, 11).repeat()).roundRobin();
    assertEquals(Samples.UNBOUNDED, whole.size());
    assertEquals(List.of(0L, 10L, 1L, 10L, 10L, 10L), at(whole, 0, 6));
  }

  @Test
  void zipsWhatStandsAtTheSamePosition() {
    check(
        range(0, 3).zip(Pipeline.of(List.of("a", "b", "c")), (number, text) -> number + text),
        List.of("0a", "1b", "2c"));
    check(Parts.of(range(0, 2), range(5, 7)).zip(), List.of(List.of(0L, 5L), List.of(1L, 6L)));
    check(
        Parts.of(range(0, 4).filterInPlace(x -> x != 2), range(5, 9)).zip(),
        List.of(List.of(0L, 5L), List.of(1L, 6L), List.of(3L, 8L)));
    String message =
        IndexPlaneTest.refusal(
            IllegalArgumentException.class, () -> Parts.of(range(0, 3), range(0, 4)).zip());
    assertTrue(message.contains("3") && message.contains("4"), message);
  }

  @Test
  void picksAsFunctionsSay() {
    IndexedPipeline<Long> picked =
        Parts.of(range(0, 3), range(10, 13))
            .pick(4, i -> (int) Math.floorMod(i, 2L), i -> Math.floorDiv(i, 2L));
    assertEquals(List.of(2L, 12L, 0L, 10L, 1L, 11L, 2L, 12L, 0L, 10L), at(picked, -2, 8));
    assertThrows(
        PipelineException.class, () -> Parts.of(range(0, 3)).pick(1, _ -> -1, i -> i).at(0));
  }

  @Test
  void saysInItsWordsWhatDecidesTheOrder() {
    assertEquals(
        "(shuffle(1) | rows).mix(100, 200).batch(2)",
        Parts.of(range(0, 3).shuffle(1), range(0, 3)).mix(1, 2).batch(2, list -> list).toString());
    assertEquals(
        "(rows | of(1)).concatenate()", Parts.of(range(0, 3), Pipeline.of(List.of(1L))).concatenate().toString());
  }
}
