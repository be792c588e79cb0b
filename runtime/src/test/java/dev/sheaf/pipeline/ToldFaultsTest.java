package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.order.Exhausted;
import dev.sheaf.schema.Shape;
import dev.sheaf.stage.BinPacking;
import dev.sheaf.stage.BucketSize;
import dev.sheaf.stage.DynamicBuckets;
import dev.sheaf.stage.LengthBuckets;
import dev.sheaf.stage.OnError;
import dev.sheaf.stage.PackedFeature;
import dev.sheaf.stage.PackedTokens;
import dev.sheaf.stage.RowSlicing;
import dev.sheaf.stage.SplitPacking;
import dev.sheaf.stage.TokenPacking;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A consumer that goes on behind faults is told of each once, however often it is resumed.
@Timeout(60)
class ToldFaultsTest {
  @TempDir Path folder;

  record Operator(String name, UnaryOperator<Pipeline<Long>> step) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Operator> operators() {
    return Stream.of(
        new Operator("bucket", p -> p.bucket(4, Remainder.KEEP).map(Operators::asOne)),
        new Operator("windowShuffle", p -> p.windowShuffle(5, 3)),
        new Operator("shuffle", p -> p.shuffle(3)),
        new Operator("bucketByLength", p -> tooLongOnes(p, 3, 7).map(Operators::asOne)),
        new Operator("dynamicBucket", p -> p.dynamicBucket(DynamicBuckets.of(20, n -> n % 7)).map(Operators::asOne)),
        new Operator("packBins", p -> p.pack(bins(), ToldFaultsTest::named).map(row -> (long) row.size())),
        new Operator(
            "packSplit",
            p -> p.pack(SplitPacking.of(PackedFeature.of("n", 9)), ToldFaultsTest::named).map(row -> (long) row.size())),
        new Operator("packTokens", p -> p.pack(TokenPacking.cut(9, 5), ToldFaultsTest::array).map(ToldFaultsTest::count)),
        new Operator("packWholeTokens", p -> p.pack(TokenPacking.whole(5, 5), ToldFaultsTest::array).map(ToldFaultsTest::count)),
        new Operator("rebatch", p -> p.bucket(3, Remainder.KEEP).rebatch(4, Remainder.KEEP, RowSlicing.ofLists()).map(Operators::asOne)),
        new Operator("flatMap", p -> p.flatMap(n -> Collections.nCopies((int) (n % 3), n))),
        new Operator("yieldFrom", p -> p.yieldFrom(n -> Pipeline.range(0, n % 3, 1))),
        new Operator("shard", p -> p.shard(1, 3, Remainder.DROP)),
        new Operator("cache", p -> p.cache(100)));
  }

  /// Numbers of which some are too long for any bucket: the consumer may go on behind these.
  private static Pipeline<Long> faulty(int count) {
    return tooLongOnes(Pipeline.range(count).items(), 1, 11).map(List::getFirst);
  }

  private static Pipeline<List<Long>> tooLongOnes(Pipeline<Long> numbers, int count, int most) {
    return numbers.bucketByLength(LengthBuckets.of(List.of(new BucketSize(count, most - 3))), n -> n % most);
  }

  private static BinPacking bins() {
    return BinPacking.of(BinPacking.Fit.FIRST, 2, PackedFeature.of("n", 9));
  }

  private static NdArray array(Long number) {
    long[] sequence = new long[Math.floorMod(number, 7)];
    return Int64Array.of(Shape.of(sequence.length), sequence);
  }

  private static Map<String, NdArray> named(Long number) {
    return Map.of("n", array(number));
  }

  private static Long count(PackedTokens row) {
    return (long) row.lengths().size();
  }

  private void check(Supplier<Pipeline<Long>> pipelines) {
    Path quarantine = folder.resolve("quarantine.jsonl");
    Seen whole = Seen.of(pipelines.get(), quarantine);
    assertTrue(whole.failure().isEmpty(), whole::toString);
    assertTrue(whole.ledger().failed() > 0, whole::toString);
    for (int first = 1; first <= whole.items().size(); first++) {
      int length = first;
      assertEquals(whole, Seen.inPieces(pipelines, () -> length, quarantine), "in pieces of " + length);
    }
  }

  /// In turns, what one is told of lies between what others give.
  @ParameterizedTest
  @MethodSource("operators")
  void anOperatorTellsOfAFaultOnceWhenItTakesTurnsWithOthers(Operator operator) {
    check(
        () ->
            Pipeline.roundRobin(
                List.of(operator.step().apply(faulty(40)), Pipeline.range(25).items()), Exhausted.LEAVE_OUT));
  }

  /// What a mixture has looked ahead at is known by its place.
  @ParameterizedTest
  @MethodSource("operators")
  void anOperatorTellsOfAFaultOnceWhenItsRowsAreLookedAheadAt(Operator operator) {
    check(() -> mixed(rows(operator)));
  }

  @ParameterizedTest
  @MethodSource("operators")
  void anOperatorLeavesOutAFaultOnceWhenItsRowsAreLookedAheadAt(Operator operator) {
    LedgerContract.check(() -> mixed(rows(operator)).onError(OnError.skip()), "a mixture of rows of " + operator);
  }

  @ParameterizedTest
  @MethodSource("operatorsWithoutMemory")
  void anOperatorTellsOfAFaultOnceWhenItsRowsAreHeldBack(Operator operator) {
    check(() -> rows(operator).yieldFrom(n -> Pipeline.from("same", List.of(n))).windowShuffle(3, 1));
  }

  /// What a cache has read in the epoch that is gone on in, only the process knew that read it.
  static Stream<Operator> operatorsWithoutMemory() {
    return operators().filter(operator -> !operator.name().equals("cache"));
  }

  @Test
  void whoeverReadsAnEpochOfACacheAgainMissesTheSame() {
    Supplier<Pipeline<Long>> held =
        () ->
            rows(new Operator("cache", p -> p.cache(100)))
                .shuffle(3)
                .dynamicBucket(DynamicBuckets.of(7, n -> n % 7))
                .flatMap(bucket -> bucket)
                .onError(OnError.skip())
                .prefetch(1);
    Path quarantine = folder.resolve("quarantine.jsonl");
    Seen whole = Seen.of(held.get(), quarantine).withoutLedger();
    for (int first = 1; first <= whole.items().size(); first++) {
      int length = first;
      assertEquals(whole, Seen.inPieces(held, () -> length, quarantine).withoutLedger(), "in pieces of " + length);
    }
  }

  /// Rows that a fault costs one.
  private static Pipeline<Long> rows(Operator operator) {
    return Pipeline.zip(operator.step().apply(faulty(24)), Pipeline.count(0, 1), (one, other) -> one * 100 + other);
  }

  private static Pipeline<Long> mixed(Pipeline<Long> rows) {
    return Pipeline.sample(List.of(rows, Pipeline.range(9).items()), new double[] {2, 1}, 4, Exhausted.LEAVE_OUT);
  }

  @ParameterizedTest
  @MethodSource("operators")
  void anOperatorTellsOfAFaultOnce(Operator operator) {
    check(() -> operator.step().apply(faulty(40)));
  }
}
