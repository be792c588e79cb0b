package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.order.Exhausted;
import dev.sheaf.schema.Shape;
import dev.sheaf.stage.Aggregator;
import dev.sheaf.stage.BinPacking;
import dev.sheaf.stage.BucketDivision.Divided;
import dev.sheaf.stage.BucketSize;
import dev.sheaf.stage.DynamicBuckets;
import dev.sheaf.stage.LengthBuckets;
import dev.sheaf.stage.OnError;
import dev.sheaf.stage.PackedFeature;
import dev.sheaf.stage.RowSlicing;
import dev.sheaf.stage.SplitPacking;
import dev.sheaf.stage.TokenPacking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every stage of the item plane keeps the ledger: nothing is lost without a line, and what a resumed loader reads again is
/// not counted again. `-Dsheaf.seed=N` runs random ones again.
@Timeout(120)
class StageLedgerTest {
  private static final int PIPELINES = 40;

  // Always the same here: a build should not fail by chance. The soak profile draws others.
  private final long seed = Long.getLong("sheaf.seed", 7);

  /// Each operator, on numbers from 0 to 99 of which some are missing, with functions that fail for some.
  private static final List<Operator> OPERATORS =
      List.of(
          new Operator("map", (random, items) -> items.map(Faulty.onMultiplesOf(divisor(random)))),
          new Operator("filter",
              (random, items) -> {
                long rest = 2L + random.nextInt(4);
                return items.filter(n -> n % rest != 0);
              }),
          new Operator("faultyFilter",
              (random, items) -> {
                long divisor = divisor(random);
                return items.filter(n -> Faulty.onMultiplesOf(divisor).apply(n) % 3 != 1);
              }),
          new Operator("peek", (random, items) -> items.peek(n -> Faulty.refuse(n % 9 == 0, n))),
          new Operator("mapWithIndex",
              (random, items) -> {
                long divisor = divisor(random);
                return items.mapWithIndex((index, n) -> (Faulty.onMultiplesOf(divisor).apply(index + 1) + n) % 100);
              }),
          new Operator("randomMap",
              (random, items) -> {
                long divisor = divisor(random);
                return items.randomMap((n, numbers) -> Faulty.onMultiplesOf(divisor).apply(n) * 0 + numbers.nextInt(100), 7);
              }),
          new Operator("bucket", (random, items) -> items.bucket(1 + random.nextInt(5), remainder(random)).map(StageLedgerTest::sum)),
          new Operator("batch",
              (random, items) -> {
                long divisor = divisor(random);
                return items.batch(
                    1 + random.nextInt(5), list -> Faulty.onMultiplesOf(divisor).apply(sum(list)), remainder(random));
              }),
          new Operator("flatMap",
              (random, items) -> {
                long divisor = divisor(random);
                // Some fail in the middle of what they give.
                return items.flatMap(
                    n -> () -> LongStream.range(0, n % 4).map(i -> Faulty.onMultiplesOf(divisor).apply(n + i)).iterator());
              }),
          new Operator("yieldFrom",
              (random, items) -> {
                long divisor = divisor(random);
                return items.yieldFrom(
                    n ->
                        Pipeline.from("yielded", LongStream.range(0, Faulty.onMultiplesOf(divisor).apply(n) % 4).boxed().toList())
                            .filter(i -> i != 1));
              }),
          new Operator("windowShuffle", (random, items) -> items.windowShuffle(1 + random.nextInt(9), 3)),
          new Operator("shuffle", (random, items) -> items.shuffle(5)),
          new Operator("bucketByLength",
              (random, items) -> {
                long divisor = divisor(random);
                LengthBuckets buckets = LengthBuckets.of(BucketSize.plan(24, 8, 1, 1)).minLength(2);
                buckets = random.nextBoolean() ? buckets.skipTooLong() : buckets;
                buckets = random.nextBoolean() ? buckets.skipTooShort() : buckets;
                buckets = random.nextBoolean() ? buckets.dropRemainder() : buckets;
                return items
                    .bucketByLength(buckets, n -> Faulty.onMultiplesOf(divisor).apply(n) % 11)
                    .map(StageLedgerTest::sum);
              }),
          new Operator("dynamicBucket",
              (random, items) -> {
                long divisor = divisor(random);
                DynamicBuckets<Long> buckets =
                    DynamicBuckets.of(1 + random.nextInt(200), n -> Faulty.onMultiplesOf(divisor).apply(n));
                buckets = random.nextBoolean() ? buckets.dropRemainder() : buckets;
                buckets = random.nextBoolean() ? buckets.dividedBy(StageLedgerTest::divide) : buckets;
                return items.dynamicBucket(buckets).map(StageLedgerTest::sum);
              }),
          new Operator("rebatch",
              (random, items) ->
                  items
                      .bucket(1 + random.nextInt(6), remainder(random))
                      .map(list -> list.subList(0, Math.toIntExact(list.getFirst() % (list.size() + 1))))
                      .rebatch(1 + random.nextInt(5), remainder(random), RowSlicing.ofLists())
                      .map(StageLedgerTest::sum)),
          new Operator("aggregate",
              (random, items) -> {
                long divisor = divisor(random);
                return items.aggregate(() -> new SumsUpTo(150, divisor), remainder(random));
              }),
          new Operator("skip", (random, items) -> items.skip(random.nextInt(9))),
          new Operator("take", (random, items) -> items.take(random.nextInt(60))),
          new Operator("shard",
              (random, items) -> {
                int world = 1 + random.nextInt(4);
                return items.shard(random.nextInt(world), world, remainder(random));
              }),
          new Operator("repeat", (random, items) -> items.repeat(1 + random.nextInt(3), random.nextBoolean() ? Passes.RESHUFFLED : Passes.SAME_ORDER)),
          new Operator("prefetch", (random, items) -> items.prefetch(1 + random.nextInt(9))),
          new Operator("zip", (random, items) -> Pipeline.zip(items, other(random), Lengths.SHORTEST, (a, b) -> a > 95 ? Faulty.onMultiplesOf(1).apply(a) : (a + b) % 100)),
          new Operator("zipCount", (random, items) -> Pipeline.zip(items, Pipeline.count(0, 1), (a, b) -> (a + b) % 100)),
          new Operator("zipConstant", (random, items) -> Pipeline.zip(List.of(items, Pipeline.constant(3L))).map(StageLedgerTest::sum)),
          new Operator("zipFlat", (random, items) -> Pipeline.zipFlat(List.of(items, other(random)), Lengths.SHORTEST).map(row -> row.hashCode() % 100L)),
          new Operator("roundRobin", (random, items) -> Pipeline.roundRobin(List.of(items, other(random)), exhausted(random))),
          new Operator("sample",
              (random, items) -> {
                Exhausted exhausted = exhausted(random);
                // What is repeated must have something.
                Pipeline<Long> atLeastOne = Pipeline.concatenate(List.of(items, Pipeline.from("one", List.of(1L))));
                return Pipeline.sample(List.of(atLeastOne, other(random)), new double[] {2, 1}, 4, exhausted);
              }),
          new Operator("mix",
              (random, items) -> {
                Map<String, Pipeline<Long>> parts = new LinkedHashMap<>();
                parts.put("items", items);
                parts.put("others", other(random));
                return Pipeline.mix(parts, Map.of("items", 2.0, "others", 1.0));
              }),
          new Operator("interleave", (random, items) -> Pipeline.interleave(List.of(items, other(random), other(random)), 1 + random.nextInt(3))),
          new Operator("concatenate", (random, items) -> Pipeline.concatenate(List.of(items, other(random)))),
          new Operator("packTokens",
              (random, items) -> {
                TokenPacking packing = random.nextBoolean() ? TokenPacking.cut(12, 7) : TokenPacking.whole(12, 12);
                packing = random.nextBoolean() ? packing.dropRemainder() : packing;
                long divisor = divisor(random);
                TokenPacking drawn = packing;
                return items.pack(drawn, n -> sequence(divisor, n)).map(row -> sum(row.elements()));
              }),
          new Operator("packBins",
              (random, items) -> {
                BinPacking packing = BinPacking.of(BinPacking.Fit.FIRST, 1 + random.nextInt(3), PackedFeature.of("x", 12));
                long divisor = divisor(random);
                return items.pack(packing, n -> Map.of("x", sequence(divisor, n))).map(row -> sum(row.get("x")));
              }),
          new Operator("packSplit",
              (random, items) -> {
                SplitPacking packing = SplitPacking.of(PackedFeature.of("x", 6));
                SplitPacking drawn = random.nextBoolean() ? packing.keepFull() : packing;
                long divisor = divisor(random);
                return items.pack(drawn, n -> Map.of("x", sequence(divisor, n))).map(row -> sum(row.get("x")));
              }));

