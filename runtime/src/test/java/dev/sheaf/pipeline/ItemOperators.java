package dev.sheaf.pipeline;

import static dev.sheaf.pipeline.Operator.items;
import static dev.sheaf.pipeline.Operator.several;

import dev.sheaf.order.Exhausted;
import dev.sheaf.pipeline.Model.Shard;
import dev.sheaf.stage.DrawnBy;
import dev.sheaf.stage.StageOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongConsumer;

/// The operators of the item plane, but for those that [gather][GatheringOperators].
final class ItemOperators {
  private ItemOperators() {}

  /// Those that look at one item at a time.
  static List<Operator<Drawn>> maps() {
    return List.of(
        items("map", Choices::function, (p, f) -> p.map(f), Model::map),
        items("map", (p, c) -> p.map(c.function(), c.named("map"))),
        items("map", (p, c) -> p.map(c.function(), StageOptions.parallel(c.from(2, 4)).as(c.name("parallel")))),
        items("map", (p, c) -> p.map(c.function(), StageOptions.blocking(c.from(2, 9)).as(c.name("blocking")))),
        items("mapAsync", (p, c) -> p.mapAsync(later(c), StageOptions.blocking(c.from(1, 4)).as(c.name("async")))),
        items("rate", _ -> 1e9, (p, most) -> p.rate(most), (m, _) -> m),
        items("timeout", _ -> Duration.ofMinutes(1), (p, most) -> p.timeout(most), (m, _) -> m),
        items("filter", Choices::predicate, (p, f) -> p.filter(f), Model::filterInPlace),
        items("filter", (p, c) -> p.filter(c.predicate(), c.named("filter"))),
        items("mapWithIndex", (p, _) -> p.mapWithIndex((index, number) -> number + index)),
        items("randomMap", (p, c) -> p.randomMap((number, random) -> number + random.nextInt(99), c.seed())),
        items("flatMap", (p, c) -> p.flatMap(c.several())),
        items("yieldFrom", (p, c) -> p.yieldFrom(inner(c))),
        items("peek", c -> c.bad("peek"), (p, seen) -> p.peek(seen::accept), (m, _) -> m));
  }

  /// Those that give the items as they are: some of them, in another order, again, or later.
  static List<Operator<Drawn>> selections() {
    return List.of(
        items("skip", c -> c.below(9), (p, n) -> p.skip(n), Model::skip),
        items("take", c -> c.below(30), (p, n) -> p.take(n), Model::take),
        items("shard", Shard::of, (p, s) -> p.shard(s.rank(), s.world(), s.remainder()), Model::shard),
        items("repeat", c -> c.oneOf(Passes.class), (p, passes) -> p.repeat(2, passes), Model::repeat),
        items("repeat", (p, c) -> p.repeat(c.oneOf(Passes.class)).take(c.below(60))),
        items("shuffle", Choices::seed, (p, seed) -> p.shuffle(seed), Model::shuffle),
        items("windowShuffle", (p, c) -> p.windowShuffle(c.from(1, 12), c.seed())),
        items("cache", _ -> 10_000, (p, most) -> p.cache(most), (m, _) -> _ -> m.epoch(0)),
        items("prefetch", c -> c.tuned(9), (p, most) -> p.prefetch(most), (m, _) -> m),
        items("prefetchBytes", c -> c.tuned(9), (p, most) -> p.prefetchBytes(most, _ -> 1), (m, _) -> m),
        items("threads", c -> c.tuned(4), (p, count) -> p.threads(count), (m, _) -> m));
  }

  /// Those of several pipelines.
  static List<Operator<List<Drawn>>> ofSeveral() {
    return List.of(
        several("zip", (all, _) -> Pipeline.zip(all, Lengths.SHORTEST).map(Operators::asOne)),
        several("zip", (all, _) -> Pipeline.zip(all).map(Operators::asOne)),
        several("zip", (all, _) -> Pipeline.zip(all.getFirst(), Pipeline.constant(3L), (one, other) -> one * 5 + other)),
        several(
            "zip",
            (all, _) -> Pipeline.zip(List.of("a", "b"), all, Lengths.SHORTEST).map(row -> row.getOrDefault("a", 0L))),
        several("zipFlat", (all, _) -> Pipeline.zipFlat(all, Lengths.SHORTEST).map(row -> (long) row.hashCode())),
        several("concatenate", (all, _) -> Pipeline.concatenate(all), Model::then),
        several("roundRobin", (all, c) -> Pipeline.roundRobin(all, c.oneOf(Exhausted.class))),
        several(
            "sample",
            (all, c) ->
                Pipeline.sample(all, weights(c), c.seed(), c.oneOf(Exhausted.class), c.oneOf(DrawnBy.class))),
        several("mix", (all, c) -> Pipeline.mix(all, weights(c))),
        several("interleave", (all, c) -> Pipeline.interleave(all, c.from(1, 3))),
        several("interleave", (all, c) -> Pipeline.interleave(all, 1), Model::then));
  }

  private static Function<Long, CompletionStage<Long>> later(Choices choices) {
    return choices.function().andThen(CompletableFuture::completedFuture);
  }

  private static Function<Long, Pipeline<Long>> inner(Choices choices) {
    LongConsumer bad = choices.bad("yieldFrom");
    return number -> {
      bad.accept(number);
      return Pipeline.range(number, number + Math.floorMod(number, 4), 1).shuffle(1);
    };
  }

  private static double[] weights(Choices choices) {
    return new double[] {choices.from(1, 4), choices.from(1, 4)};
  }
}
