package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.pipeline.IndexedPipeline;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.pipeline.Remainder;
import dev.sheaf.random.Philox;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/// Pipelines that do what Grain's loaders and samplers do: a sampler is the first part of a pipeline.
final class GrainLoaders {
  private GrainLoaders() {}

  /// How many shards a case is about.
  static int shards(JsonNode args) {
    return args.path("shards").path("count").asInt(1);
  }

  /// The keys of one shard: of an index sampler a block of them, of a sequential one every so many.
  static IndexedPipeline<Long> keys(JsonNode args, int shard) {
    return sampled(args, Pipeline.range(args.get("records").longValue()), shard);
  }

  private static <T> IndexedPipeline<T> sampled(JsonNode args, IndexedPipeline<T> all, int shard) {
    Remainder remainder =
        args.path("shards").path("drop_remainder").booleanValue() ? Remainder.DROP : Remainder.KEEP;
    int count = shards(args);
    if (args.get("sampler").textValue().equals("sequential")) {
      return all.shard(shard, count, remainder);
    }
    IndexedPipeline<T> block = all.shardBlock(shard, count, remainder);
    if (args.path("shuffle").booleanValue()) {
      block = args.hasNonNull("seed") ? block.shuffle(args.get("seed").longValue()) : block.shuffle();
    } else if (args.hasNonNull("seed")) {
      block = block.seed(args.get("seed").longValue());
    }
    return args.hasNonNull("epochs") ? block.repeat(args.get("epochs").longValue()) : block.repeat();
  }

  /// A loader's shard: its records, and what its operations make of them.
  static Pipeline<Object> pipeline(JsonNode args, int shard) {
    IndexedPipeline<Long> source = GrainChains.range(args.get("source"));
    long records = args.get("records").longValue();
    if (records > source.size()) {
      throw ConformanceCases.skip("an order is of what its source has: no number of records is said apart from it");
    }
    IndexedPipeline<Object> pipeline = sampled(args, source.take(records).map(number -> number), shard);
    pipeline = tuned(args, pipeline);
    List<BiFunction<Object, RandomGenerator, Object>> draws = new ArrayList<>();
    boolean items = false;
    Pipeline<Object> whole = pipeline;
    for (JsonNode operation : args.path("operations")) {
      items |= operation.get("op").textValue().equals("batch");
      if (items) {
        Pipeline<Object> before = whole instanceof IndexedPipeline<Object> indexed ? indexed.items() : whole;
        whole = GrainItemOps.then(before, operation);
      } else {
        pipeline = then(pipeline, operation, args, shard, draws);
        whole = pipeline;
      }
    }
    return whole;
  }

  private static IndexedPipeline<Object> tuned(JsonNode args, IndexedPipeline<Object> pipeline) {
    IndexedPipeline<Object> tuned = pipeline;
    for (String threads : new String[] {"threads", "workers"}) {
      if (args.path(threads).intValue() != 0) {
        tuned = tuned.threads(args.get(threads).intValue());
      }
    }
    for (String buffer : new String[] {"buffer", "worker_buffer"}) {
      if (args.path(buffer).intValue() != 0) {
        tuned = tuned.prefetch(args.get(buffer).intValue());
      }
    }
    return tuned;
  }

  /// One operation more.
  ///
  /// @param draws the random functions of the operations before, to which it adds its own
  private static IndexedPipeline<Object> then(
      IndexedPipeline<Object> before,
      JsonNode operation,
      JsonNode args,
      int shard,
      List<BiFunction<Object, RandomGenerator, Object>> draws) {
    String function = operation.path("fn").asText();
    return switch (operation.get("op").textValue()) {
      case "map" -> before.map(GrainFunctions.map(function));
      case "filter" -> before.filterInPlace(GrainFunctions.filter(function));
      case "flat_map" -> before.flatMap(GrainFunctions.flat(function), operation.get("max").intValue());
      case "random_map" -> {
        // A loader's generators have the number of the record, over all shards, in their key.
        BigInteger first = args.get("seed").bigIntegerValue().add(BigInteger.valueOf(shard));
        BigInteger step = BigInteger.valueOf(shards(args));
        draws.add(GrainFunctions.random(function));
        List<BiFunction<Object, RandomGenerator, Object>> untilHere = List.copyOf(draws);
        yield before.mapWithIndex(
            (index, value) -> {
              Philox random = Philox.ofKey(first.add(step.multiply(BigInteger.valueOf(index))));
              // A record has one generator for all operations: what those before drew is drawn again.
              Object drawn = value;
              for (BiFunction<Object, RandomGenerator, Object> draw : untilHere) {
                drawn = draw.apply(value, random);
              }
              return drawn;
            });
      }
      default -> throw ConformanceCases.unknown("operation of a loader", operation.get("op"));
    };
  }
}