  /// An operator, put behind others.
  record Operator(String name, Behind behind) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Operator> operators() {
    return OPERATORS;
  }

  /// Puts an operator behind others.
  interface Behind {
    Pipeline<Long> put(Random random, Pipeline<Long> items);
  }

  private static long divisor(Random random) {
    return 3L + random.nextInt(20);
  }

  private static Remainder remainder(Random random) {
    return random.nextBoolean() ? Remainder.KEEP : Remainder.DROP;
  }

  private static Exhausted exhausted(Random random) {
    return List.of(Exhausted.REPEAT, Exhausted.LEAVE_OUT, Exhausted.STOP).get(random.nextInt(3));
  }

  private static Pipeline<Long> other(Random random) {
    Pipeline<Long> other =
        random.nextBoolean()
            ? Pipeline.over(Numbers.to(5 + random.nextInt(20))).items()
            : Pipeline.from("others", LongStream.range(5, 10 + random.nextInt(20)).boxed().toList());
    other = random.nextBoolean() ? other.filter(n -> n % 3 != 0) : other;
    other = random.nextBoolean() ? other.map(Faulty.onMultiplesOf(4)) : other;
    return random.nextBoolean() ? other.bucket(2, Remainder.KEEP).map(StageLedgerTest::sum) : other;
  }

