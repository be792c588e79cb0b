package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.stage.OnError;
import dev.sheaf.stage.StageOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Through concurrent stages too, everything is accounted for, however often a run is interrupted.
@Timeout(60)
class ConcurrentLedgerTest {
  private static final int SIZE = 90;

  static Stream<String> shapes() {
    return shapesByName().keySet().stream();
  }

  private static Map<String, Pipeline<?>> shapesByName() {
    Map<String, Pipeline<?>> shapes = new TreeMap<>();
    shapes.put("parallel", faulty().map(failingOn(7), StageOptions.parallel(3).as("fn")));
    shapes.put("blocking", faulty().map(failingOn(7), StageOptions.blocking(5).as("fn")));
    shapes.put("unordered", faulty().map(failingOn(7), StageOptions.parallel(3).unordered().as("fn")));
    shapes.put("unordered twice", faulty().map(failingOn(7), unordered("a")).map(failingOn(11), unordered("b")));
    shapes.put("flatMap", faulty().flatMap(n -> n % 9 == 2 ? several(20, n) : several(2, n), StageOptions.parallel(2).as("many")));
    shapes.put("flatMap, unordered", faulty().flatMap(n -> several((int) (n % 4), n), unordered("many")));
    shapes.put("merge", Pipeline.merge(List.of(faulty().map(failingOn(7), unordered("a")), faulty())));
    shapes.put("route", routed());
    shapes.put("route behind a prefetch", routed().prefetch(5));
    shapes.put("route, called unordered", routed().map(n -> n, unordered("after")));
    shapes.put("route in a merge", Pipeline.merge(List.of(routed(), routed())));
    shapes.put("own policies",
        faulty()
            .map(failingOn(7), unordered("a").onError(OnError.skipUpTo(50)))
            .map(failingOn(11), StageOptions.blocking(2).as("b").onError(OnError.skipUpToShare(1, 2))));
    return shapes;
  }

  @AfterEach
  void noThreadSurvives() {
    assertEquals(List.of(), Threads.left());
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void everythingIsAccountedFor(String shape) {
    Pipeline<?> pipeline = Objects.requireNonNull(shapesByName().get(shape));
    for (int threads = 1; threads <= 3; threads++) {
      try (DataLoader<?> loader = pipeline.threads(threads).open()) {
        for (int epoch = 1; epoch <= 2; epoch++) {
          List<?> items = PipelineTest.rest(loader);
          assertEquals((long) epoch * items.size(), loader.ledger().delivered());
          assertTrue(loader.ledger().balances(), () -> shape + ": " + loader.ledger());
          assertTrue(loader.ledger().skipped() > 0 || loader.ledger().dropped() > 0);
        }
      }
    }
  }

  /// Those in which nobody draws on from items that come in no certain order: there a fault that was passed on just before a
  /// checkpoint may be counted as another one.
  static Stream<String> shapesWithoutFeedersBehindUnordered() {
    return shapes()
        .filter(
            shape -> !List.of("unordered twice", "own policies", "route behind a prefetch", "route, called unordered").contains(shape));
  }

  @ParameterizedTest
  @MethodSource("shapesWithoutFeedersBehindUnordered")
  void interruptedAnywhereTheLedgerIsThatOfTheWhole(String shape) {
    interruptedAnywhere(shape, true);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void interruptedAnywhereTheItemsAreThoseOfTheWhole(String shape) {
    interruptedAnywhere(shape, false);
  }

  private static void interruptedAnywhere(String shape, boolean withLedger) {
    Pipeline<?> pipeline = Objects.requireNonNull(shapesByName().get(shape));
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<?> whole;
    Ledger expected;
    try (DataLoader<?> loader = pipeline.open()) {
      whole = PipelineTest.rest(loader);
      expected = loader.ledger();
    }
    for (int round = 0; round < 8; round++) {
      List<Object> items = new ArrayList<>();
      Ledger ledger = interrupted(pipeline, random, items);
      assertEquals(sorted(whole), sorted(items), "seed " + seed);
      if (withLedger) {
        assertEquals(expected, ledger, "seed " + seed);
      }
    }
  }

  /// Reads an epoch with one loader after the other.
  private static Ledger interrupted(Pipeline<?> pipeline, Random random, List<Object> items) {
    Checkpoint checkpoint;
    try (DataLoader<?> loader = pipeline.open()) {
      checkpoint = loader.checkpoint();
    }
    while (true) {
      try (DataLoader<?> loader = pipeline.threads(1 + random.nextInt(3)).resume(checkpoint)) {
        Iterator<?> iterator = loader.iterator();
        boolean more = true;
        for (int wanted = random.nextInt(25); wanted > 0 && (more = iterator.hasNext()); wanted--) {
          items.add(iterator.next());
        }
        if (!more) {
          return loader.ledger();
        }
        checkpoint = Checkpoint.fromJson(loader.checkpoint().toJson());
        if (checkpoint.epoch() > 0) {
          return loader.ledger();
        }
      }
    }
  }

  @Test
  void aFaultOfAConcurrentStageNamesTheRow() {
    for (StageOptions options : List.of(StageOptions.parallel(3), StageOptions.blocking(3).unordered())) {
      Pipeline<Long> pipeline =
          Pipeline.over(Numbers.to(SIZE)).shuffle(3).items().map(Faulty.on(n -> n == 40), options.as("decode"));
      try (DataLoader<Long> loader = pipeline.open()) {
        PipelineException e = assertThrows(PipelineException.class, () -> PipelineTest.rest(loader));
        assertEquals("decode", e.stage());
        assertEquals(40, e.row());
      }
    }
  }

  /// Numbers of which some cannot be read, and some are left out, and some fail on the thread that draws.
  private static Pipeline<Long> faulty() {
    return Pipeline.over(Numbers.to(SIZE))
        .items()
        .onError(OnError.skip())
        .map(Faulty.onMultiplesOf(13L), StageOptions.named("sequential"))
        .filter(n -> n % 10 != 3);
  }

  private static Pipeline<Long> routed() {
    return faulty()
        .route(
            n -> (int) (n % 3),
            List.of(
                path -> path.map(failingOn(7), unordered("first")),
                path -> path.filter(n -> n % 2 == 0, StageOptions.named("second")),
                path -> path.flatMap(n -> several(3, n), StageOptions.blocking(2).as("third"))));
  }

  private static StageOptions unordered(String name) {
    return StageOptions.parallel(3).unordered().as(name);
  }

  private static Function<Long, Long> failingOn(long divisor) {
    return Faulty.onMultiplesOf(divisor);
  }

  private static List<Long> several(int count, long n) {
    return Collections.nCopies(count, n);
  }

  private static List<String> sorted(List<?> items) {
    return items.stream().map(Object::toString).sorted().toList();
  }
}
