package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.order.Exhausted;
import dev.sheaf.order.Fault;
import dev.sheaf.stage.Cursor;
import dev.sheaf.stage.LimitExceededException;
import dev.sheaf.stage.OnError;
import dev.sheaf.stage.Run;
import dev.sheaf.stage.StageOptions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ErrorPolicyTest {
  /// What is mapped, and how: on the index plane, on the item plane, and there with other threads before and behind.
  static Stream<Function<Function<Long, Long>, Pipeline<Long>>> planes() {
    return Stream.of(
        faulty -> Pipeline.over(Numbers.to(300)).map(faulty),
        faulty -> Pipeline.over(Numbers.to(300)).items().map(faulty),
        faulty -> Pipeline.over(Numbers.to(300)).items().prefetch(7).map(faulty).prefetch(5));
  }

  @ParameterizedTest
  @MethodSource("planes")
  void oneFailureMoreThanMayBeEndsTheRunAtTheSamePlaceForAnyNumberOfThreads(
      Function<Function<Long, Long>, Pipeline<Long>> plane) {
    for (int threads = 1; threads <= 4; threads++) {
      try (DataLoader<Long> loader =
          plane.apply(Faulty.onMultiplesOf(40)).onError(OnError.skipUpTo(3)).threads(threads).open()) {
        List<Long> items = new ArrayList<>();
        PipelineException end = assertThrows(PipelineException.class, () -> loader.forEach(items::add));
        assertEquals(LongStream.range(0, 120).filter(n -> n % 40 != 0).boxed().toList(), items);
        assertEquals(117, end.item());
        assertEquals("map", end.stage());
        assertEquals(Optional.of(120L), end.about());
        assertFalse(end.isRecoverable());
        LimitExceededException cause = assertInstanceOf(LimitExceededException.class, end.getCause());
        assertEquals(4, cause.failures());
        assertEquals(
            "expected up to 3 failures, found 4; the last: java.lang.IllegalArgumentException: 120 is bad",
            cause.getMessage());
        assertThrows(PipelineException.class, loader.iterator()::next);
        assertEquals(3, loader.ledger().line("map").skipped());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("planes")
  void asManyFailuresAsMayBeAreLeftOutAndCounted(Function<Function<Long, Long>, Pipeline<Long>> plane) {
    try (DataLoader<Long> loader =
        plane.apply(Faulty.onMultiplesOf(40)).onError(OnError.skipUpTo(8)).open()) {
      assertEquals(292, PipelineTest.rest(loader).size());
      assertEquals(
          """
          300 expected, 292 delivered
            map: 8 skipped""",
          loader.ledger().toString());
      assertTrue(loader.ledger().balances());
    }
  }

  @Test
  void theRowOfAFailureIsKnownOnTheItemPlaneToo() {
    try (DataLoader<Long> loader =
        Pipeline.over(Numbers.to(9)).skip(2).items().map(Faulty.on(n -> n == 6)).open()) {
      PipelineException end = assertThrows(PipelineException.class, () -> PipelineTest.rest(loader));
      assertEquals(6, end.row());
      assertEquals(4, end.item());
    }
  }

  @Test
  void limitsGoOnWhereACheckpointWasTaken() {
    Pipeline<Long> pipeline =
        Pipeline.over(Numbers.to(100)).items().map(Faulty.onMultiplesOf(10)).onError(OnError.skipUpTo(4));
    Checkpoint checkpoint;
    try (DataLoader<Long> loader = pipeline.open()) {
      assertEquals(29L, PipelineTest.take(loader, 27).getLast());
      checkpoint = Checkpoint.fromJson(loader.checkpoint().toJson());
    }
    try (DataLoader<Long> loader = pipeline.resume(checkpoint)) {
      List<Long> items = new ArrayList<>();
      PipelineException end = assertThrows(PipelineException.class, () -> loader.forEach(items::add));
      assertEquals(39, items.getLast());
      assertEquals(36, end.item());
      assertEquals(4, loader.ledger().skipped());
    }
  }

  @Test
  void aStagesOwnLimitStandsInForThePipelinesAndIsCountedForItself() {
    Pipeline<Long> pipeline =
        Pipeline.over(Numbers.to(100))
            .items()
            .map(Faulty.onMultiplesOf(5), StageOptions.named("often").onError(OnError.skipUpTo(20)))
            .map(Faulty.on(n -> n % 33 == 1), StageOptions.named("seldom"))
            .onError(OnError.skipUpTo(3));
    try (DataLoader<Long> loader = pipeline.open()) {
      PipelineTest.rest(loader);
      assertEquals(20, loader.ledger().line("often").skipped());
      assertEquals(3, loader.ledger().line("seldom").skipped());
    }
    try (DataLoader<Long> loader = pipeline.onError(OnError.skipUpTo(2)).open()) {
      PipelineException end = assertThrows(PipelineException.class, () -> PipelineTest.rest(loader));
      assertEquals("seldom", end.stage());
    }
  }

  @Test
  void stagesWithoutALimitOfTheirOwnShareThePipelines() {
    Pipeline<Long> pipeline =
        Pipeline.over(Numbers.to(100))
            .map(Faulty.on(n -> n == 10 || n == 50), StageOptions.named("first"))
            .items()
            .prefetch(20)
            .filter(n -> 7 / (n - 30) == 0 || n < 40, StageOptions.named("second"))
            .onError(OnError.skipUpTo(2));
    try (DataLoader<Long> loader = pipeline.open()) {
      List<Long> items = new ArrayList<>();
      PipelineException end = assertThrows(PipelineException.class, () -> loader.forEach(items::add));
      assertEquals("first", end.stage());
      assertEquals(50, end.row());
      assertEquals(49, items.getLast());
    }
  }

  @Test
  void aShareOfCallsIsLookedAtFromTheHundredthOn() {
    Function<Long, Long> threeOfTheFirst = Faulty.on(n -> n < 3);
    IndexedPipeline<Long> numbers = Pipeline.over(Numbers.to(400));
    try (DataLoader<Long> loader =
        numbers.items().map(threeOfTheFirst).onError(OnError.skipUpToShare(2, 100)).open()) {
      List<Long> items = new ArrayList<>();
      PipelineException end = assertThrows(PipelineException.class, () -> loader.forEach(items::add));
      assertEquals(99, items.getLast());
      LimitExceededException cause = assertInstanceOf(LimitExceededException.class, end.getCause());
      assertEquals("expected up to 2 of 100 calls to fail, found 3 of 100", cause.getMessage());
      assertNull(cause.getCause());
    }
    try (DataLoader<Long> loader =
        numbers.items().map(threeOfTheFirst).onError(OnError.skipUpToShare(3, 100)).open()) {
      assertEquals(397, PipelineTest.rest(loader).size());
    }
    try (DataLoader<Long> loader = numbers.items().map(Faulty.on(_ -> true)).onError(OnError.skipUpToShare(1, 1)).open()) {
      assertEquals(List.of(), PipelineTest.rest(loader));
      assertEquals(400, loader.ledger().skipped());
    }
  }

  @Test
  void aBatchOfTheIndexPlaneGoesOnWithoutTheRowsThatAreLeftOut() {
    Pipeline<List<Long>> pipeline =
        Pipeline.over(Numbers.to(10))
            .map(Faulty.on(n -> n == 1 || n == 6 || n == 7 || n == 8))
            .<List<Long>>batch(3, List::copyOf)
            .onError(OnError.skip());
    try (DataLoader<List<Long>> loader = pipeline.open()) {
      assertEquals(List.of(List.of(0L, 2L), List.of(3L, 4L, 5L), List.of(9L)), PipelineTest.rest(loader));
      assertEquals(
          """
          10 expected, 3 delivered
            batch: 6 made into 3
            map: 4 skipped""",
          loader.epochLedger().toString());
      assertTrue(loader.ledger().balances());
    }
  }

  @Test
  void errorsEndTheRunWhateverIsSaid() {
    Error error = new AssertionError("broken");
    Function<Long, Long> broken =
        n -> {
          if (n == 5) {
            throw error;
          }
          return n;
        };
    for (Pipeline<Long> pipeline :
        List.of(Pipeline.over(Numbers.to(9)).map(broken), Pipeline.over(Numbers.to(9)).items().map(broken))) {
      try (DataLoader<Long> loader = pipeline.onError(OnError.skip()).open()) {
        List<Long> items = new ArrayList<>();
        PipelineException end = assertThrows(PipelineException.class, () -> loader.forEach(items::add));
        assertSame(error, end.getCause());
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L), items);
      }
    }
  }

  @Test
  void theConsumerGoesOnBehindARecoverableFailureAlsoAfterACheckpoint() {
    Pipeline<Long> pipeline = AlteredStage.behind(Pipeline.over(Numbers.to(6)).items(), ErrorPolicyTest::refuseTwo);
    Checkpoint checkpoint;
    try (DataLoader<Long> loader = pipeline.open()) {
      Iterator<Long> iterator = loader.iterator();
      assertEquals(0, iterator.next());
      assertEquals(1, iterator.next());
      PipelineException failure = assertThrows(PipelineException.class, iterator::next);
      assertTrue(failure.isRecoverable());
      assertEquals(2, failure.item());
      checkpoint = Checkpoint.fromJson(loader.checkpoint().toJson());
      assertEquals(3, iterator.next());
      assertEquals(List.of(4L, 5L), PipelineTest.rest(loader));
      assertEquals(1, loader.ledger().failed());
      assertTrue(loader.ledger().balances());
    }
    try (DataLoader<Long> loader = pipeline.resume(checkpoint)) {
      assertEquals(List.of(3L, 4L, 5L), PipelineTest.rest(loader));
      assertEquals(1, loader.ledger().failed());
    }
    try (DataLoader<Long> loader = pipeline.onError(OnError.skip()).open()) {
      assertEquals(List.of(0L, 1L, 3L, 4L, 5L), PipelineTest.rest(loader));
    }
  }

  /// Refuses the number 2, in such a way that one can go on.
  private static boolean refuseTwo(Run run, Cursor<Long> before) {
    while (before.advance()) {
      if (before.item() != 2) {
        return true;
      }
      run.leaveOut(new Fault("picky", -1, new IllegalStateException("two")).recoverable());
    }
    return false;
  }

  @Test
  void refusesLimitsThatMakeNoSense() {
    assertEquals(
        "expected a limit of 0 or more, found -1",
        assertThrows(IllegalArgumentException.class, () -> OnError.skipUpTo(-1)).getMessage());
    assertEquals(
        "expected a share above 0 and up to 1, found 3 of 2",
        assertThrows(IllegalArgumentException.class, () -> OnError.skipUpToShare(3, 2)).getMessage());
    StageOptions first = StageOptions.named("decode").onError(OnError.skip());
    Pipeline<Long> pipeline = Pipeline.over(Numbers.to(3)).map(n -> n, first);
    assertThrows(
        IllegalArgumentException.class,
        () -> pipeline.map(n -> n, StageOptions.named("decode").onError(OnError.fail())));
  }

  @Test
  void whatIsMadeOfSeveralKeepsTheAnswersOfAll() {
    Pipeline<Long> first = Pipeline.range(3).items();
    Pipeline<Long> second =
        Pipeline.range(3)
            .items()
            .map(Faulty.onMultiplesOf(2), StageOptions.named("second").onError(OnError.skip()));
    List<Pipeline<Long>> both = List.of(first, second);
    List<Pipeline<Long>> all =
        List.of(
            Pipeline.concatenate(both),
            Pipeline.interleave(both, 2),
            Pipeline.mix(both),
            Pipeline.merge(both),
            Pipeline.roundRobin(both, Exhausted.LEAVE_OUT));
    for (Pipeline<Long> pipeline : all) {
      try (DataLoader<Long> loader = pipeline.open()) {
        loader.forEach(_ -> {});
        assertEquals(2, loader.ledger().skipped(), pipeline::toString);
      }
    }
  }

  /// Orders in which functions of the user say where an item is, which fail for 3 of 20 in each epoch.
  static Stream<IndexedPipeline<Long>> sayings() {
    LongUnaryOperator said =
        i -> {
          Faulty.refuse(i % 20 % 7 == 3, i);
          return i;
        };
    IndexedPipeline<Long> twenty = Pipeline.over(Numbers.to(20));
    return Stream.of(
        twenty.select(20, said),
        Parts.of(List.of(twenty)).pick(20, _ -> 0, said),
        Parts.of(List.of(twenty)).pick(20, i -> (int) said.applyAsLong(i) * 0, i -> i),
        twenty.<Long>batch(1, List::getFirst).select(20, said));
  }

  @ParameterizedTest
  @MethodSource("sayings")
  void aPositionThatCannotBeSaidCostsItsItemAlone(IndexedPipeline<Long> said) {
    List<Long> sound = LongStream.range(0, 20).filter(i -> i % 7 != 3).boxed().toList();
    LedgerContract.Seen seen = LedgerContract.check(() -> said.onError(OnError.skip()), said.toString());
    assertEquals(Stream.concat(sound.stream(), sound.stream()).toList(), seen.items());
    assertEquals(6, seen.ledger().line(Fault.READ).skipped());
    assertEquals(
        List.of(List.of(0L, 1L, 2L, 4L), List.of(5L, 6L, 7L, 8L, 9L)),
        PipelineTest.epoch(said.batch(5, list -> list).onError(OnError.skip())).subList(0, 2));
    assertInstanceOf(
        IllegalArgumentException.class, assertThrows(PipelineException.class, () -> said.at(3)).getCause());
  }

  @Test
  void nobodyWaitsForEverForAnItemOfWhatHasNoEndAndFailsAsAWhole() {
    for (Pipeline<Long> endless :
        List.of(
            Pipeline.over(Numbers.to(3)).map(Faulty.onMultiplesOf(1)).repeat(),
            Pipeline.over(Numbers.to(3)).items().map(Faulty.onMultiplesOf(1)).repeat().take(5))) {
      try (DataLoader<Long> loader = endless.onError(OnError.skip()).threads(2).open()) {
        PipelineException end = assertThrows(PipelineException.class, () -> loader.iterator().hasNext());
        assertEquals("map", end.stage());
        assertFalse(end.isRecoverable());
        assertTrue(
            String.valueOf(end.getMessage())
                .contains("expected an item now and then of what has no end, found that 100000 in a row failed"),
            end::getMessage);
      }
    }
  }
}
