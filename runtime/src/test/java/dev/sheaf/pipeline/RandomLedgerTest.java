package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.stage.OnError;
import dev.sheaf.stage.StageOptions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Random pipelines whose functions fail, up to limits: what they deliver, where they give up and what their ledgers say is
/// the same for any number of threads, and wherever they are interrupted and resumed. `-Dsheaf.seed=N` runs one again.
@Timeout(60)
class RandomLedgerTest {
  private static final int PIPELINES = 150;
  private static final int EPOCHS = 2;

  private final long seed = Long.getLong("sheaf.seed", System.nanoTime());
  private final Random random = new Random(seed);

  /// All that a consumer can see of a run.
  ///
  /// @param end how it ended: the message of its failure, or nothing
  private record Seen(List<Object> items, String end, Ledger ledger) {}

  @Test
  void interruptedAndResumedIsTheUninterruptedRunInItemsLedgerAndEnd() {
    System.out.println("RandomLedgerTest: -Dsheaf.seed=" + seed);
    for (int i = 0; i < PIPELINES; i++) {
      Function<Random, Pipeline<?>> drawn = draw(random.nextLong());
      Seen whole = run(drawn.apply(random), new ArrayList<>(), null);
      for (int interrupted = 0; interrupted <= whole.items.size(); interrupted++) {
        List<Object> items = new ArrayList<>();
        String checkpoint = runUntil(drawn.apply(random), interrupted, items);
        Seen resumed = run(drawn.apply(random), items, checkpoint);
        String where = "seed " + seed + ": " + drawn.apply(new Random(1)) + " interrupted after " + interrupted;
        assertEquals(whole.items, resumed.items, where);
        assertEquals(whole.end, resumed.end, where);
        assertEquals(whole.ledger, resumed.ledger, where);
      }
      if (whole.end.isEmpty()) {
        assertTrue(whole.ledger.balances(), () -> "seed " + seed + ": " + whole.ledger);
      }
    }
  }

  private static String runUntil(Pipeline<?> pipeline, int count, List<Object> items) {
    try (DataLoader<?> loader = pipeline.open()) {
      while (items.size() < count) {
        Iterator<?> iterator = loader.iterator();
        while (items.size() < count && iterator.hasNext()) {
          items.add(iterator.next());
        }
      }
      return loader.checkpoint().toJson();
    }
  }

  private static Seen run(Pipeline<?> pipeline, List<Object> before, @Nullable String checkpoint) {
    List<Object> items = new ArrayList<>(before);
    try (DataLoader<?> loader =
        checkpoint == null ? pipeline.open() : pipeline.resume(Checkpoint.fromJson(checkpoint))) {
      try {
        while (loader.checkpoint().epoch() < EPOCHS) {
          for (Object item : loader) {
            items.add(item);
          }
        }
      } catch (PipelineException e) {
        return new Seen(items, String.valueOf(e.getMessage()), loader.ledger());
      }
      return new Seen(items, "", loader.ledger());
    }
  }

  /// A pipeline that is always the same, but for threads and prefetch, which are drawn anew.
  private static Function<Random, Pipeline<?>> draw(long shape) {
    return tuning -> {
      Random random = new Random(shape);
      IndexedPipeline<Long> indexed = Pipeline.over(Numbers.readBy(random.nextInt(70), failing(random)));
      if (random.nextBoolean()) {
        indexed = indexed.shuffle(random.nextInt(100));
      }
      Pipeline<Long> mapped = indexed;
      if (random.nextBoolean()) {
        mapped = indexed.map(Faulty.onMultiplesOf(3L + random.nextInt(20)), options(random, "mapped"));
      }
      mapped = mapped.onError(policy(random)).threads(1 + tuning.nextInt(3)).prefetch(1 + tuning.nextInt(9));
      if (random.nextInt(3) == 0) {
        return mapped.batch(1 + random.nextInt(5), List::copyOf, remainder(random));
      }
      Pipeline<Long> items = random.nextBoolean() ? mapped.items() : mapped;
      for (int stages = random.nextInt(4); stages > 0; stages--) {
        items =
            switch (random.nextInt(4)) {
              case 0 -> items.map(Faulty.onMultiplesOf(2L + random.nextInt(30)), options(random, "m" + stages));
              case 1 -> {
                int rest = 2 + random.nextInt(4);
                yield items.filter(number -> number % rest != 0, options(random, "f" + stages));
              }
              case 2 -> {
                Function<Long, Long> faulty = Faulty.onMultiplesOf(5L + random.nextInt(30));
                yield items.filter(number -> faulty.apply(number) % 4 != 1);
              }
              default -> items.prefetch(1 + tuning.nextInt(9));
            };
      }
      Pipeline<?> made =
          switch (random.nextInt(3)) {
        case 0 -> items.batch(1 + random.nextInt(5), List::copyOf, remainder(random));
        case 1 -> items.bucket(1 + random.nextInt(5), remainder(random)).map(List::size);
        default -> items;
          };
      return tuning.nextBoolean() ? made.prefetch(1 + tuning.nextInt(9)) : made;
    };
  }

  private static LongUnaryOperator failing(Random random) {
    long bad = 3L + random.nextInt(60);
    return position -> {
      if (position % bad == 1) {
        throw new IllegalStateException("row " + position);
      }
      return position;
    };
  }

  private static StageOptions options(Random random, String name) {
    StageOptions named = StageOptions.named(name);
    return random.nextBoolean() ? named : named.onError(policy(random));
  }

  private static OnError policy(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> OnError.fail();
      case 1, 2 -> OnError.skipUpTo(random.nextInt(12));
      case 3 -> OnError.skipUpToShare(1 + random.nextInt(3), 12);
      default -> OnError.skip();
    };
  }

  private static Remainder remainder(Random random) {
    return random.nextBoolean() ? Remainder.KEEP : Remainder.DROP;
  }
}
