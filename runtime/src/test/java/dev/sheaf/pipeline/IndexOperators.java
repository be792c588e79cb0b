package dev.sheaf.pipeline;

import static dev.sheaf.pipeline.Operator.parts;
import static dev.sheaf.pipeline.Operator.positions;

import dev.sheaf.pipeline.Model.Shard;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;

/// The operators of the index plane.
final class IndexOperators {
  private IndexOperators() {}

  /// Those of one pipeline.
  static List<Operator<Drawn>> ofOne() {
    return List.of(
        positions("shuffle", Choices::seed, (p, seed) -> p.shuffle(seed), Model::shuffle),
        positions("shuffle", (p, c) -> p.seed(c.seed()).shuffle()),
        positions("windowShuffle", (p, c) -> p.windowShuffle(c.from(1, 12), c.seed())),
        positions("shard", Shard::of, (p, s) -> p.shard(s.rank(), s.world(), s.remainder()), Model::shard),
        positions("shardEvenly", (p, c) -> p.shardEvenly(c.below(2), 2)),
        positions("shardBlock", (p, c) -> p.shardBlock(c.below(3), 3, c.remainder())),
        positions("slice", (p, c) -> p.slice(c.from(-9, 9), c.from(-9, 40), c.oneOf(List.of(-2L, -1L, 1L, 2L, 3L)))),
        positions("select", (p, c) -> p.select(BitSet.valueOf(new long[] {c.below(1 << 30)}))),
        positions("select", (p, c) -> p.select(c.below(9), c.below(9), 0)),
        positions("select", (p, c) -> p.select(Math.min(c.below(20), p.positions()), i -> p.positions() - 1 - i)),
        positions("split", (p, c) -> p.split(c.below(5), 5, c.seed()).first()),
        positions("split", (p, c) -> p.split(c.below(5), 5, c.seed()).second()),
        positions("skip", c -> c.below(9), (p, n) -> p.skip(n), Model::skip),
        positions("take", c -> c.below(30), (p, n) -> p.take(n), Model::take),
        positions("repeat", (p, c) -> p.repeat(c.oneOf(Passes.class)).take(c.below(60))),
        positions("repeat", c -> c.oneOf(Passes.class), (p, passes) -> p.repeat(2, passes), Model::repeat),
        positions("map", Choices::function, (p, f) -> p.map(f), Model::map),
        positions("map", (p, c) -> p.map(c.function(), c.named("map"))),
        positions("mapOptional", (p, c) -> p.mapOptional(optional(c))),
        positions("mapWithIndex", (p, c) -> p.mapWithIndex((index, number) -> number + index)),
        positions("randomMap", (p, c) -> p.randomMap((number, random) -> number + random.nextInt(99), c.seed())),
        positions("filterInPlace", Choices::predicate, (p, holds) -> p.filterInPlace(holds), Model::filterInPlace),
        positions("flatMap", (p, c) -> p.flatMap(c.several(), 3)),
        positions("zip", (p, c) -> p.zip(p.shuffle(c.seed()), (one, other) -> one * 7 + other)),
        positions("batch", (p, c) -> p.batch(c.from(1, 4), Operators::asOne, c.remainder())),
        positions("elasticBatch", (p, c) -> p.elasticBatch(c.below(2), 2, 2 * c.from(1, 3), Operators::asOne)),
        positions("prefetch", (p, c) -> p.prefetch(c.tuned(9))),
        positions("threads", (p, c) -> p.threads(c.tuned(4))));
  }

  /// Those of several.
  static List<Operator<List<Drawn>>> ofSeveral() {
    return List.of(
        parts("concatenate", (parts, _) -> parts.concatenate(), Model::then),
        parts("mix", (parts, c) -> parts.mix(c.from(1, 3), c.from(1, 3))),
        parts("roundRobin", (parts, _) -> parts.roundRobin()),
        parts("interleave", (parts, c) -> parts.interleave(c.from(1, 4))),
        parts("zip", (parts, _) -> parts.zip(Operators::asOne)),
        parts("pick", (parts, c) -> parts.pick(c.below(30), i -> (int) (i % 2), i -> i / 2)));
  }

  private static Function<Long, Optional<Long>> optional(Choices choices) {
    LongConsumer bad = choices.bad("mapOptional");
    return number -> {
      bad.accept(number);
      return number % 3 == 0 ? Optional.empty() : Optional.of(number + 1);
    };
  }
}
