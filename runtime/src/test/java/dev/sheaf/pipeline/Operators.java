package dev.sheaf.pipeline;

import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.order.Exhausted;
import dev.sheaf.pipeline.Model.Shard;
import dev.sheaf.schema.Shape;
import dev.sheaf.source.LineOptions;
import dev.sheaf.stage.Aggregator;
import dev.sheaf.stage.BinPacking;
import dev.sheaf.stage.BucketSize;
import dev.sheaf.stage.DrawnBy;
import dev.sheaf.stage.DynamicBuckets;
import dev.sheaf.stage.LengthBuckets;
import dev.sheaf.stage.PackedFeature;
import dev.sheaf.stage.RowSlicing;
import dev.sheaf.stage.SplitPacking;
import dev.sheaf.stage.StageOptions;
import dev.sheaf.stage.TokenPacking;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Every operator of both planes, as steps from numbers to numbers of which random pipelines are made: a line for each.
/// What an operator gives that is no number is made one. Whoever adds an operator adds a line, and a model of it in
/// lists if that is simple.
final class Operators {
  /// One that is drawn for an operator: made of what is before, and what it means if that is known.
  record Drawn(Pipeline<Long> pipeline, Optional<Model> model) {
    Drawn(Pipeline<Long> pipeline) {
      this(pipeline, Optional.empty());
    }

    Drawn(Pipeline<Long> pipeline, Model model) {
      this(pipeline, Optional.of(model));
    }

    IndexedPipeline<Long> indexed() {
      return (IndexedPipeline<Long>) pipeline;
    }

    boolean isIndexed() {
      return pipeline instanceof IndexedPipeline<Long>;
    }
  }

  /// @param <B> what is there already: one, or several, or none
  record Operator<B>(String name, BiFunction<B, Choices, Drawn> step) {
    Drawn after(B before, Choices choices) {
      Drawn drawn = step.apply(before, choices);
      choices.took(name);
      return drawn;
    }
  }

  private static final Operators ALL = new Operators();

  private final List<Operator<List<Drawn>>> sources = new ArrayList<>();
  private final List<Operator<Drawn>> ofPositions = new ArrayList<>();
  private final List<Operator<Drawn>> ofItems = new ArrayList<>();
  private final List<Operator<List<Drawn>>> ofParts = new ArrayList<>();
  private final List<Operator<List<Drawn>>> ofSeveral = new ArrayList<>();

  private Operators() {
    addSources();
    addOfPositions();
    addOfParts();
    addMaps();
    addSelections();
    addGatherings();
    addOfSeveral();
  }

  /// The names of the methods that are drawn.
  static Collection<String> names() {
    Collection<String> names = new TreeSet<>();
    ALL.sources.forEach(operator -> names.add(operator.name()));
    ALL.ofPositions.forEach(operator -> names.add(operator.name()));
    ALL.ofItems.forEach(operator -> names.add(operator.name()));
    ALL.ofParts.forEach(operator -> names.add(operator.name()));
    ALL.ofSeveral.forEach(operator -> names.add(operator.name()));
    return names;
  }

  /// The files that sources are drawn from.
  static void makeFiles(Path folder) throws IOException {
    List<String> numbers = IntStream.range(0, 30).mapToObj(Integer::toString).toList();
    Files.write(folder.resolve("numbers.txt"), numbers);
    Files.write(folder.resolve("numbers.tar"), TarFile.of(numbers, name -> name, name -> name));
    Path files = Files.createDirectory(folder.resolve("files"));
    for (String number : numbers.subList(0, 12)) {
      Files.writeString(files.resolve(number), number);
    }
  }

