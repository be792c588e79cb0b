package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.order.Exhausted;
import dev.sheaf.order.Finitude;
import dev.sheaf.pipeline.Lengths;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.pipeline.Remainder;
import dev.sheaf.select.Selector;
import dev.sheaf.stage.BucketSize;
import dev.sheaf.stage.DrawnBy;
import dev.sheaf.stage.DynamicBuckets;
import dev.sheaf.stage.LengthBuckets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// Builds the pipelines of cases that were drawn from fairseq2, out of what users can write.
///
/// @param folder where the files of the case are
/// @param tapped counts what passes a `tap`
record Fairseq2Pipelines(Path folder, AtomicLong tapped) {
  /// A pipeline: a list of operators, or an object that has one.
  ///
  /// @throws IllegalArgumentException if the pipeline refuses an argument
  Pipeline<Object> of(JsonNode json) {
    if (json.isObject()) {
      return Fairseq2Budgets.within(of(json.get("pipeline")), json);
    }
    Pipeline<Object> pipeline = source(json.get(0));
    for (int i = 1; i < json.size(); i++) {
      pipeline = behind(pipeline, json.get(i));
    }
    return pipeline;
  }

  private Pipeline<Object> source(JsonNode json) {
    return switch (json.get("op").textValue()) {
      case "read_sequence" -> Pipeline.from(json.get("data").toString(), Fairseq2Values.list(json.get("data")));
      case "read_iterator" -> iterator(json);
      case "count" -> keyed(json, Pipeline.count(json.path("start").longValue(), json.path("step").asLong(1)));
      case "constant" -> keyed(json, Pipeline.constant(Fairseq2Values.of(json.get("value"))));
      case "concat" -> Pipeline.concatenate(children(json));
      case "zip" -> zip(json);
      case "round_robin" -> Pipeline.roundRobin(children(json), exhausted(json));
      case "sample" -> Pipeline.sample(
          children(json), weights(json), json.path("seed").longValue(), exhausted(json), DrawnBy.MERSENNE_TWISTER);
      default -> Fairseq2Sources.of(json, folder);
    };
  }

  private static Pipeline<Object> iterator(JsonNode json) {
    List<Object> data = Fairseq2Values.list(json.get("data"));
    Finitude finitude = json.path("infinite").booleanValue() ? Finitude.INFINITE : Finitude.FINITE;
    return Pipeline.from(json.get("data").toString(), () -> data.iterator(), finitude);
  }

  private static Pipeline<Object> keyed(JsonNode json, Pipeline<?> pipeline) {
    if (!json.has("key")) {
      return pipeline.map(item -> item);
    }
    String key = json.get("key").textValue();
    return pipeline.map(item -> Map.of(key, item));
  }

  private List<Pipeline<Object>> children(JsonNode json) {
    List<Pipeline<Object>> children = new ArrayList<>();
    json.get("children").forEach(child -> children.add(of(child)));
    return children;
  }

  private Pipeline<Object> zip(JsonNode json) {
    Lengths lengths = json.path("to_shortest").booleanValue() ? Lengths.SHORTEST : Lengths.EQUAL;
    List<String> names = new ArrayList<>();
    json.path("names").forEach(name -> names.add(name.textValue()));
    if (json.path("flatten").booleanValue()) {
      if (!names.isEmpty()) {
        throw new IllegalArgumentException("rows have names, or are flat: there is no method for both");
      }
      return Pipeline.zipFlat(children(json), lengths);
    }
    return names.isEmpty()
        ? Pipeline.zip(children(json), lengths).map(row -> row)
        : Pipeline.zip(names, children(json), lengths).map(row -> row);
  }

  private static Exhausted exhausted(JsonNode json) {
    if (json.path("stop_at_shortest").booleanValue()) {
      return Exhausted.STOP;
    }
    return json.path("allow_repeats").asBoolean(true) ? Exhausted.REPEAT : Exhausted.LEAVE_OUT;
  }

  private static double[] weights(JsonNode json) {
    double[] weights = new double[json.has("weights") ? json.get("weights").size() : json.get("children").size()];
    Arrays.setAll(
        weights, i -> json.has("weights") ? ((Number) Fairseq2Values.of(json.get("weights").get(i))).doubleValue() : 1);
    return weights;
  }

