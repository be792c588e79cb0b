package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.order.Exhausted;
import dev.sheaf.order.Finitude;
import dev.sheaf.stage.DrawnBy;
import dev.sheaf.stage.EmptyChildException;
import dev.sheaf.stage.OnError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Round robin and samples.
class MixingTest {
  private static Pipeline<Long> longs(long... numbers) {
    List<Long> list = Arrays.stream(numbers).boxed().toList();
    return Pipeline.from(list.toString(), list);
  }

  private static final List<Pipeline<Long>> THREE = List.of(longs(1, 2, 3, 4), longs(5, 6), longs(7, 8, 9, 0, 1, 2));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "REPEAT    | [1, 5, 7, 2, 6, 8, 3, 5, 9, 4, 6, 0, 1, 5, 1, 2, 6, 2]",
        "LEAVE_OUT | [1, 5, 7, 2, 6, 8, 3, 9, 4, 0, 1, 2]",
        "STOP      | [1, 5, 7, 2, 6, 8]",
      })
  void takesOneOfEachInTurn(Exhausted exhausted, String expected) {
    Pipeline<Long> pipeline = Pipeline.roundRobin(THREE, exhausted);
    List<Long> items = PipelineTest.epoch(pipeline);
    assertEquals(expected, items.toString());
    assertEquals(Finitude.FINITE, pipeline.finitude());
    PipelineContract.check(pipeline, items);
  }

  @ParameterizedTest
  @EnumSource
  void aPipelineWithoutItemsHasNoTurn(Exhausted exhausted) {
    boolean stops = exhausted == Exhausted.STOP;
    for (List<Pipeline<Long>> pipelines :
        List.of(List.of(longs(1, 2, 3), longs()), List.of(longs(), longs(1, 2, 3)))) {
      PipelineContract.check(
          Pipeline.roundRobin(pipelines, exhausted), stops ? List.of() : List.of(1L, 2L, 3L));
    }
    PipelineContract.check(Pipeline.roundRobin(List.of(longs(), longs()), exhausted), List.of());
    PipelineContract.check(Pipeline.roundRobin(List.<Pipeline<Long>>of(), exhausted), List.of());
  }

  @ParameterizedTest
  @EnumSource
  void whatHasNoEndOfItsOwnEndsWithTheOthers(Exhausted exhausted) {
    Pipeline<Long> pipeline = Pipeline.roundRobin(List.of(longs(1, 2, 3), Pipeline.constant(0L)), exhausted);
    assertEquals(Finitude.FINITE, pipeline.finitude());
    PipelineContract.check(pipeline, List.of(1L, 0L, 2L, 0L, 3L, 0L));
    Pipeline<Long> alone = Pipeline.roundRobin(List.of(Pipeline.count(0, 1), Pipeline.constant(9L)), exhausted);
    assertEquals(Finitude.PSEUDO_INFINITE, alone.finitude());
    PipelineContract.check(alone.take(5), List.of(0L, 9L, 1L, 9L, 2L));
  }

  @Test
  void anEndlessOneKeepsTheMixtureFromEndingUnlessItStopsAtTheShortest() {
    List<Pipeline<Long>> pipelines = List.of(longs(1, 2), longs(7, 8, 9).repeat());
    for (Exhausted exhausted : Exhausted.values()) {
      Finitude expected = exhausted == Exhausted.STOP ? Finitude.FINITE : Finitude.INFINITE;
      assertEquals(expected, Pipeline.roundRobin(pipelines, exhausted).finitude());
      assertEquals(expected, Pipeline.sample(pipelines, new double[] {1, 1}, 1, exhausted).finitude());
    }
    PipelineContract.check(
        Pipeline.roundRobin(pipelines, Exhausted.REPEAT).take(7), List.of(1L, 7L, 2L, 8L, 1L, 9L, 2L));
    PipelineContract.check(
        Pipeline.roundRobin(pipelines, Exhausted.LEAVE_OUT).take(7), List.of(1L, 7L, 2L, 8L, 9L, 7L, 8L));
    PipelineContract.check(Pipeline.roundRobin(pipelines, Exhausted.STOP), List.of(1L, 7L, 2L, 8L));
  }

  @Test
  void aFaultTakesTheTurnOfItsPipelineAndWhatIsBeforeItComesFirst() {
    Pipeline<Long> failing =
        longs(1, 2, 3)
            .map(
                number -> {
                  if (number == 3) {
                    throw new IllegalStateException("three");
                  }
                  return number;
                });
    try (DataLoader<Long> loader =
        Pipeline.roundRobin(List.of(failing, longs(7, 8)), Exhausted.REPEAT).open()) {
      assertEquals(List.of(1L, 7L, 2L, 8L), PipelineTest.take(loader, 4));
      assertThrows(PipelineException.class, () -> loader.iterator().hasNext());
    }
  }

  @Test
  void whatFailsWhereTheMixtureMightEndEndsTheRunBeforeAnythingElseIsGiven() {
    Pipeline<Long> failing = longs(5).map(Faulty.onMultiplesOf(5)).skip(1);
    try (DataLoader<Long> loader = Pipeline.roundRobin(List.of(longs(1, 2), failing), Exhausted.STOP).open()) {
      assertThrows(PipelineException.class, () -> loader.iterator().hasNext());
    }
    try (DataLoader<Long> loader =
        Pipeline.roundRobin(List.of(longs(1, 2), failing), Exhausted.STOP).onError(OnError.skip()).open()) {
      assertEquals(List.of(), PipelineTest.rest(loader));
    }
  }

  @Test
  void aShuffledOneThatBeginsAgainHasAnotherOrder() {
    Pipeline<Long> shuffled = Pipeline.over(Numbers.to(20)).shuffle(5);
    Pipeline<Long> mixture = Pipeline.roundRobin(List.of(shuffled, longs(new long[60])), Exhausted.REPEAT);
    List<Long> items = PipelineTest.epoch(mixture);
    List<Long> drawn = new ArrayList<>();
    for (int i = 0; i < items.size(); i += 2) {
      drawn.add(items.get(i));
    }
    assertEquals(60, drawn.size());
    assertEquals(3, Set.of(drawn.subList(0, 20), drawn.subList(20, 40), drawn.subList(40, 60)).size());
    assertEquals(PipelineTest.epoch(shuffled), drawn.subList(0, 20));
  }

  @ParameterizedTest
  @EnumSource
  void aSampleResumesAnywhere(Exhausted exhausted) {
    for (DrawnBy drawnBy : DrawnBy.values()) {
      Pipeline<Long> sample = Pipeline.sample(THREE, new double[] {1, 2, 0.5}, 11, exhausted, drawnBy);
      List<List<Long>> epochs = new ArrayList<>();
      try (DataLoader<Long> loader = sample.open()) {
        epochs.add(PipelineTest.rest(loader));
        epochs.add(PipelineTest.rest(loader));
      }
      PipelineContract.check(sample, epochs, 3);
    }
  }

  @Test
  void aSampleHasTheItemsOfEachPipelineInTheirOrder() {
    long seed = Long.getLong("sheaf.seed", System.nanoTime() >>> 1);
    System.out.println("MixingTest: -Dsheaf.seed=" + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      long size = 1L + random.nextInt(30);
      Pipeline<Long> sample =
          Pipeline.sample(
              List.of(Pipeline.count(0, 1).take(size), Pipeline.count(1000, 1).take(10)),
              new double[] {random.nextDouble() + 0.01, 1},
              random.nextLong() >>> 1,
              Exhausted.LEAVE_OUT);
      List<Long> items = PipelineTest.epoch(sample);
      assertEquals(
          PipelineTest.epoch(Pipeline.count(0, 1).take(size)), items.stream().filter(item -> item < 1000).toList());
      assertEquals(size + 10, items.size());
    }
  }

  @Test
  void aSampleDrawsByWeight() {
    List<Pipeline<Long>> constants = List.of(Pipeline.constant(0L), Pipeline.constant(1L), Pipeline.constant(2L));
    double[] weights = {2, 1, 7};
    for (DrawnBy drawnBy : DrawnBy.values()) {
      List<Long> drawn =
          PipelineTest.epoch(Pipeline.sample(constants, weights, 4, Exhausted.REPEAT, drawnBy).take(10_000));
      for (int i = 0; i < 3; i++) {
        long index = i;
        double share = drawn.stream().filter(item -> item == index).count() / 1000.0;
        assertEquals(weights[i], share, 0.2, () -> drawnBy + ", " + index);
      }
    }
  }

  @Test
  void aSampleOfFairseq2sNumbersIsFairseq2s() {
    assertEquals(
        "[1, 4, 2, 5, 3, 7, 1, 6, 8, 2, 9]",
        PipelineTest.epoch(
                Pipeline.sample(
                    List.of(longs(1, 2, 3), longs(4, 5, 6), longs(7, 8, 9)),
                    new double[] {1, 1, 1},
                    1234,
                    Exhausted.REPEAT,
                    DrawnBy.MERSENNE_TWISTER))
            .toString());
  }

  @Test
  void toBeRepeatedAPipelineMustHaveItems() {
    List<Pipeline<Long>> pipelines = List.of(longs(1, 2), longs(), longs(3));
    double[] weights = {1, 1, 1};
    try (DataLoader<Long> loader = Pipeline.sample(pipelines, weights, 1, Exhausted.REPEAT).open()) {
      for (int again = 0; again < 2; again++) {
        var failure = assertThrows(PipelineException.class, () -> loader.iterator().hasNext());
        assertEquals(1, assertInstanceOf(EmptyChildException.class, failure.getCause()).index());
      }
    }
    assertEquals(3, PipelineTest.epoch(Pipeline.sample(pipelines, weights, 1, Exhausted.LEAVE_OUT)).size());
    assertEquals(List.of(), PipelineTest.epoch(Pipeline.sample(pipelines, weights, 1, Exhausted.STOP)));
  }

  @Test
  void refusesWeightsThatCannotBeDrawnBy() {
    for (double[] weights :
        new double[][] {{1}, {1, 2, 3}, {1, 0}, {1, -1}, {1, Double.NaN}, {1, Double.POSITIVE_INFINITY}}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> Pipeline.sample(List.of(longs(1), longs(2)), weights, 1, Exhausted.REPEAT),
          () -> Arrays.toString(weights));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> Pipeline.sample(List.of(longs(1)), new double[] {1}, -1, Exhausted.REPEAT));
  }
}
