package dev.sheaf.pipeline;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.schema.Shape;
import dev.sheaf.stage.Aggregator;
import dev.sheaf.stage.RowSlicing;
import dev.sheaf.stage.UnfitItemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Operators of the item plane that take turns, number, gather or keep.
class InTurnTest {
  private static Pipeline<Long> numbers(long first, long count) {
    return Pipeline.over(Numbers.to(first + count)).skip(first).items();
  }

  private static <T> List<T> firstEpoch(Pipeline<T> pipeline) {
    try (DataLoader<T> loader = pipeline.open()) {
      return PipelineTest.rest(loader);
    }
  }

  private static <T> void checkResumes(Pipeline<T> pipeline) {
    List<List<T>> epochs;
    try (DataLoader<T> loader = pipeline.open()) {
      epochs = List.of(PipelineTest.rest(loader), PipelineTest.rest(loader));
    }
    PipelineContract.check(pipeline, epochs, 11);
  }

  private static Map<String, Pipeline<Long>> parts(String names) {
    Map<String, Pipeline<Long>> parts = new LinkedHashMap<>();
    names.chars().forEach(name -> parts.put(Character.toString(name), numbers(100L * (name - 'a'), 15)));
    return parts;
  }

  @Test
  void leavesOutWhatAFunctionGivesNothingFor() {
    Pipeline<Long> pipeline = numbers(0, 9).mapOptional(n -> n % 3 == 1 ? Optional.empty() : Optional.of(n * n));
    assertEquals(List.of(0L, 4L, 9L, 25L, 36L, 64L), firstEpoch(pipeline));
    checkResumes(pipeline);
  }

  @Test
  void interleavesAFewPartsAtOnce() {
    var pipeline = Pipeline.interleave(List.of(numbers(0, 3), numbers(10, 1), numbers(20, 4), numbers(30, 2)), 2);
    assertEquals(List.of(0L, 10L, 1L, 2L, 20L, 21L, 30L, 22L, 31L, 23L), firstEpoch(pipeline));
    checkResumes(pipeline);
    assertThrows(IllegalArgumentException.class, () -> Pipeline.interleave(List.of(numbers(0, 1)), 0));
    assertThrows(IllegalArgumentException.class, () -> Pipeline.interleave(List.<Pipeline<Long>>of(), 1));
  }

  @Test
  void mixesInProportionUntilAPartHasEnded() {
    var pipeline = Pipeline.mix(parts("abc"), Map.of("a", .2, "b", .3, "c", .5));
    assertEquals(
        List.of(0L, 100L, 200L, 101L, 201L, 1L, 202L, 102L, 203L, 204L), firstEpoch(pipeline).subList(0, 10));
    checkResumes(pipeline);
    checkResumes(Pipeline.mix(parts("ab")));
    assertThrows(IllegalArgumentException.class, () -> Pipeline.mix(parts("ab"), Map.of("a", 1.0)));
    assertThrows(IllegalArgumentException.class, () -> Pipeline.mix(parts("ab"), Map.of("a", 1.0, "b", 0.0)));
  }

  @Test
  void aMixtureGoesOnWithOtherPartsAndWeights() {
    Checkpoint checkpoint;
    try (var loader = Pipeline.mix(parts("abc"), Map.of("a", .2, "b", .3, "c", .5)).open()) {
      PipelineTest.take(loader, 10);
      checkpoint = Checkpoint.fromJson(loader.checkpoint().toJson());
    }
    var fewer = Pipeline.mix(parts("ab"), Map.of("a", .2, "b", .3));
    assertThrows(CheckpointMismatchException.class, () -> fewer.resume(checkpoint));
    try (var loader = fewer.remix(checkpoint)) {
      assertEquals(List.of(2L, 103L, 3L, 104L, 105L), PipelineTest.take(loader, 5));
    }
    Map<String, Pipeline<Long>> others = parts("ab");
    others.put("b", numbers(7, 5));
    assertThrows(CheckpointMismatchException.class, () -> Pipeline.mix(others).remix(checkpoint));
    assertThrows(IllegalStateException.class, () -> fewer.map(n -> n).remix(checkpoint));
  }

  @Test
  void numbersItemsFromZeroInEachEpoch() {
    var pipeline = Pipeline.over(Numbers.to(9)).filter(n -> n % 2 == 0).mapWithIndex((index, n) -> index * 100 + n);
    assertEquals(List.of(0L, 102L, 204L, 306L, 408L), firstEpoch(pipeline));
    checkResumes(pipeline);
  }

  @Test
  void randomNumbersBelongToTheSeedTheEpochAndTheNumberOfTheItem() {
    var pipeline = numbers(0, 10).randomMap((n, random) -> n + random.nextLong(10), 42);
    assertEquals(List.of(9L, 3L, 6L, 11L, 4L, 7L, 9L, 9L, 8L, 9L), firstEpoch(pipeline));
    checkResumes(pipeline.filter(n -> n != 6));
    try (var loader = pipeline.open()) {
      assertNotEquals(PipelineTest.rest(loader), PipelineTest.rest(loader));
    }
  }