  private Pipeline<Object> behind(Pipeline<Object> pipeline, JsonNode json) {
    return switch (json.get("op").textValue()) {
      case "map" -> map(pipeline, json);
      case "filter" -> pipeline.filter(Fairseq2Measures.predicate(json.get("fn")));
      case "bucket" -> pipeline.bucket(json.get("size").intValue(), remainder(json)).map(bucket -> bucket);
      case "bucket_by_length" -> bucketByLength(pipeline, json);
      case "dynamic_bucket" -> dynamicBucket(pipeline, json);
      case "collate" -> pipeline.map(Fairseq2Collate.of(json));
      case "pack" -> Fairseq2Packing.of(pipeline, json);
      case "shuffle" -> shuffle(pipeline, json);
      case "shard" -> pipeline.shard(
          saturated(json.get("index")),
          saturated(json.get("count")),
          json.path("allow_uneven").booleanValue() ? Remainder.KEEP : Remainder.DROP);
      case "repeat" -> json.has("count") ? pipeline.repeat(json.get("count").longValue()) : pipeline.repeat();
      case "skip" -> pipeline.skip(json.get("count").longValue());
      case "take" -> pipeline.take(json.get("count").longValue());
      case "prefetch" -> prefetch(pipeline, json.get("count").intValue());
      case "yield_from" -> pipeline.yieldFrom(Fairseq2Nested.of(json.get("fn")));
      case "tap" -> pipeline.peek(_ -> tapped.incrementAndGet());
      default -> throw ConformanceCases.unknown("operator", json.get("op"));
    };
  }

  private static Pipeline<Object> prefetch(Pipeline<Object> pipeline, int count) {
    return count == 0 ? pipeline : pipeline.prefetch(count);
  }

  private Pipeline<Object> map(Pipeline<Object> pipeline, JsonNode json) {
    Function<Object, Object> function = new Fairseq2Functions(folder).of(json.get("fn"));
    if (json.path("parallel").asInt(1) < 1) {
      throw new IllegalArgumentException("expected 1 call at once or more, found " + json.get("parallel"));
    }
    if (!json.has("selector")) {
      return pipeline.map(function);
    }
    Selector<Object, Object> selector = Selector.parse(json.get("selector").textValue());
    return pipeline.map(item -> selector.modify(item, function));
  }

  /// A number that Sheaf has 32 bits for: beyond them it makes no difference how large one is.
  private static int saturated(JsonNode number) {
    return (int) number.doubleValue();
  }

  private static Remainder remainder(JsonNode json) {
    return json.path("drop_remainder").booleanValue() ? Remainder.DROP : Remainder.KEEP;
  }

  private static Pipeline<Object> bucketByLength(Pipeline<Object> pipeline, JsonNode json) {
    List<BucketSize> sizes = new ArrayList<>();
    json.get("sizes").forEach(size -> sizes.add(new BucketSize(size.get(0).intValue(), size.get(1).longValue())));
    LengthBuckets buckets = LengthBuckets.of(sizes).minLength(json.path("min_length").asLong(1));
    if (json.path("skip_too_short").booleanValue()) {
      buckets = buckets.skipTooShort();
    }
    if (json.path("skip_too_long").booleanValue()) {
      buckets = buckets.skipTooLong();
    }
    if (json.path("drop_remainder").booleanValue()) {
      buckets = buckets.dropRemainder();
    }
    return pipeline.bucketByLength(buckets, Fairseq2Measures.length(json.path("selector"))).map(bucket -> bucket);
  }

  private static Pipeline<Object> dynamicBucket(Pipeline<Object> pipeline, JsonNode json) {
    DynamicBuckets<Object> buckets =
        DynamicBuckets.of(json.get("threshold").doubleValue(), Fairseq2Measures.cost(json.get("cost")));
    if (json.hasNonNull("max_examples")) {
      buckets = buckets.atMost(saturated(json.get("max_examples")));
    }
    if (json.hasNonNull("min_examples")) {
      buckets = buckets.atLeast(saturated(json.get("min_examples")));
    }
    if (json.hasNonNull("bucket_fn")) {
      buckets = buckets.dividedBy(Fairseq2Measures.division(json.get("bucket_fn")));
    }
    if (json.path("drop_remainder").booleanValue()) {
      buckets = buckets.dropRemainder();
    }
    return pipeline.dynamicBucket(buckets).map(bucket -> bucket);
  }

  private static Pipeline<Object> shuffle(Pipeline<Object> pipeline, JsonNode json) {
    int window = json.get("window").intValue();
    long seed = json.path("seed").longValue() & 0xffff_ffffL;
    return window == 0 ? pipeline.shuffle(seed) : pipeline.windowShuffle(window, seed);
  }
}
