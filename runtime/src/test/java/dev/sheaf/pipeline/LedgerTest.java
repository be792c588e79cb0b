package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.checkpoint.State;
import dev.sheaf.stage.Cursor;
import dev.sheaf.stage.OnError;
import dev.sheaf.stage.Run;
import dev.sheaf.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LedgerTest {
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
  void anEpochIsNeverShortWithoutAWord() {
    Pipeline<Long> pipeline = Pipeline.over(Numbers.to(10)).items();
    try (DataLoader<Long> loader = pipeline.then(new Cut(pipeline.stage())).open()) {
      List<Long> items = new ArrayList<>();
      assertEquals(
          "expected 10 items in epoch 0, found 7, and 0 that were left out; the pipeline miscounted",
          assertThrows(IllegalStateException.class, () -> loader.forEach(items::add)).getMessage());
      assertEquals(7, items.size());
      assertThrows(IllegalStateException.class, () -> loader.iterator().next());
    }
  }

  /// Says that it has as many items as come, and ends after seven.
  private static final class Cut extends Stage<Long> {
    private final Stage<Long> upstream;

    Cut(Stage<Long> upstream) {
      this.upstream = upstream;
    }

    @Override
    public Cursor<Long> open(Run run, long epoch, @Nullable State from) {
      Cursor<Long> before = upstream.open(run, epoch, from);
      return new Cursor<>() {
        @Override
        public boolean advance() {
          return before.advance() && before.item() < 7;
        }

        @Override
        public Long item() {
          return before.item();
        }

        @Override
        public State state() {
          return before.state();
        }

        @Override
        public State place() {
          return before.place();
        }

        @Override
        public boolean isReady() {
          return before.isReady();
        }

        @Override
        public void close() {
          before.close();
        }
      };
    }

    @Override
    public long size() {
      return upstream.size();
    }

    @Override
    public List<Stage<?>> upstream() {
      return List.of(upstream);
    }

    @Override
    public String toString() {
      return then(upstream, "cut()");
    }
  }
}