  /// Its items are from 0 to 99, but those of batches.
  private static Pipeline<Long> source(Random random) {
    int size = random.nextInt(30);
    long bad = 3L + random.nextInt(30);
    return switch (random.nextInt(4)) {
      case 0 -> Pipeline.from("source", LongStream.range(0, size).boxed().toList());
      case 1 -> Pipeline.over(Numbers.to(size)).shuffle(1).filterInPlace(n -> n % 5 != 2).items();
      case 2 -> Pipeline.over(Numbers.to(size)).map(Faulty.onMultiplesOf(bad)).<Long>batch(2, StageLedgerTest::sum).items();
      default ->
          Pipeline.over(
                  Numbers.readBy(size, position -> Faulty.on(n -> n % bad == 1).apply(position)))
              .items();
    };
  }

  private static long sum(List<? extends Long> numbers) {
    return numbers.stream().mapToLong(n -> n).sum() % 100;
  }

  private static long sum(@Nullable NdArray array) {
    return array == null ? 0 : LongStream.of(array.convertExactly(Int64Array.class).toArray()).sum() % 100;
  }

  private static Int64Array sequence(long divisor, long n) {
    int length = Math.toIntExact(Faulty.onMultiplesOf(divisor).apply(n) % 14);
    return Int64Array.of(Shape.of(length), LongStream.range(n, n + length).toArray());
  }

  /// Fails for some; else leaves one out, and carries one over.
  private static Divided<Long> divide(List<Long> gathered) {
    Faulty.refuse(sum(gathered) % 7 == 0, sum(gathered));
    int last = gathered.size() - 1;
    return last < 2
        ? new Divided<>(List.of(gathered), List.of())
        : new Divided<>(List.of(gathered.subList(0, last - 1)), List.of(gathered.get(last)));
  }

  /// Sums of as many items as do not exceed a number; the first that does begins the next.
  private static final class SumsUpTo implements Aggregator<Long, Long> {
    private final long most;
    private final long divisor;
    private long sum = -1;

    SumsUpTo(long most, long divisor) {
      this.most = most;
      this.divisor = divisor;
    }

    @Override
    public Optional<Long> accumulate(Long item) {
      Faulty.refuse(item % divisor == 0, item);
      if (sum >= 0 && sum + item > most) {
        long full = sum;
        sum = item;
        return Optional.of(full % 100);
      }
      sum = Math.max(0, sum) + item;
      return Optional.empty();
    }

    @Override
    public Optional<Long> flush() {
      return sum < 0 ? Optional.empty() : Optional.of(Faulty.onMultiplesOf(divisor).apply(sum));
    }

    @Override
    public int held() {
      return 1;
    }
  }

  /// A pipeline that is the same for the same shape, but for threads.
  private static Pipeline<Long> draw(long shape, UnaryOperator<Pipeline<Long>> operators, Random tuning) {
    Pipeline<Long> pipeline = operators.apply(source(new Random(shape)));
    return pipeline.onError(OnError.skip()).threads(1 + tuning.nextInt(3));
  }

  @ParameterizedTest
  @MethodSource("operators")
  void aStageAccountsForEverythingAndCountsNothingTwice(Operator operator) {
    for (long shape = 0; shape < 6; shape++) {
      long itsShape = shape;
      Random tuning = new Random(shape);
      String words = operator + " of shape " + shape;
      LedgerContract.Seen seen =
          LedgerContract.check(
              () -> draw(itsShape, items -> operator.behind.put(new Random(itsShape), items.map(n -> n % 100)), tuning),
              words);
      assertEquals("", seen.end(), words);
    }
  }

