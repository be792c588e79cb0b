package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.stage.OnError;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
