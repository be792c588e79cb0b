package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.it.conformance.GrainValues.Tuple;
import dev.sheaf.pipeline.Lengths;
import dev.sheaf.pipeline.Passes;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.stage.BinPacking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/// The operators of the item plane that chains of the cases name.
final class GrainItemOps {
  /// More than any case has.
  private static final int CACHED = 10_000;

  private GrainItemOps() {}

  /// A source of the item plane.
  ///
  /// @param chains makes its inputs
  static Pipeline<Object> first(JsonNode operator, GrainChains chains) {
    return switch (operator.get("op").textValue()) {
      case "sequences" -> Pipeline.of(GrainArrays.sequences(operator.get("lengths")));
      case "iter_mix" -> mix(operator, inputs(operator, chains));
      case "iter_zip" -> zip(operator, inputs(operator, chains));
      case "interleave" -> Pipeline.interleave(inputs(operator, chains), operator.get("cycle").intValue());
      default -> throw ConformanceCases.unknown("source", operator.get("op"));
    };
  }

  private static List<Pipeline<Object>> inputs(JsonNode operator, GrainChains chains) {
    List<Pipeline<Object>> inputs = new ArrayList<>();
    operator.get("inputs").forEach(input -> inputs.add(chains.pipeline(input)));
    return inputs;
  }

  private static Pipeline<Object> zip(JsonNode operator, List<Pipeline<Object>> inputs) {
    Lengths lengths = operator.path("strict").asBoolean(true) ? Lengths.EQUAL : Lengths.SHORTEST;
    return Pipeline.zip(inputs, lengths).map(Tuple::new);
  }

  /// A mixture of parts that have names, or of some that have not.
  static Pipeline<Object> mix(JsonNode operator, List<Pipeline<Object>> inputs) {
    JsonNode weights = operator.path("weights");
    JsonNode names = operator.path("names");
    boolean isEven = weights.isMissingNode() || weights.isNull();
    if (names.isMissingNode() || names.isNull()) {
      return Pipeline.mix(
          inputs, StreamSupport.stream(weights.spliterator(), false).mapToDouble(JsonNode::doubleValue).toArray());
    }
    Map<String, Pipeline<Object>> parts = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      parts.put(names.get(i).textValue(), inputs.get(i));
    }
    if (isEven) {
      return Pipeline.mix(parts);
    }
    Map<String, Double> named = new LinkedHashMap<>();
    if (weights.isArray()) {
      for (int i = 0; i < weights.size(); i++) {
        named.put(names.get(i).textValue(), weights.get(i).doubleValue());
      }
    } else {
      weights.properties().forEach(weight -> named.put(weight.getKey(), weight.getValue().doubleValue()));
    }
    return Pipeline.mix(parts, named);
  }

  /// One operator more.
  static Pipeline<Object> then(Pipeline<Object> before, JsonNode operator) {
    String function = operator.path("fn").asText();
    return switch (operator.get("op").textValue()) {
      case "map" -> before.map(map(function));
      case "filter" -> before.filter(GrainFunctions.filter(function));
      case "map_with_index" -> before.mapWithIndex((index, value) -> GrainFunctions.withIndex(function, index, value));
      case "random_map" ->
          operator.hasNonNull("seed")
              ? before.randomMap(GrainFunctions.random(function), seed(operator))
              : before.randomMap(GrainFunctions.random(function));
      case "batch" ->
          before.batch(GrainChains.size(operator), GrainCollation::stack, GrainChains.remainder(operator));
      case "batch_and_pad" -> {
        int to = operator.path("to").asInt(GrainChains.size(operator));
        Number pad = operator.path("pad").longValue();
        yield before.batch(GrainChains.size(operator), numbers -> GrainCollation.pad(numbers, to, pad));
      }
      case "window_shuffle" ->
          operator.hasNonNull("seed")
              ? before.windowShuffle(GrainChains.size(operator), seed(operator))
              : before.windowShuffle(GrainChains.size(operator));
      case "flat_map" -> before.flatMap(atMost(GrainFunctions.flat(function), operator.path("max").asInt(Integer.MAX_VALUE)));
      case "limit" -> before.take(operator.get("count").longValue());
      case "repeat" ->
          operator.hasNonNull("epochs")
              ? before.repeat(operator.get("epochs").longValue(), Passes.SAME_ORDER)
              : before.repeat(Passes.SAME_ORDER);
      case "cache" -> before.cache(CACHED);
      case "rebatch" ->
          before.rebatch(GrainChains.size(operator), GrainChains.remainder(operator), new GrainSlicing());
      case "thread_prefetch" ->
          operator.get("buffer").intValue() == 0 ? before : before.prefetch(operator.get("buffer").intValue());
      case "pack_first_fit" -> GrainPacking.bins(before, operator, BinPacking.Fit.FIRST);
      case "pack_best_fit" -> GrainPacking.bins(before, operator, BinPacking.Fit.BEST);
      case "concat_then_split" -> GrainPacking.split(before, operator);
      case "to_iter" -> before;
      case "seed" -> before.seed(operator.get("value").bigIntegerValue());
      // How much a filter may drop. Here it may drop what it likes: the ledger says how much that was.
      case "options" -> before;
      default -> throw ConformanceCases.unknown("operator of the item plane", operator.get("op"));
    };
  }

  private static Function<Object, Object> map(String function) {
    return switch (function) {
      case "fields" ->
          value -> {
            long x = 10 * (Long) value;
            return Map.<String, Object>of("a", List.of(x, x + 1), "b", List.of(x, x + 1, x + 2));
          };
      case "no-rows" -> _ -> List.of();
      default -> GrainFunctions.map(function);
    };
  }

  /// A list that is too long is the caller's fault.
  private static Function<Object, List<Object>> atMost(Function<Object, List<Object>> function, int most) {
    return value -> {
      List<Object> list = function.apply(value);
      if (list.size() > most) {
        throw new IllegalArgumentException("expected up to %d elements, found %d".formatted(most, list.size()));
      }
      return list;
    };
  }

  private static long seed(JsonNode operator) {
    return operator.get("seed").bigIntegerValue().longValueExact();
  }
}
