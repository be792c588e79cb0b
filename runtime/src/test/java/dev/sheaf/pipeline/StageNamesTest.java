package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.Int64Array;
import dev.sheaf.schema.Shape;
import dev.sheaf.stage.Aggregator;
import dev.sheaf.stage.BinPacking;
import dev.sheaf.stage.BucketSize;
import dev.sheaf.stage.DynamicBuckets;
import dev.sheaf.stage.LengthBuckets;
import dev.sheaf.stage.OnError;
import dev.sheaf.stage.PackedFeature;
import dev.sheaf.stage.RowSlicing;
import dev.sheaf.stage.SplitPacking;
import dev.sheaf.stage.StageOptions;
import dev.sheaf.stage.TokenPacking;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Wherever a function of the user's is called, its stage can be named and answered for. Every function here fails for 6.
@Timeout(60)
class StageNamesTest {
  private static final Function<Long, Long> FAULTY = Faulty.on(n -> n == 6);

  private static IndexedPipeline<Long> numbers() {
    return Pipeline.over(Numbers.to(12)).slice(1, 12);
  }

  private static Pipeline<Long> items() {
    return numbers().items();
  }

  private static Int64Array one(long n) {
    return Int64Array.of(Shape.of(1), FAULTY.apply(n));
  }

  static Stream<Function<StageOptions, Pipeline<?>>> stages() {
    return Stream.of(
        options -> numbers().map(FAULTY, options),
        options -> numbers().mapOptional(n -> Optional.of(FAULTY.apply(n)), options),
        options -> numbers().mapWithIndex((_, n) -> FAULTY.apply(n), options),
        options -> numbers().randomMap((n, _) -> FAULTY.apply(n), 1, options),
        options -> numbers().seed(1).randomMap((n, _) -> FAULTY.apply(n), options),
        options -> numbers().filterInPlace(n -> FAULTY.apply(n) > 0, options),
        options -> numbers().flatMap(n -> List.of(FAULTY.apply(n)), 1, options),
        options -> numbers().zip(numbers(), (a, _) -> FAULTY.apply(a), options),
        options -> Parts.of(numbers(), numbers()).zip(both -> FAULTY.apply(both.getFirst()), options),
        options -> numbers().batch(1, list -> FAULTY.apply(list.getFirst()), Remainder.KEEP, options),
        options -> numbers().elasticBatch(0, 1, 1, list -> FAULTY.apply(list.getFirst()), options),
        options -> items().map(FAULTY, options),
        options -> items().filter(n -> FAULTY.apply(n) > 0, options),
        options -> items().peek(n -> Faulty.refuse(n == 6, n), options),
        options -> items().mapWithIndex((_, n) -> FAULTY.apply(n), options),
        options -> items().randomMap((n, _) -> FAULTY.apply(n), 1, options),
        options -> items().flatMap(n -> List.of(FAULTY.apply(n)), options),
        options -> items().yieldFrom(n -> Pipeline.from("one", List.of(FAULTY.apply(n))), options),
        options -> items().batch(1, list -> FAULTY.apply(list.getFirst()), Remainder.KEEP, options),
        options -> Pipeline.zip(items(), items(), Lengths.EQUAL, (a, _) -> FAULTY.apply(a), options),
        options -> items().bucketByLength(LengthBuckets.of(List.of(new BucketSize(1, 20))), FAULTY::apply, options),
        options -> items().dynamicBucket(DynamicBuckets.of(1, n -> FAULTY.apply(n)), options),
        options -> items().aggregate(Each::new, Remainder.KEEP, options),
        options -> items().rebatch(1, Remainder.KEEP, new EachARow(), options),
        options -> items().pack(TokenPacking.whole(1, 1), StageNamesTest::one, options),
        options ->
            items().pack(BinPacking.of(BinPacking.Fit.FIRST, 1, PackedFeature.of("x", 1)), n -> Map.of("x", one(n)), options),
        options -> items().pack(SplitPacking.of(PackedFeature.of("x", 1)), n -> Map.of("x", one(n)), options));
  }

  /// Gives each item back.
  private static final class Each implements Aggregator<Long, Long> {
    @Override
    public Optional<Long> accumulate(Long item) {
      return Optional.of(FAULTY.apply(item));
    }
  }

  /// Takes each item for a batch of one row.
  private static final class EachARow implements RowSlicing<Long> {
    @Override
    public long rows(Long batch) {
      return FAULTY.apply(batch) > 0 ? 1 : 0;
    }

    @Override
    public Long slice(Long batch, long from, long to) {
      return batch;
    }

    @Override
    public Long concatenate(List<Long> batches) {
      return batches.getFirst();
    }
  }

  @ParameterizedTest
  @MethodSource("stages")
  void aStageIsNamedAndAnsweredFor(Function<StageOptions, Pipeline<?>> stage) {
    StageOptions named = StageOptions.named("mine");
    try (DataLoader<?> loader = stage.apply(named.onError(OnError.skip())).open()) {
      assertEquals(10, PipelineTest.rest(loader).size());
      assertEquals(1, loader.ledger().line("mine").skipped());
      assertTrue(loader.ledger().balances(), () -> loader.ledger().toString());
    }
    try (DataLoader<?> loader = stage.apply(named).open()) {
      PipelineException end = assertThrows(PipelineException.class, () -> PipelineTest.rest(loader));
      assertEquals("mine", end.stage());
    }
  }

  @ParameterizedTest
  @MethodSource("stages")
  void aShareOfItsCallsMayFail(Function<StageOptions, Pipeline<?>> stage) {
    StageOptions named = StageOptions.named("mine");
    // Ten passes of eleven calls, of which one fails.
    Pipeline<?> pipeline = stage.apply(named.onError(OnError.skipUpToShare(1, 20))).repeat(10);
    try (DataLoader<?> loader = pipeline.open()) {
      PipelineException end = assertThrows(PipelineException.class, () -> PipelineTest.rest(loader));
      assertEquals("mine", end.stage());
      assertEquals(9, loader.ledger().line("mine").skipped());
    }
  }

  @Test
  void aRowOfBatchesOfWhichSomeLackRowsIsWhole() {
    Pipeline<Long> batches =
        numbers().map(FAULTY).<Long>batch(4, list -> (long) list.size()).onError(OnError.skip()).items();
    try (DataLoader<Long> loader = Pipeline.zip(batches, Pipeline.count(0, 0), Long::sum).open()) {
      assertEquals(List.of(4L, 3L, 3L), PipelineTest.rest(loader));
      assertEquals(1, loader.ledger().line("map").skipped());
      assertTrue(loader.ledger().balances(), () -> loader.ledger().toString());
    }
  }
}