  private void addSources() {
    source("over", c -> numbers(c, c.below(30)));
    source("range", c -> ranged(c.below(30)));
    source("of", c -> new Drawn(Pipeline.of(list(9)), Model.of(9)));
    source("files", c -> new Drawn(Pipeline.files(c.file("files")).map(Operators::named)));
    source("from", c -> new Drawn(Pipeline.from("list", list(14)), Model.of(14)));
    source("from", c -> new Drawn(Pipeline.from("sorted", new TreeSet<>(list(20))), Model.of(20)));
    source("from", c -> new Drawn(Pipeline.from("offsets", offsets(c.below(25), c.badAndNeverStuck("iterator")))));
    source("lines", c -> new Drawn(lines(c.file("numbers.txt"), c.maybe()), Model.of(30)));
    source("archive", c -> new Drawn(archive(c.file("numbers.tar")), Model.of(30)));
    source("count", c -> new Drawn(Pipeline.count(c.below(9), c.below(5)).take(c.below(20))));
    source("constant", c -> new Drawn(Pipeline.constant((long) c.below(9)).take(c.below(9))));
  }

  private void addOfPositions() {
    positions("shuffle", Choices::seed, (p, seed) -> p.shuffle(seed), Model::shuffle);
    positions("shuffle", (p, c) -> p.seed(c.seed()).shuffle());
    positions("windowShuffle", (p, c) -> p.windowShuffle(c.from(1, 12), c.seed()));
    positions("shard", Shard::of, (p, s) -> p.shard(s.rank(), s.world(), s.remainder()), Model::shard);
    positions("shardEvenly", (p, c) -> p.shardEvenly(c.below(2), 2));
    positions("shardBlock", (p, c) -> p.shardBlock(c.below(3), 3, c.remainder()));
    positions("slice", (p, c) -> p.slice(c.from(-9, 9), c.from(-9, 40), c.oneOf(List.of(-2L, -1L, 1L, 2L, 3L))));
    positions("select", (p, c) -> p.select(BitSet.valueOf(new long[] {c.below(1 << 30)})));
    positions("select", (p, c) -> p.select(c.below(9), c.below(9), 0));
    positions("select", (p, c) -> p.select(Math.min(c.below(20), p.positions()), i -> p.positions() - 1 - i));
    positions("split", (p, c) -> p.split(c.below(5), 5, c.seed()).first());
    positions("split", (p, c) -> p.split(c.below(5), 5, c.seed()).second());
    positions("skip", c -> c.below(9), (p, n) -> p.skip(n), Model::skip);
    positions("take", c -> c.below(30), (p, n) -> p.take(n), Model::take);
    positions("repeat", (p, c) -> p.repeat(c.oneOf(Passes.class)).take(c.below(60)));
    positions("repeat", c -> c.oneOf(Passes.class), (p, passes) -> p.repeat(2, passes), Model::repeatPositions);
    positions("map", Choices::function, (p, f) -> p.map(f), Model::map);
    positions("map", (p, c) -> p.map(c.function(), named(c, "map")));
    positions("mapOptional", (p, c) -> p.mapOptional(optional(c)));
    positions("mapWithIndex", (p, c) -> p.mapWithIndex((index, number) -> number + index));
    positions("randomMap", (p, c) -> p.randomMap((number, random) -> number + random.nextInt(99), c.seed()));
    positions(
        "filterInPlace",
        Choices::predicate,
        (p, holds) -> p.filterInPlace(holds),
        Model::filterInPlace);
    positions("flatMap", (p, c) -> p.flatMap(several(c), 3));
    positions("zip", (p, c) -> p.zip(p.shuffle(c.seed()), (one, other) -> one * 7 + other));
    positions("batch", (p, c) -> p.batch(c.from(1, 4), Operators::asOne, c.remainder()));
    positions("elasticBatch", (p, c) -> p.elasticBatch(c.below(2), 2, 2 * c.from(1, 3), Operators::asOne));
    positions("prefetch", (p, c) -> p.prefetch(c.tuned(9)));
    positions("threads", (p, c) -> p.threads(c.tuned(4)));
  }

