package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.order.Finitude;
import dev.sheaf.stage.FinitudeException;
import dev.sheaf.stage.OnError;
import dev.sheaf.stage.StageOptions;
import dev.sheaf.stage.ZipException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CombiningTest {
  private static Pipeline<Long> numbers(long from, long to) {
    return Pipeline.over(Numbers.to(to)).skip(from).items();
  }

  @Test
  void concatenatesOneAfterTheOther() {
    PipelineContract.check(
        Pipeline.concatenate(List.of(numbers(0, 3), numbers(0, 0), numbers(7, 9))), List.of(0L, 1L, 2L, 7L, 8L));
    PipelineContract.check(Pipeline.concatenate(List.of()), List.of());
    assertEquals(5, Pipeline.concatenate(List.of(numbers(0, 3), numbers(7, 9))).size());
  }

  @Test
  void whatComesAfterAnEndlessOneIsNotReached() {
    Pipeline<Long> pipeline = Pipeline.concatenate(List.of(numbers(0, 2), Pipeline.count(5, 1), numbers(0, 9)));
    assertEquals(Finitude.PSEUDO_INFINITE, pipeline.finitude());
    PipelineContract.check(pipeline.take(5), List.of(0L, 1L, 5L, 6L, 7L));
  }

  @Test
  void everyEpochOfAShuffledPartIsAnother() {
    Pipeline<Long> shuffled = Pipeline.over(Numbers.to(9)).shuffle(3);
    List<List<Long>> epochs = new ArrayList<>();
    try (DataLoader<Long> loader = shuffled.open()) {
      epochs.add(PipelineTest.rest(loader));
      epochs.add(PipelineTest.rest(loader));
    }
    PipelineContract.check(Pipeline.concatenate(List.of(shuffled)), epochs, 1);
  }

  @Test
  void zipsWhatStandsAtTheSamePlace() {
    Pipeline<List<Long>> rows = Pipeline.zip(List.of(numbers(0, 3), numbers(10, 13), Pipeline.count(7, 1)));
    PipelineContract.check(rows, List.of(List.of(0L, 10L, 7L), List.of(1L, 11L, 8L), List.of(2L, 12L, 9L)));
    assertEquals(3, rows.size());
    assertEquals(Finitude.FINITE, rows.finitude());
    PipelineContract.check(Pipeline.zip(List.of()), List.of());
  }

  @Test
  void zipsByAFunctionOfTwo() {
    PipelineContract.check(
        Pipeline.zip(numbers(0, 3), Pipeline.from("words", List.of("a", "b", "c")), (number, word) -> word + number),
        List.of("a0", "b1", "c2"));
  }

  @Test
  void zipsUnderNamesInTheirOrder() {
    Pipeline<Map<String, Long>> rows =
        Pipeline.zip(List.of("z", "a"), List.of(numbers(0, 2), numbers(5, 7)), Lengths.EQUAL);
    PipelineContract.check(rows, List.of(Map.of("z", 0L, "a", 5L), Map.of("z", 1L, "a", 6L)));
    assertEquals("[z, a]", PipelineTest.epoch(rows).getFirst().keySet().toString());
    for (List<String> names : List.of(List.of("a"), List.of("a", "a"))) {
      assertThrows(
          IllegalArgumentException.class,
          () -> Pipeline.zip(names, List.of(numbers(0, 2), numbers(5, 7)), Lengths.EQUAL));
    }
  }

  @Test
  void zipsFlat() {
    PipelineContract.check(
        Pipeline.zipFlat(
            List.of(numbers(0, 2), numbers(0, 2).map(number -> List.of(number, List.of(number)))), Lengths.EQUAL),
        List.of(List.of(0L, 0L, List.of(0L)), List.of(1L, 1L, List.of(1L))));
    PipelineContract.check(
        Pipeline.zipFlat(
            List.of(numbers(0, 1).map(a -> Map.of("a", a)), numbers(4, 5).map(b -> Map.of("b", b))), Lengths.EQUAL),
        List.of(Map.of("a", 0L, "b", 4L)));
  }

  @Test
  void endsWithTheShortestIfAsked() {
    PipelineContract.check(
        Pipeline.zip(List.of(numbers(0, 3), numbers(10, 12), numbers(0, 2).repeat()), Lengths.SHORTEST),
        List.of(List.of(0L, 10L, 0L), List.of(1L, 11L, 1L)));
  }

  @Test
  void unequalLengthsAreAFaultThatNamesTheLonger() {
    Pipeline<List<Long>> rows = Pipeline.zip(List.of(numbers(0, 2), numbers(0, 3), Pipeline.count(0, 1), numbers(0, 4)));
    try (DataLoader<List<Long>> loader = rows.open()) {
      PipelineTest.take(loader, 2);
      for (int again = 0; again < 2; again++) {
        var failure = assertThrows(PipelineException.class, () -> loader.iterator().hasNext());
        ZipException zip = assertInstanceOf(ZipException.class, failure.getCause());
        assertEquals(ZipException.Problem.UNEQUAL_LENGTHS, zip.problem());
        assertEquals(List.of(1, 3), zip.indices());
        assertEquals(
            "zip: expected all to end after 2 rows, found more in those at [1, 3];"
                + " end with the shortest if that is meant",
            zip.getMessage());
      }
    }
  }

  @Test
  void refusesWhatHasNoEndInCommon() {
    var mixed =
        assertThrows(
            FinitudeException.class, () -> Pipeline.zip(List.of(numbers(0, 2), numbers(0, 2).repeat())));
    assertEquals(FinitudeException.Rule.ZIP_OF_ONE_KIND, mixed.rule());
    for (Lengths lengths : Lengths.values()) {
      var endless =
          assertThrows(
              FinitudeException.class,
              () -> Pipeline.zip(List.of(Pipeline.count(0, 1), Pipeline.constant(1L)), lengths));
      assertEquals(FinitudeException.Rule.ZIP_NEEDS_AN_END, endless.rule());
    }
  }

  @Test
  void rowsAreInfiniteOnlyIfNoneEnds() {
    assertEquals(
        Finitude.INFINITE, Pipeline.zip(List.of(numbers(0, 2).repeat(), Pipeline.count(0, 1))).finitude());
    assertEquals(
        Finitude.FINITE,
        Pipeline.zip(List.of(Pipeline.zip(List.of(numbers(0, 2), Pipeline.count(0, 1))), numbers(0, 2))).finitude());
  }

  @Test
  void aRowThatMakesNoSenseIsLeftOutAndTheNextOnesStayInLine() {
    Pipeline<Object> mixed = Pipeline.from("mixed", List.of(1L, Map.of("a", 2L), Map.of("k", 3L), 4L));
    Pipeline<Object> others = Pipeline.from("others", List.of(5L, 6L, Map.of("k", 7L), 8L));
    try (DataLoader<Object> loader = Pipeline.zipFlat(List.of(mixed, others), Lengths.EQUAL).open()) {
      Iterator<Object> rows = loader.iterator();
      assertEquals(List.of(1L, 5L), rows.next());
      assertEquals(ZipException.Problem.MIXED_KINDS, problem(rows).problem());
      ZipException twice = problem(rows);
      assertEquals(ZipException.Problem.DUPLICATE_KEY, twice.problem());
      assertEquals(Optional.of("k"), twice.key());
      assertEquals(List.of(4L, 8L), rows.next());
      assertEquals(false, rows.hasNext());
    }
  }

  private static ZipException problem(Iterator<?> rows) {
    return assertInstanceOf(ZipException.class, assertThrows(PipelineException.class, rows::next).getCause());
  }

  @Test
  void everyFaultOfARowIsJudged() {
    Pipeline<Long> first = numbers(1, 5).map(Faulty.onMultiplesOf(3), StageOptions.named("first").onError(OnError.skip()));
    Pipeline<Long> second = numbers(1, 5).map(Faulty.onMultiplesOf(3), StageOptions.named("second"));
    try (DataLoader<List<Long>> loader = Pipeline.zip(List.of(first, second)).open()) {
      Iterator<List<Long>> rows = loader.iterator();
      assertEquals(List.of(1L, 1L), rows.next());
      assertEquals(List.of(2L, 2L), rows.next());
      assertEquals("second", assertThrows(PipelineException.class, rows::next).stage());
    }
    try (DataLoader<List<Long>> loader = Pipeline.zip(List.of(first, second)).onError(OnError.skip()).open()) {
      assertEquals(List.of(List.of(1L, 1L), List.of(2L, 2L), List.of(4L, 4L)), PipelineTest.rest(loader));
      assertEquals(
          """
          8 expected, 3 delivered
            first: 1 skipped
            second: 1 skipped
            zip: 6 made into 3""",
          loader.ledger().toString());
    }
  }

  @Test
  void aFaultOfOneOfThemComesAfterTheRowsBeforeIt() {
    IllegalStateException broken = new IllegalStateException("broken");
    Pipeline<Long> failing =
        numbers(0, 5)
            .map(
                number -> {
                  if (number == 2) {
                    throw broken;
                  }
                  return number;
                });
    try (DataLoader<List<Long>> loader = Pipeline.zip(List.of(numbers(0, 5), failing)).open()) {
      Iterator<List<Long>> rows = loader.iterator();
      assertEquals(List.of(0L, 0L), rows.next());
      assertEquals(List.of(1L, 1L), rows.next());
      assertSame(broken, assertThrows(PipelineException.class, rows::next).getCause());
    }
  }

  @Test
  void aBatchOfWhichNothingIsLeftLeavesItsPlaceInAZipEmpty() {
    Pipeline<Object> batches = Pipeline.over(Numbers.to(8)).map(Faulty.onMultiplesOf(3)).batch(1, List::getFirst);
    Pipeline<Object> letters = Pipeline.from("letters", List.of("a", "b", "c", "d", "e", "f", "g", "h"));
    for (Pipeline<Object> fed : List.of(batches, batches.prefetch(1))) {
      List<List<Object>> rows = new ArrayList<>();
      try (DataLoader<List<Object>> loader = Pipeline.zip(List.of(fed, letters)).onError(OnError.skip()).open()) {
        loader.forEach(rows::add);
        assertTrue(loader.ledger().balances(), () -> loader.ledger().toString());
      }
      assertEquals(
          List.of(List.of(1L, "b"), List.of(2L, "c"), List.of(4L, "e"), List.of(5L, "f"), List.of(7L, "h")), rows);
    }
  }

  @Test
  void aBatchThatLacksARowIsStillOneItemOfAZipHoweverManyThreadsAreInBetween() {
    Pipeline<Object> batches = Pipeline.over(Numbers.to(8)).map(Faulty.onMultiplesOf(3)).batch(2, List::copyOf);
    Pipeline<Object> letters = Pipeline.from("letters", List.of("a", "b", "c", "d"));
    for (Pipeline<Object> fed : List.of(batches, batches.prefetch(1), batches.prefetch(1).map(batch -> batch, StageOptions.parallel(2)).prefetch(1))) {
      List<List<Object>> rows = new ArrayList<>();
      try (DataLoader<List<Object>> loader =
          Pipeline.zip(List.of(fed, letters)).onError(OnError.skip()).open()) {
        loader.forEach(rows::add);
        assertTrue(loader.ledger().balances(), () -> loader.ledger().toString());
      }
      assertEquals(
          List.of(
              List.of(List.of(1L), "a"), List.of(List.of(2L), "b"), List.of(List.of(4L, 5L), "c"), List.of(List.of(7L), "d")),
          rows,
          fed::toString);
    }
  }

  @Test
  void eachFaultOfARowIsJudgedOnBothPlanes() {
    IndexedPipeline<Long> one = Pipeline.over(Numbers.to(9)).map(Faulty.onMultiplesOf(2));
    Function<Long, Long> faulty = Faulty.onMultiplesOf(3);
    IndexedPipeline<Long> other =
        Pipeline.over(Numbers.to(9)).mapWithIndex((_, number) -> faulty.apply(number), StageOptions.named("other"));
    for (Pipeline<List<Long>> rows :
        List.<Pipeline<List<Long>>>of(
            one.zip(other, List::of), Pipeline.zip(one.items(), other.items(), List::of))) {
      try (DataLoader<List<Long>> loader = rows.onError(OnError.skip()).open()) {
        List<List<Long>> items = new ArrayList<>();
        loader.forEach(items::add);
        assertEquals(List.of(List.of(1L, 1L), List.of(5L, 5L), List.of(7L, 7L)), items);
        assertEquals(5, skipped(loader.ledger(), "map"));
        assertEquals(3, skipped(loader.ledger(), "other"));
        assertTrue(loader.ledger().balances(), () -> loader.ledger().toString());
      }
    }
  }

  @Test
  void aFaultInTheRowThatAnotherPartEndsIsToldAndTakesNoOtherRowWithIt() {
    Pipeline<Long> faulty = Pipeline.over(Numbers.to(4)).items().map(Faulty.on(n -> n == 3));
    // How many there are is not known, or nobody would look for a third row.
    Pipeline<Long> two = Pipeline.range(1, 9, 1).items().filter(n -> n < 3);
    for (List<Pipeline<Long>> parts : List.of(List.of(faulty.skip(1), two), List.of(two, faulty.skip(1)))) {
      for (Lengths lengths : Lengths.values()) {
        Pipeline<List<Long>> zipped = Pipeline.zip(parts, lengths);
        try (DataLoader<List<Long>> loader = zipped.open()) {
          Iterator<List<Long>> rows = loader.iterator();
          assertEquals(List.of(1L, 1L), rows.next());
          assertEquals(List.of(2L, 2L), rows.next());
          PipelineException failure = assertThrows(PipelineException.class, rows::hasNext);
          assertEquals("java.lang.IllegalArgumentException: 3 is bad", String.valueOf(failure.getCause()));
        }
      }
      LedgerContract.Seen seen =
          LedgerContract.check(
              () -> Pipeline.zip(parts, Lengths.SHORTEST).onError(OnError.skip()), "a row that another part ended");
      assertEquals(2, seen.ledger().line("map").skipped());
    }
  }

  private static long skipped(Ledger ledger, String stage) {
    return ledger.lines().stream().filter(line -> line.stage().equals(stage)).mapToLong(Ledger.Line::skipped).sum();
  }
}