  @ParameterizedTest
  @MethodSource("operators")
  void whatIsReadAgainIsNotWrittenDownAgain(Operator operator, @TempDir Path folder) {
    Path file = folder.resolve("left-out.jsonl");
    LedgerContract.check(
        () ->
            draw(2, items -> operator.behind.put(new Random(2), items.map(n -> n % 100)), new Random(2))
                .onError(OnError.quarantine(file)),
        operator.toString(),
        () -> text(file));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whereARunGivesUpDoesNotDependOnWhereItWasInterrupted() {
    for (Operator operator : OPERATORS) {
      for (int most = 0; most < 7; most += 3) {
        OnError upTo = OnError.skipUpTo(most);
        LedgerContract.check(
            () ->
                draw(5, items -> operator.behind.put(new Random(5), items.map(n -> n % 100)), new Random(5))
                    .onError(upTo),
            operator + ", up to " + most);
      }
    }
  }

  @Test
  void aWindowOfItemsInNoCertainOrderDoes() {
    LedgerContract.check(
        () ->
            draw(3, items -> items.yieldFrom(n -> Pipeline.from("same", List.of(n))), new Random(3))
                .prefetch(3)
                .filter(n -> n % 4 != 1)
                .windowShuffle(5, 2),
        "a window that keeps places");
  }

  @Test
  void aBucketThatAFaultPassesBeforeItIsFullDoes() {
    LedgerContract.check(
        () -> {
          Pipeline<Long> sums =
              Pipeline.range(30).items().map(Faulty.onMultiplesOf(3)).bucket(4, Remainder.KEEP).map(StageLedgerTest::sum);
          Pipeline<Long> mixed =
              Pipeline.roundRobin(List.of(sums, Pipeline.range(100, 130, 1)), Exhausted.LEAVE_OUT);
          // A row of which an item fails is left out, and the others go on meanwhile.
          return Pipeline.zip(mixed, Pipeline.count(0, 1), Long::sum).onError(OnError.skip()).prefetch(1);
        },
        "a bucket among others");
  }

  @Test
  void aCacheDoesSinceItIsWhatLaterEpochsAreExpectedOf() {
    for (long shape = 0; shape < 6; shape++) {
      long itsShape = shape;
      LedgerContract.check(
          () ->
              draw(itsShape, items -> items.filter(n -> n % 3 != 1), new Random(itsShape))
                  .map(Faulty.onMultiplesOf(5))
                  .cache(1000)
                  .windowShuffle(4, 1)
                  .filter(n -> n != 9),
          "a cache of shape " + shape);
    }
  }

  @Test
  void theLinesOfAFileAreExpected(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("numbers.txt");
    Files.write(file, new byte[] {'1', '\n', (byte) 0xff, '\n', '2', '\n', '3', '\n', 'x', '\n', '4'});
    LedgerContract.check(
        () -> Pipeline.lines(file).map(Long::parseLong).windowShuffle(3, 1).onError(OnError.skip()), "lines");
    try (DataLoader<Long> loader = Pipeline.lines(file).map(Long::parseLong).onError(OnError.skip()).open()) {
      PipelineTest.rest(loader);
      assertEquals(
          """
          6 expected, 4 delivered
            map: 1 skipped
            read: 1 skipped""",
          loader.ledger().toString());
    }
  }

  @Test
  void aStageSaysWhatItHoldsBackAndWhatIsLeftOfThatWhenAnotherHasEnough() {
    Pipeline<Long> pipeline = Pipeline.over(Numbers.to(10)).items().windowShuffle(4, 1).take(6);
    try (DataLoader<Long> loader = pipeline.open()) {
      PipelineTest.take(loader, 1);
      assertEquals(
          """
          4 expected, 1 delivered
            windowShuffle: 3 held back""",
          loader.ledger().toString());
      PipelineTest.rest(loader);
      assertEquals(
          """
          8 expected, 6 delivered
            windowShuffle: 2 held back""",
          loader.ledger().toString());
    }
  }

  @Test
  void stagesBehindOneAnotherDo() {
    System.out.println("StageLedgerTest: -Dsheaf.seed=" + seed);
    Random random = new Random(seed);
    for (int i = 0; i < PIPELINES; i++) {
      long shape = random.nextLong();
      Random drawn = new Random(shape);
      List<Operator> operators = new ArrayList<>();
      for (int stages = 1 + drawn.nextInt(4); stages > 0; stages--) {
        operators.add(OPERATORS.get(drawn.nextInt(OPERATORS.size())));
      }
      LedgerContract.check(
          () ->
              draw(
                  shape,
                  items -> {
                    Random arguments = new Random(shape + 1);
                    Pipeline<Long> all = items;
                    for (Operator operator : operators) {
                      all = operator.behind.put(arguments, all.map(n -> Math.abs(n) % 100));
                    }
                    // Passes multiply.
                    return all.take(40);
                  },
                  random),
          "seed " + seed + ", number " + i + ": " + operators);
    }
  }
}