  private void addOfParts() {
    parts("concatenate", (parts, _) -> parts.concatenate(), Model::then);
    parts("mix", (parts, c) -> parts.mix(c.from(1, 3), c.from(1, 3)));
    parts("roundRobin", (parts, _) -> parts.roundRobin());
    parts("interleave", (parts, c) -> parts.interleave(c.from(1, 4)));
    parts("zip", (parts, _) -> parts.zip(Operators::asOne));
    parts("pick", (parts, c) -> parts.pick(c.below(30), i -> (int) (i % 2), i -> i / 2));
  }

  private void addMaps() {
    items("map", Choices::function, (p, f) -> p.map(f), Model::map);
    items("map", (p, c) -> p.map(c.function(), named(c, "map")));
    items("map", (p, c) -> p.map(c.function(), StageOptions.parallel(c.from(2, 4)).as(c.name("parallel"))));
    items("map", (p, c) -> p.map(c.function(), StageOptions.blocking(c.from(2, 9)).as(c.name("blocking"))));
    items("mapAsync", (p, c) -> p.mapAsync(later(c), StageOptions.blocking(c.from(1, 4)).as(c.name("async"))));
    items("rate", _ -> 1e9, (p, most) -> p.rate(most), (m, _) -> m);
    items("timeout", _ -> Duration.ofMinutes(1), (p, most) -> p.timeout(most), (m, _) -> m);
    items("filter", Choices::predicate, (p, f) -> p.filter(f), Model::filterInPlace);
    items("filter", (p, c) -> p.filter(c.predicate(), named(c, "filter")));
    items("mapWithIndex", (p, _) -> p.mapWithIndex((index, number) -> number + index));
    items("randomMap", (p, c) -> p.randomMap((number, random) -> number + random.nextInt(99), c.seed()));
    items("flatMap", (p, c) -> p.flatMap(several(c)));
    items("yieldFrom", (p, c) -> p.yieldFrom(inner(c)));
    items("peek", c -> c.bad("peek"), (p, seen) -> p.peek(seen::accept), (m, _) -> m);
  }

  private void addSelections() {
    items("skip", c -> c.below(9), (p, n) -> p.skip(n), Model::skip);
    items("take", c -> c.below(30), (p, n) -> p.take(n), Model::take);
    items("shard", Shard::of, (p, s) -> p.shard(s.rank(), s.world(), s.remainder()), Model::shard);
    items("repeat", c -> c.oneOf(Passes.class), (p, passes) -> p.repeat(2, passes), Model::repeatItems);
    items("repeat", (p, c) -> p.repeat(c.oneOf(Passes.class)).take(c.below(60)));
    items("shuffle", Choices::seed, (p, seed) -> p.shuffle(seed), Model::shuffle);
    items("windowShuffle", (p, c) -> p.windowShuffle(c.from(1, 12), c.seed()));
    items("cache", _ -> 10_000, (p, most) -> p.cache(most), (m, _) -> _ -> m.epoch(0));
    items("prefetch", c -> c.tuned(9), (p, most) -> p.prefetch(most), (m, _) -> m);
    items("prefetchBytes", c -> c.tuned(9), (p, most) -> p.prefetchBytes(most, _ -> 1), (m, _) -> m);
    items("threads", c -> c.tuned(4), (p, count) -> p.threads(count), (m, _) -> m);
  }