  @Test
  void rebatchesAcrossTheEdgesOfBatches() {
    var buckets = numbers(0, 10).bucket(3, Remainder.KEEP);
    assertEquals(
        List.of(List.of(0L, 1L, 2L, 3L), List.of(4L, 5L, 6L, 7L), List.of(8L, 9L)),
        firstEpoch(buckets.rebatch(4, Remainder.KEEP, RowSlicing.ofLists())));
    for (int size = 1; size < 12; size++) {
      checkResumes(buckets.rebatch(size, Remainder.DROP, RowSlicing.ofLists()));
    }
  }

  @Test
  void rebatchesColumnsAtTheSameRows() {
    var columns =
        numbers(0, 4)
            .map(
                k ->
                    Map.<String, NdArray>of(
                        "a", Int64Array.of(Shape.of(3), 3 * k, 3 * k + 1, 3 * k + 2),
                        "b", Int64Array.of(Shape.of(3, 1), -3 * k, -3 * k - 1, -3 * k - 2)));
    var rebatched = columns.rebatch(5, Remainder.KEEP, RowSlicing.ofColumns());
    List<Map<String, NdArray>> batches = firstEpoch(rebatched);
    assertEquals(
        List.of(
            Int64Array.of(Shape.of(5), 0, 1, 2, 3, 4), Int64Array.of(Shape.of(5), 5, 6, 7, 8, 9), Int64Array.of(Shape.of(2), 10, 11)),
        batches.stream().map(batch -> batch.get("a")).toList());
    assertEquals(Int64Array.of(Shape.of(2, 1), -10, -11), batches.getLast().get("b"));
    checkResumes(rebatched);
    var uneven =
        columns.map(
            batch -> Map.<String, NdArray>of("a", requireNonNull(batch.get("a")), "c", Int64Array.of(Shape.of(2), 1, 2)));
    try (var loader = uneven.rebatch(5, Remainder.KEEP, RowSlicing.ofColumns()).open()) {
      var fault = assertThrows(PipelineException.class, () -> loader.iterator().next());
      assertInstanceOf(UnfitItemException.class, fault.getCause());
    }
  }

  /// Gathers numbers while their sum is small; one that is too much begins the next list.
  private static final class UpTo implements Aggregator<Long, List<Long>> {
    private final long limit;
    private List<Long> list = new ArrayList<>();

    UpTo(long limit) {
      this.limit = limit;
    }

    @Override
    public Optional<List<Long>> accumulate(Long item) {
      long sum = list.stream().mapToLong(n -> n).sum();
      if (list.isEmpty() || sum + item <= limit) {
        list.add(item);
        return Optional.empty();
      }
      List<Long> full = list;
      list = new ArrayList<>(List.of(item));
      return Optional.of(full);
    }

    @Override
    public Optional<List<Long>> flush() {
      return list.isEmpty() ? Optional.empty() : Optional.of(list);
    }

    @Override
    public int held() {
      return list.size();
    }
  }

  @Test
  void anAggregatorIsNewInEachEpochAndKeepsWhatItHolds() {
    var pipeline = numbers(0, 10).aggregate(() -> new UpTo(12), Remainder.KEEP);
    assertEquals(
        List.of(List.of(0L, 1L, 2L, 3L, 4L), List.of(5L, 6L), List.of(7L), List.of(8L), List.of(9L)),
        firstEpoch(pipeline));
    checkResumes(pipeline);
    checkResumes(numbers(0, 10).aggregate(() -> new UpTo(20), Remainder.DROP));
  }

  @Test
  void aCacheMakesItemsOnceForAllEpochsAndLoaders() {
    AtomicLong calls = new AtomicLong();
    Numbers counting =
        Numbers.readBy(
            20,
            n -> {
              calls.incrementAndGet();
              return n;
            });
    var pipeline = Pipeline.over(counting).shuffle(3).cache(20);
    List<Long> first = firstEpoch(pipeline);
    try (var loader = pipeline.open()) {
      assertEquals(first, PipelineTest.rest(loader));
      assertEquals(first, PipelineTest.rest(loader));
    }
    assertEquals(20, calls.get());
    checkResumes(Pipeline.over(Numbers.to(20)).shuffle(3).cache(20));
  }

  @Test
  void aCacheRefusesMoreItemsThanItMayKeep() {
    try (var loader = numbers(0, 5).cache(4).open()) {
      var iterator = loader.iterator();
      for (int i = 0; i < 4; i++) {
        iterator.next();
      }
      var full = assertThrows(PipelineException.class, iterator::next);
      assertEquals("cache", full.stage());
    }
  }
}
