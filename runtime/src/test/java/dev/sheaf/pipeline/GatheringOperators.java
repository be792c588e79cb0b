package dev.sheaf.pipeline;

import static dev.sheaf.pipeline.Operator.items;

import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.schema.Shape;
import dev.sheaf.stage.Aggregator;
import dev.sheaf.stage.BinPacking;
import dev.sheaf.stage.BucketSize;
import dev.sheaf.stage.DynamicBuckets;
import dev.sheaf.stage.LengthBuckets;
import dev.sheaf.stage.PackedFeature;
import dev.sheaf.stage.PackedTokens;
import dev.sheaf.stage.RowSlicing;
import dev.sheaf.stage.SplitPacking;
import dev.sheaf.stage.TokenPacking;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// The operators of the item plane that put items together, with what they make of them as numbers again.
final class GatheringOperators {
  private GatheringOperators() {}

  static List<Operator<Drawn>> all() {
    return List.of(
        items("batch", Cut::of, (p, b) -> p.batch(b.size(), Operators::asOne, b.rest()), Cut::model),
        items("bucket", Cut::of, (p, b) -> p.bucket(b.size(), b.rest()).map(Operators::asOne), Cut::model),
        items("flatMap", (p, c) -> p.bucket(c.from(1, 5), c.remainder()).flatMap(bucket -> bucket)),
        items("bucketByLength", (p, c) -> p.bucketByLength(lengths(c), length(c)).map(Operators::asOne)),
        items("dynamicBucket", (p, c) -> p.dynamicBucket(costs(c)).flatMap(bucket -> bucket)),
        items(
            "rebatch",
            (p, c) ->
                p.bucket(3, c.remainder())
                    .rebatch(c.from(1, 7), c.remainder(), RowSlicing.ofLists())
                    .map(Operators::asOne)),
        items("aggregate", (p, c) -> p.aggregate(sums(c), c.remainder())),
        items("pack", (p, c) -> p.pack(bins(c), GatheringOperators::arrays).map(GatheringOperators::ofArrays)),
        items("pack", (p, _) -> p.pack(cuts(), GatheringOperators::arrays).map(GatheringOperators::ofArrays)),
        items("pack", (p, c) -> p.pack(tokens(c), GatheringOperators::array).map(GatheringOperators::ofTokens)));
  }

  /// Lists of some items.
  private record Cut(int size, Remainder rest) {
    static Cut of(Choices choices) {
      return new Cut(choices.from(1, 5), choices.remainder());
    }

    static Model model(Model before, Cut cut) {
      return before.buckets(cut.size, cut.rest);
    }
  }

  private static LengthBuckets lengths(Choices choices) {
    LengthBuckets buckets = LengthBuckets.of(List.of(new BucketSize(choices.from(1, 3), 4), new BucketSize(2, 8)));
    buckets = choices.maybe() ? buckets.skipTooLong() : buckets;
    buckets = choices.maybe() ? buckets.dropRemainder() : buckets;
    return choices.maybe() ? buckets.skipTooShort() : buckets;
  }

  private static ToLongFunction<Long> length(Choices choices) {
    LongConsumer bad = choices.bad("length");
    int most = choices.from(6, 12);
    return number -> {
      bad.accept(number);
      return Math.floorMod(number, most);
    };
  }

  private static DynamicBuckets<Long> costs(Choices choices) {
    LongConsumer bad = choices.bad("cost");
    DynamicBuckets<Long> buckets =
        DynamicBuckets.of(
            choices.from(1, 20),
            number -> {
              bad.accept(number);
              return Math.floorMod(number, 7);
            });
    buckets = choices.maybe() ? buckets.atMost(choices.from(3, 6)) : buckets;
    buckets = choices.maybe() ? buckets.atLeast(choices.from(0, 3)) : buckets;
    return choices.maybe() ? buckets.dropRemainder() : buckets;
  }

  private static Supplier<Aggregator<Long, Long>> sums(Choices choices) {
    int enough = choices.from(1, 60);
    LongConsumer bad = choices.bad("aggregate");
    return () ->
        new Aggregator<>() {
          private long sum;

          @Override
          public Optional<Long> accumulate(Long number) {
            bad.accept(number);
            sum += Math.floorMod(number, 40);
            return sum >= enough ? flush() : Optional.empty();
          }

          @Override
          public Optional<Long> flush() {
            long whole = sum;
            sum = 0;
            return whole == 0 ? Optional.empty() : Optional.of(whole);
          }
        };
  }

  private static BinPacking bins(Choices choices) {
    BinPacking packing =
        BinPacking.of(choices.oneOf(BinPacking.Fit.class), choices.from(1, 3), PackedFeature.of("n", choices.from(4, 9)));
    return choices.maybe() ? packing.shuffled(choices.seed()) : packing;
  }

  private static SplitPacking cuts() {
    return SplitPacking.of(PackedFeature.of("n", 6));
  }

  private static TokenPacking tokens(Choices choices) {
    TokenPacking packing =
        choices.maybe()
            ? TokenPacking.cut(choices.from(2, 9), choices.from(1, 6))
            : TokenPacking.whole(choices.from(3, 9), choices.from(1, 6));
    return choices.maybe() ? packing.dropRemainder() : packing;
  }

  private static NdArray array(Long number) {
    long[] sequence = new long[Math.floorMod(number, 7)];
    Arrays.fill(sequence, number);
    return Int64Array.of(Shape.of(sequence.length), sequence);
  }

  private static Map<String, NdArray> arrays(Long number) {
    return Map.of("n", array(number));
  }

  private static Long ofArray(NdArray array) {
    return (long) Arrays.hashCode(array.segment().toArray(ValueLayout.JAVA_BYTE));
  }

  private static Long ofTokens(PackedTokens row) {
    return ofArray(row.elements()) + row.lengths().size();
  }

  private static Long ofArrays(Map<String, NdArray> arrays) {
    Map<String, NdArray> sorted = new LinkedHashMap<>();
    arrays.keySet().stream().sorted().forEach(name -> sorted.put(name, arrays.get(name)));
    return Operators.asOne(sorted.values().stream().map(GatheringOperators::ofArray).toList());
  }
}