  private void addGatherings() {
    items("batch", Cut::of, (p, b) -> p.batch(b.size(), Operators::asOne, b.rest()), Cut::model);
    items("bucket", Cut::of, (p, b) -> p.bucket(b.size(), b.rest()).map(Operators::asOne), Cut::model);
    items("flatMap", (p, c) -> p.bucket(c.from(1, 5), c.remainder()).flatMap(bucket -> bucket));
    items("bucketByLength", (p, c) -> p.bucketByLength(lengths(c), length(c)).map(Operators::asOne));
    items("dynamicBucket", (p, c) -> p.dynamicBucket(costs(c)).flatMap(bucket -> bucket));
    items("rebatch", (p, c) -> p.bucket(3, c.remainder()).rebatch(c.from(1, 7), c.remainder(), RowSlicing.ofLists())
        .map(Operators::asOne));
    items("aggregate", (p, c) -> p.aggregate(sums(c), c.remainder()));
    items("pack", (p, c) -> p.pack(bins(c), Operators::arrays).map(Operators::ofArrays));
    items("pack", (p, _) -> p.pack(SplitPacking.of(PackedFeature.of("n", 6)), Operators::arrays).map(Operators::ofArrays));
    items("pack", (p, c) -> p.pack(tokens(c), Operators::array).map(row -> ofArray(row.elements()) + row.lengths().size()));
  }

  private void addOfSeveral() {
    several("zip", (all, _) -> Pipeline.zip(all, Lengths.SHORTEST).map(Operators::asOne));
    several("zip", (all, _) -> Pipeline.zip(all).map(Operators::asOne));
    several("zip", (all, _) -> Pipeline.zip(all.getFirst(), Pipeline.constant(3L), (one, other) -> one * 5 + other));
    several("zip", (all, _) -> Pipeline.zip(List.of("a", "b"), all, Lengths.SHORTEST).map(row -> row.getOrDefault("a", 0L)));
    several("zipFlat", (all, _) -> Pipeline.zipFlat(all, Lengths.SHORTEST).map(row -> (long) row.hashCode()));
    several("concatenate", (all, _) -> Pipeline.concatenate(all), Model::then);
    several("roundRobin", (all, c) -> Pipeline.roundRobin(all, c.oneOf(Exhausted.class)));
    several("sample", (all, c) -> Pipeline.sample(all, weights(c), c.seed(), c.oneOf(Exhausted.class), c.oneOf(DrawnBy.class)));
    several("mix", (all, c) -> Pipeline.mix(all, weights(c)));
    several("interleave", (all, c) -> Pipeline.interleave(all, c.from(1, 3)));
    several("interleave", (all, c) -> Pipeline.interleave(all, 1), Model::then);
  }

  private void source(String name, Function<Choices, Drawn> drawn) {
    sources.add(new Operator<>(name, (_, choices) -> drawn.apply(choices)));
  }

  private void positions(String name, BiFunction<IndexedPipeline<Long>, Choices, Pipeline<Long>> made) {
    ofPositions.add(new Operator<>(name, (before, choices) -> new Drawn(made.apply(before.indexed(), choices))));
  }

  /// @param drawn what is drawn for it, which the operator and its model are made with
  private <A> void positions(
      String name,
      Function<Choices, A> drawn,
      BiFunction<IndexedPipeline<Long>, A, Pipeline<Long>> made,
      BiFunction<Model, A, Model> model) {
    ofPositions.add(
        new Operator<>(
            name,
            (before, choices) -> {
              A argument = drawn.apply(choices);
              return new Drawn(made.apply(before.indexed(), argument), before.model().map(m -> model.apply(m, argument)));
            }));
  }

  private void items(String name, BiFunction<Pipeline<Long>, Choices, Pipeline<Long>> made) {
    ofItems.add(new Operator<>(name, (before, choices) -> new Drawn(made.apply(before.pipeline(), choices))));
  }

  private <A> void items(
      String name,
      Function<Choices, A> drawn,
      BiFunction<Pipeline<Long>, A, Pipeline<Long>> made,
      BiFunction<Model, A, Model> model) {
    ofItems.add(
        new Operator<>(
            name,
            (before, choices) -> {
              A argument = drawn.apply(choices);
              return new Drawn(
                  made.apply(before.pipeline(), argument),
                  before.model().map(m -> model.apply(m, argument).withoutHoles()));
            }));
  }

