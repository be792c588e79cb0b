package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.stage.BucketSize;
import dev.sheaf.stage.LengthBuckets;
import dev.sheaf.stage.OnError;
import dev.sheaf.stage.StageOptions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LedgerTest {
  @Test
  void balancesWhereABatchThatLacksRowsIsTakenApart() {
    Pipeline<Long> pipeline =
        Pipeline.over(Numbers.to(12))
            .map(Faulty.onMultiplesOf(6))
            .<List<Long>>batch(4, List::copyOf, Remainder.KEEP)
            .flatMap(list -> list, 4)
            .onError(OnError.skip());
    try (DataLoader<Long> loader = pipeline.open()) {
      PipelineTest.rest(loader);
      // Two lists of three leave a place of their four.
      assertEquals(
          """
          14 expected, 10 delivered
            filter: 2 dropped
            map: 2 skipped""",
          loader.ledger().toString());
      assertTrue(loader.ledger().balances());
    }
  }

  @Test
  void saysWhatBecameOfEverythingInTheRunAndInTheEpoch() {
    Pipeline<List<Long>> pipeline =
        Pipeline.over(Numbers.to(20))
            .items()
            .map(Faulty.onMultiplesOf(6))
            .filter(n -> n % 2 == 0)
            .<List<Long>>batch(3, List::copyOf, Remainder.DROP)
            .onError(OnError.skip());
    try (DataLoader<List<Long>> loader = pipeline.open()) {
      PipelineTest.rest(loader);
      PipelineTest.rest(loader);
      assertEquals(
          """
          20 expected, 2 delivered
            bucket: 6 made into 2
            filter: 10 dropped
            map: 4 skipped""",
          loader.epochLedger().toString());
      assertEquals(40, loader.ledger().expected());
      assertEquals(20, loader.ledger().line("filter").dropped());
      assertTrue(loader.ledger().balances());
    }
  }

  @Test
  void theLedgersOfRanksMakeOne() {
    List<Ledger> ranks = new ArrayList<>();
    for (int rank = 0; rank < 3; rank++) {
      try (DataLoader<Long> loader =
          Pipeline.over(Numbers.to(20)).shard(rank, 3).map(Faulty.onMultiplesOf(7)).onError(OnError.skip()).open()) {
        PipelineTest.rest(loader);
        ranks.add(loader.ledger());
      }
    }
    Ledger all = Ledger.merge(ranks);
    assertEquals(
        """
        20 expected, 17 delivered
          map: 3 skipped""",
        all.toString());
    assertTrue(all.balances());
    assertFalse(new Ledger(20, 17, List.of()).balances());
  }

  @Test
  void whatIsLeftOutOnTheWayToAnItemIsCountedWithItHoweverFarThatIs() {
    Pipeline<Long> everyThousandth = Pipeline.over(Numbers.to(5001)).filterInPlace(n -> n % 1000 == 0).prefetch(8);
    try (DataLoader<Long> loader = everyThousandth.open()) {
      Iterator<Long> items = loader.iterator();
      for (long item = 0; item <= 5000; item += 1000) {
        assertEquals(item, items.next());
        assertEquals(item + 1, loader.ledger().expected());
        assertEquals(item < 5000, items.hasNext());
        assertEquals(item + 1, loader.ledger().expected(), "looked ahead behind " + item);
      }
    }
  }

  @Test
  void aRowThatEndsARunIsInNoCountWhateverBecameOfItsOtherParts() {
    Function<Long, Long> faulty = Faulty.on(n -> n == 6);
    IndexedPipeline<Long> one = Pipeline.over(Numbers.to(10)).map(faulty);
    Pipeline<Long> zipped = one.zip(one, Long::sum);
    Pipeline<Long> called = zipped.items().map(n -> n, StageOptions.parallel(2));
    Map<Pipeline<?>, String> ledgers = new LinkedHashMap<>();
    ledgers.put(zipped, "6 expected, 6 delivered");
    ledgers.put(called, "6 expected, 6 delivered");
    ledgers.put(
        one.zip(one, Long::sum).filterInPlace(n -> n % 4 == 2),
        """
        6 expected, 3 delivered
          filter: 3 dropped""");
    ledgers.put(
        one.zip(one, Long::sum).batch(4, List::copyOf),
        """
        4 expected, 1 delivered
          batch: 4 made into 1""");
    ledgers.put(
        Pipeline.zip(one.items(), one.items(), Long::sum),
        """
        12 expected, 6 delivered
          zip: 12 made into 6""");
    ledgers.put(Pipeline.merge(List.of(zipped)), "6 expected, 6 delivered");
    ledgers.forEach(
        (pipeline, expected) -> {
          Pipeline<?> judged = pipeline.onError(OnError.skipUpTo(1));
          for (Pipeline<?> same : List.of(judged, judged.prefetch(1), judged.prefetch(100), judged.prefetch(100).prefetch(1))) {
            for (int threads : new int[] {1, 2}) {
              Ledger ledger = LedgerContract.check(() -> same.threads(threads), same + " on " + threads).ledger();
              assertEquals(expected, ledger.toString(), same + " on " + threads);
            }
          }
        });
  }

  @Test
  void whatIsMissingFromAnItemThatIsDroppedIsCountedOnceThoughNothingComesBehindIt() {
    for (int ahead : new int[] {1, 2, 100}) {
      LedgerContract.Seen seen =
          LedgerContract.check(
              () ->
                  Pipeline.over(Numbers.to(10))
                      .map(Faulty.on(n -> n > 7))
                      .<List<Long>>batch(5, List::copyOf)
                      .filter(list -> list.getFirst() < 5)
                      .prefetch(ahead)
                      .flatMap(list -> list)
                      .bucketByLength(LengthBuckets.of(BucketSize.plan(24, 8, 1, 1)), n -> 1 + n)
                      .prefetch(1)
                      .onError(OnError.skipUpTo(4)),
              ahead + " ahead");
      assertEquals("", seen.end());
      assertEquals(4, seen.ledger().skipped());
    }
  }

  @Test
  void anEpochIsNeverShortWithoutAWord() {
    Pipeline<Long> endsAfterSeven =
        AlteredStage.behind(
            Pipeline.over(Numbers.to(10)).items(), (_, before) -> before.advance() && before.item() < 7);
    try (DataLoader<Long> loader = endsAfterSeven.open()) {
      List<Long> items = new ArrayList<>();
      assertEquals(
          "expected 10 items in epoch 0, found 7, and 0 that were left out; the pipeline miscounted",
          assertThrows(IllegalStateException.class, () -> loader.forEach(items::add)).getMessage());
      assertEquals(7, items.size());
      assertThrows(IllegalStateException.class, () -> loader.iterator().next());
    }
  }
}
