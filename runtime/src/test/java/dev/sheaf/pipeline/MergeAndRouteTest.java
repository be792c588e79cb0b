package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.stage.StageOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MergeAndRouteTest {
  private static final StageOptions TWO = StageOptions.parallel(2).unordered();

  @AfterEach
  void noThreadSurvives() {
    assertEquals(List.of(), Threads.left());
  }

  @Test
  void aMergeGivesAllAndKeepsTheOrderOfEach() {
    try (DataLoader<Long> loader = merged().open()) {
      for (int epoch = 0; epoch < 2; epoch++) {
        List<Long> items = PipelineTest.rest(loader);
        assertEquals(50, items.size());
        for (long source = 0; source < 3; source++) {
          long from = 100 * source;
          List<Long> own = items.stream().filter(n -> n >= from && n < from + 100).toList();
          assertEquals(own.stream().sorted().toList(), own);
        }
      }
    }
  }

  @Test
  void aMergeDoesNotWaitForOneThatIsSlow() {
    Semaphore gate = new Semaphore(0);
    Pipeline<Long> slow = ConcurrencyTest.items(3).map(n -> {
      gate.acquireUninterruptibly();
      return n;
    });
    try (DataLoader<Long> loader = Pipeline.merge(List.of(slow, from(100, 20))).open()) {
      assertEquals(LongStream.range(100, 120).boxed().toList(), PipelineTest.take(loader, 20));
      gate.release(3);
      assertEquals(List.of(0L, 1L, 2L), PipelineTest.rest(loader));
    }
  }

  @Test
  void oneThatFailsEndsAloneAndAllFailuresAreThrownAtTheEnd() {
    RuntimeException first = new IllegalArgumentException("first");
    RuntimeException second = new IllegalArgumentException("second");
    Pipeline<Long> merged =
        Pipeline.merge(List.of(failing(3, first), from(100, 30), failing(5, second)));
    try (DataLoader<Long> loader = merged.open()) {
      List<Long> items = new ArrayList<>();
      PipelineException e =
          assertThrows(PipelineException.class, () -> loader.iterator().forEachRemaining(items::add));
      assertEquals(3 + 30 + 5, items.size());
      assertEquals(1, e.getSuppressed().length);
      assertEquals(
          List.of("first", "second"),
          Stream.of(e, e.getSuppressed()[0])
              .map(each -> Objects.requireNonNull(each.getCause()).getMessage())
              .sorted()
              .toList());
    }
  }

  @Test
  void aMergeIsResumedWithExactlyTheRest() {
    resumesWithExactlyTheRest(merged().map(n -> n, TWO));
  }

  @Test
  void itemsGoOnThePathThatIsSaid() {
    Pipeline<Object> routed = routed(false);
    assertEquals(expected(), sorted(PipelineTest.epoch(routed)));
  }

  @Test
  void aRouteIsResumedWithExactlyTheRest() {
    resumesWithExactlyTheRest(routed(false));
    resumesWithExactlyTheRest(routed(true));
  }

  @Test
  void aPathIsResumedInTheMiddleOfAnItem() {
    resumesWithExactlyTheRest(
        routed(even -> even.flatMap(n -> Collections.nCopies(3, n)), odd -> odd.filter(n -> n > 3).flatMap(n -> List.of(n, -n))));
  }

  @Test
  void aPathIsResumedBehindWhatPutsItemsTogetherAndTakesThemApart() {
    resumesWithExactlyTheRest(
        routed(
            even -> even.flatMap(n -> Collections.nCopies(3, n)).bucket(4, Remainder.KEEP).flatMap(list -> list),
            odd -> odd.bucket(3, Remainder.KEEP).flatMap(list -> list)));
  }

  @Test
  void aPathIsResumedThatCallsSeveralAtOnceBehindSuch() {
    resumesWithExactlyTheRest(
        routed(
            even -> even.flatMap(n -> Collections.nCopies(3, n)).map(n -> n, TWO),
            odd -> odd.bucket(3, Remainder.KEEP).flatMap(list -> list, TWO)));
  }

  @Test
  void aPathIsResumedThatHoldsItemsBack() {
    resumesWithExactlyTheRest(
        routed(
            even -> even.flatMap(n -> Collections.nCopies(3, n)).windowShuffle(5, 1),
            odd -> odd.windowShuffle(4, 1).flatMap(n -> List.of(n, -n))));
  }

  private static Pipeline<Long> routed(
      Function<Pipeline<Long>, Pipeline<Long>> even, Function<Pipeline<Long>, Pipeline<Long>> odd) {
    return ConcurrencyTest.items(40).route(n -> (int) (n % 2), List.of(even, odd));
  }

  @Test
  void aPathThatTakesNoMoreHoldsNobodyUp() {
    Pipeline<Long> routed =
        ConcurrencyTest.items(200)
            .route(n -> (int) (n % 2), List.of(even -> even.filter(n -> n < 100), odd -> odd.map(n -> n, TWO)));
    assertEquals(150, PipelineTest.epoch(routed).size());
  }

  @Test
  void whatARouterThrowsComesAfterWhatWasRouted() {
    for (int wrong : new int[] {-1, 2}) {
      Pipeline<Long> routed =
          ConcurrencyTest.items(9).route(n -> n < 4 ? 0 : wrong, List.of(path -> path, path -> path));
      try (DataLoader<Long> loader = routed.open()) {
        List<Long> items = new ArrayList<>();
        PipelineException e =
            assertThrows(PipelineException.class, () -> loader.iterator().forEachRemaining(items::add));
        assertEquals(List.of(0L, 1L, 2L, 3L), items);
        assertEquals("route", e.stage());
        assertEquals("expected a path from 0 to 1, found %d for 4".formatted(wrong), Objects.requireNonNull(e.getCause()).getMessage());
      }
    }
  }

  @Test
  void aPathThatFailsEndsTheEpochAndHangsNobody() {
    RuntimeException thrown = new IllegalArgumentException("odd");
    Pipeline<Long> routed =
        ConcurrencyTest.items(500)
            .route(n -> (int) (n % 2), List.of(even -> even, odd -> odd.map(_ -> Thrower.sneak(thrown))));
    try (DataLoader<Long> loader = routed.open()) {
      PipelineException e = assertThrows(PipelineException.class, () -> PipelineTest.rest(loader));
      assertSame(thrown, e.getCause());
    }
  }

  @Test
  void partsOfABatchComeTogetherAgain() {
    Pipeline<List<Long>> batches = ConcurrencyTest.items(10).bucket(4, Remainder.KEEP);
    Function<List<Long>, int[]> router = batch -> batch.stream().mapToInt(n -> (int) (n % 2)).toArray();
    PipelineContract.check(
        Pipeline.<Long, Long>routeBatches(
            batches, router, List.of(even -> even, odd -> odd.reversed()), StageOptions.parallel(2)),
        List.of(List.of(0L, 2L, 3L, 1L), List.of(4L, 6L, 7L, 5L), List.of(8L, 9L)));
  }

  private static Pipeline<Object> routed(boolean nested) {
    List<Function<Pipeline<Long>, Pipeline<Object>>> paths =
        Arrays.asList(
            path -> path.map(n -> (Object) n, TWO),
            path -> path.bucket(3, Remainder.KEEP).map(list -> list),
            path -> path.map(n -> (Object) n));
    if (nested) {
      paths.set(
          2,
          path ->
              path.route(
                  n -> n > 20 ? 1 : 0,
                  List.of(few -> few.map(n -> (Object) n), many -> many.map(n -> (Object) n, TWO))));
    }
    return ConcurrencyTest.items(40).map(n -> n, nested ? TWO : StageOptions.blocking(2)).route(
        n -> (int) (n % 3), paths);
  }

  private static List<String> expected() {
    List<Object> items = new ArrayList<>();
    for (long n = 0; n < 40; n++) {
      if (n % 3 != 1) {
        items.add(n);
      }
    }
    items.addAll(List.of(List.of(1L, 4L, 7L), List.of(10L, 13L, 16L), List.of(19L, 22L, 25L), List.of(28L, 31L, 34L)));
    items.add(List.of(37L));
    return sorted(items);
  }

  /// Takes a few items by one loader after the other.
  private static <T> void resumesWithExactlyTheRest(Pipeline<T> pipeline) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<T> items = new ArrayList<>();
    Checkpoint checkpoint;
    try (DataLoader<T> loader = pipeline.open()) {
      checkpoint = loader.checkpoint();
    }
    boolean more = true;
    // Whoever has received the last item may know that it was.
    while (more && checkpoint.epoch() == 0) {
      try (DataLoader<T> loader = pipeline.threads(1 + random.nextInt(3)).resume(checkpoint)) {
        Iterator<T> iterator = loader.iterator();
        int wanted = random.nextInt(12);
        for (int i = 0; i < wanted && (more = iterator.hasNext()); i++) {
          items.add(iterator.next());
        }
        checkpoint = Checkpoint.fromJson(loader.checkpoint().toJson());
      }
    }
    assertEquals(flat(PipelineTest.epoch(pipeline)), flat(items), "seed " + seed);
    assertTrue(items.size() > 1);
  }

  private static List<String> sorted(List<?> items) {
    return items.stream().map(Object::toString).sorted().toList();
  }

  /// The items that lists are of: which are in a list together depends on the order.
  private static List<String> flat(List<?> items) {
    return sorted(items.stream().flatMap(item -> item instanceof List<?> list ? list.stream() : Stream.of(item)).toList());
  }

  private static Pipeline<Long> merged() {
    return Pipeline.merge(List.of(from(0, 20).map(n -> n, StageOptions.blocking(3)), from(100, 10), from(200, 20)));
  }

  private static Pipeline<Long> from(long first, int count) {
    return ConcurrencyTest.items(count).map(n -> first + n);
  }

  private static Pipeline<Long> failing(int after, RuntimeException thrown) {
    return ConcurrencyTest.items(50).map(n -> n < after ? n : Thrower.sneak(thrown));
  }
}