  private void parts(String name, BiFunction<Parts<Long>, Choices, IndexedPipeline<Long>> made) {
    ofParts.add(
        new Operator<>(name, (parts, c) -> new Drawn(made.apply(Parts.of(parts.stream().map(Drawn::indexed).toList()), c))));
  }

  private void parts(
      String name, BiFunction<Parts<Long>, Choices, IndexedPipeline<Long>> made, BiFunction<Model, Model, Model> model) {
    parts(name, made);
    Operator<List<Drawn>> last = ofParts.removeLast();
    ofParts.add(new Operator<>(name, (parts, c) -> new Drawn(last.step().apply(parts, c).pipeline(), both(parts, model))));
  }

  private void several(String name, BiFunction<List<Pipeline<Long>>, Choices, Pipeline<Long>> made) {
    ofSeveral.add(
        new Operator<>(name, (all, c) -> new Drawn(made.apply(all.stream().map(Drawn::pipeline).toList(), c))));
  }

  private void several(
      String name, BiFunction<List<Pipeline<Long>>, Choices, Pipeline<Long>> made, BiFunction<Model, Model, Model> model) {
    several(name, made);
    Operator<List<Drawn>> last = ofSeveral.removeLast();
    ofSeveral.add(new Operator<>(name, (all, c) -> new Drawn(last.step().apply(all, c).pipeline(), both(all, model))));
  }

  private static Optional<Model> both(List<Drawn> two, BiFunction<Model, Model, Model> model) {
    return two.get(0).model().flatMap(first -> two.get(1).model().map(second -> model.apply(first, second)));
  }

  /// A pipeline of any length and form.
  static Drawn draw(Choices choices) {
    Drawn drawn = ALL.draw(choices, 2);
    Pipeline<Long> pipeline = drawn.pipeline();
    if (choices.maybe()) {
      pipeline = pipeline.onError("bucketByLength", choices.answer());
    }
    pipeline = pipeline.onError(choices.answer()).threads(choices.tuned(4));
    return new Drawn(choices.tuned(2) == 1 ? pipeline : pipeline.prefetch(choices.tuned(9)), drawn.model());
  }

  private Drawn draw(Choices choices, int depth) {
    Drawn drawn = drawPositions(choices, depth);
    if (choices.below(4) > 0) {
      drawn = depth > 0 && choices.below(3) == 0 ? next(ofSeveral, two(choices, depth, this::draw), choices) : items(drawn);
      for (int steps = choices.below(4); steps > 0; steps--) {
        drawn = next(ofItems, drawn, choices);
      }
    }
    return drawn;
  }

  private Drawn drawPositions(Choices choices, int depth) {
    Drawn drawn = depth > 0 && choices.below(4) == 0
        ? next(ofParts, two(choices, depth, this::drawIndexed), choices)
        : choices.oneOf(sources).after(List.of(), choices);
    for (int steps = choices.below(4); steps > 0 && drawn.isIndexed(); steps--) {
      drawn = next(ofPositions, drawn, choices);
    }
    return drawn;
  }

  /// What can be a part of every kind of whole: it has items.
  private Drawn drawIndexed(Choices choices, int depth) {
    Drawn drawn = drawPositions(choices, depth);
    return drawn.isIndexed() && drawn.indexed().positions() > 0 ? drawn : numbers(choices, choices.from(1, 20));
  }

  private static List<Drawn> two(Choices choices, int depth, BiFunction<Choices, Integer, Drawn> one) {
    return List.of(one.apply(choices, depth - 1), one.apply(choices, depth - 1));
  }

  /// The first of these that can be put here: not all can, behind items without end, or that leave positions empty.
  private static <B> Drawn next(List<Operator<B>> operators, B before, Choices choices) {
    while (true) {
      try {
        return choices.oneOf(operators).after(before, choices);
      } catch (IllegalArgumentException | IllegalStateException _) {
        // Refused with a word; another, then.
      }
    }
  }

  private static Drawn items(Drawn drawn) {
    return drawn.isIndexed() ? new Drawn(drawn.indexed().items(), drawn.model().map(Model::withoutHoles)) : drawn;
  }

  // Sources.

  private static Drawn numbers(Choices choices, int size) {
    LongConsumer bad = choices.badAndNeverStuck("read");
    Numbers numbers =
        Numbers.readBy(
            size,
            row -> {
              bad.accept(row);
              return row;
            });
    return new Drawn(Pipeline.over(numbers), Model.of(size));
  }

  private static Drawn ranged(int size) {
    return new Drawn(Pipeline.range(size), Model.of(size));
  }

  private static List<Long> list(int size) {
    return LongStream.range(0, size).boxed().toList();
  }

  private static Pipeline<Long> lines(Path file, boolean mapped) {
    return Pipeline.lines(file, LineOptions.DEFAULT.withMapped(mapped)).map(Long::valueOf);
  }

  private static Pipeline<Long> archive(Path file) {
    return Pipeline.archive(file).map(entry -> Long.valueOf(entry.text()));
  }

  private static Long named(Path file) {
    return Long.valueOf(file.getFileName().toString());
  }

  private static Iterable<Long> offsets(int count, LongConsumer bad) {
    return () -> new Offsets(count, bad);
  }

  // What operators are told.

  private static StageOptions named(Choices choices, String prefix) {
    StageOptions options = StageOptions.named(choices.name(prefix));
    return choices.maybe() ? options.onError(choices.answer()) : options;
  }

  private static Function<Long, Optional<Long>> optional(Choices choices) {
    LongConsumer bad = choices.bad("mapOptional");
    return number -> {
      bad.accept(number);
      return number % 3 == 0 ? Optional.empty() : Optional.of(number + 1);
    };
  }

  private static Function<Long, CompletionStage<Long>> later(Choices choices) {
    return choices.function().andThen(CompletableFuture::completedFuture);
  }

  private static Function<Long, List<Long>> several(Choices choices) {
    LongConsumer bad = choices.bad("flatMap");
    return number -> {
      bad.accept(number);
      return Collections.nCopies(Math.floorMod(number, 3), number);
    };
  }

  private static Function<Long, Pipeline<Long>> inner(Choices choices) {
    LongConsumer bad = choices.bad("yieldFrom");
    return number -> {
      bad.accept(number);
      return Pipeline.range(number, number + Math.floorMod(number, 4), 1).shuffle(1);
    };
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

  private static TokenPacking tokens(Choices choices) {
    TokenPacking packing =
        choices.maybe()
            ? TokenPacking.cut(choices.from(2, 9), choices.from(1, 6))
            : TokenPacking.whole(choices.from(3, 9), choices.from(1, 6));
    return choices.maybe() ? packing.dropRemainder() : packing;
  }

  private static double[] weights(Choices choices) {
    return new double[] {choices.from(1, 4), choices.from(1, 4)};
  }

  // Numbers as other things, and other things as numbers.

  private static NdArray array(Long number) {
    long[] sequence = new long[Math.floorMod(number, 7)];
    Arrays.fill(sequence, number);
    return Int64Array.of(Shape.of(sequence.length), sequence);
  }

  private static Map<String, NdArray> arrays(Long number) {
    return Map.of("n", array(number));
  }

  static Long asOne(List<? extends Long> numbers) {
    long one = 17;
    for (long number : numbers) {
      one = Math.floorMod(one * 31 + number, 1_000_003L);
    }
    return one;
  }

  private static Long ofArray(NdArray array) {
    return (long) Arrays.hashCode(array.segment().toArray(ValueLayout.JAVA_BYTE));
  }

  private static Long ofArrays(Map<String, NdArray> arrays) {
    Map<String, NdArray> sorted = new LinkedHashMap<>();
    arrays.keySet().stream().sorted().forEach(name -> sorted.put(name, arrays.get(name)));
    return asOne(sorted.values().stream().map(Operators::ofArray).toList());
  }
}
