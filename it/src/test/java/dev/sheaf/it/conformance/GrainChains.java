package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.RandomAccessSource;
import dev.sheaf.it.conformance.GrainValues.Tuple;
import dev.sheaf.pipeline.IndexedPipeline;
import dev.sheaf.pipeline.Parts;
import dev.sheaf.pipeline.Passes;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.pipeline.Remainder;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.ShapePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/// Pipelines that do what chains of the cases say. Closed after the last loader: sources of files are.
final class GrainChains implements AutoCloseable {
  private final List<Dataset<?>> opened = new ArrayList<>();
  private final GrainFiles files = new GrainFiles();

  /// A chain of either plane. Where there are to be holes, it stays on the index plane: only there is a place without an
  /// item.
  Pipeline<Object> pipeline(JsonNode chain) {
    boolean hasHoles =
        chain.valueStream()
            .dropWhile(operator -> !isToItems(operator))
            .anyMatch(
                operator ->
                    operator.path("holes").booleanValue()
                        || GrainFunctions.isOptional(operator.path("fn").asText()));
    Pipeline<Object> pipeline = null;
    for (JsonNode operator : chain) {
      pipeline = hasHoles && isToItems(operator) ? pipeline : then(pipeline, operator);
    }
    if (pipeline == null) {
      throw new AssertionError("a chain without operators");
    }
    return pipeline;
  }

  private static boolean isToItems(JsonNode operator) {
    return operator.get("op").textValue().equals("to_iter");
  }

  /// A chain that stays on the index plane.
  IndexedPipeline<Object> indexed(JsonNode chain) {
    return (IndexedPipeline<Object>) pipeline(chain);
  }

  private Pipeline<Object> then(Pipeline<Object> before, JsonNode operator) {
    if (before == null) {
      return first(operator);
    }
    return before instanceof IndexedPipeline<Object> indexed
        ? then(indexed, operator)
        : GrainItemOps.then(before, operator);
  }

  private Pipeline<Object> first(JsonNode operator) {
    return switch (operator.get("op").textValue()) {
      case "range" -> range(operator).map(number -> number);
      case "elements" -> Pipeline.of(values(operator.get("values")));
      case "array_record" -> records(operator.get("files"));
      case "parquet" -> files.rows(operator.get("files"));
      case "tfrecord" -> files.records(operator.get("file").textValue());
      case "mix" -> mix(operator);
      case "concatenate" -> parts(operator).concatenate();
      case "zip" -> parts(operator).zip(Tuple::new);
      case "select" -> select(operator);
      default -> GrainItemOps.first(operator, this);
    };
  }

  /// The numbers of a range, whose `start` is 0 and `step` 1 where nothing is said.
  static IndexedPipeline<Long> range(JsonNode range) {
    return Pipeline.range(
        range.path("start").longValue(), range.get("stop").longValue(), range.path("step").asLong(1));
  }

  private static List<Object> values(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false).map(GrainValues::of).toList();
  }

  private IndexedPipeline<Object> records(JsonNode names) {
    GrainRecords records = new GrainRecords(names);
    Dataset<Object> dataset =
        Dataset.of(
            new RandomAccessSource<Object>() {
              @Override
              public long size() {
                return records.size();
              }

              @Override
              public Object get(long position) {
                return records.get(position);
              }

              @Override
              public String fingerprint() {
                return names.toString();
              }

              @Override
              public void close() {
                records.close();
              }
            },
            new RecordSchema(
                "Record",
                "",
                false,
                List.of(new FieldSchema("bytes", "", new ArrayType(DType.UINT8, ShapePattern.parse("n"), false)))));
    opened.add(dataset);
    return Pipeline.over(dataset);
  }

  private Parts<Object> parts(JsonNode operator) {
    List<IndexedPipeline<Object>> parts = new ArrayList<>();
    operator.get("inputs").forEach(input -> parts.add(indexed(input)));
    return Parts.of(parts);
  }

  private IndexedPipeline<Object> mix(JsonNode operator) {
    JsonNode weights = operator.path("weights");
    if (weights.isMissingNode() || weights.isNull()) {
      return parts(operator).mix();
    }
    return parts(operator)
        .mix(StreamSupport.stream(weights.spliterator(), false).mapToDouble(JsonNode::doubleValue).toArray());
  }

  private IndexedPipeline<Object> select(JsonNode operator) {
    JsonNode picks = operator.get("picks");
    int size = picks.size();
    return parts(operator)
        .pick(
            size,
            position -> picks.get(Math.floorMod(position, size)).get(0).intValue(),
            position -> picks.get(Math.floorMod(position, size)).get(1).longValue());
  }

  private static Pipeline<Object> then(IndexedPipeline<Object> before, JsonNode operator) {
    String function = operator.path("fn").asText();
    return switch (operator.get("op").textValue()) {
      case "shuffle" -> operator.hasNonNull("seed") ? before.shuffle(seed(operator, "seed")) : before.shuffle();
      case "seed" -> before.seed(operator.get("value").bigIntegerValue());
      case "slice" -> slice(before, operator);
      case "repeat" -> repeat(before, operator);
      case "map" ->
          GrainFunctions.isOptional(function)
              ? before.mapOptional(GrainFunctions.optional())
              : before.map(GrainFunctions.map(function));
      case "map_with_index" -> before.mapWithIndex((index, value) -> GrainFunctions.withIndex(function, index, value));
      case "filter" -> before.filterInPlace(GrainFunctions.filter(function));
      case "random_map" ->
          operator.hasNonNull("seed")
              ? before.randomMap(GrainFunctions.random(function), seed(operator, "seed"))
              : before.randomMap(GrainFunctions.random(function));
      case "batch" -> before.batch(size(operator), GrainCollation::stack, remainder(operator));
      case "batch_and_pad" -> {
        int to = operator.path("to").asInt(size(operator));
        Number pad = operator.has("pad") ? operator.get("pad").numberValue() : 0L;
        Number whole = operator.path("pad").isFloatingPointNumber() ? pad : (Number) pad.longValue();
        yield before.batch(size(operator), numbers -> GrainCollation.pad(numbers, to, whole));
      }
      case "window_shuffle" -> before.windowShuffle(size(operator), seed(operator, "seed"));
      case "flat_map" -> before.flatMap(GrainFunctions.flat(function), operator.get("max").intValue());
      case "to_iter" -> toItems(before, operator);
      default -> throw ConformanceCases.unknown("operator of the index plane", operator.get("op"));
    };
  }

  private static long seed(JsonNode operator, String field) {
    return operator.get(field).bigIntegerValue().longValueExact();
  }

  static int size(JsonNode operator) {
    return operator.get("size").intValue();
  }

  static Remainder remainder(JsonNode operator) {
    return operator.path("drop_remainder").booleanValue() ? Remainder.DROP : Remainder.KEEP;
  }

  private static IndexedPipeline<Object> slice(IndexedPipeline<Object> before, JsonNode operator) {
    long step = operator.path("step").asLong(1);
    long first = step < 0 ? Long.MAX_VALUE : 0;
    long end = step < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    return before.slice(operator.path("start").asLong(first), operator.path("stop").asLong(end), step);
  }

  private static IndexedPipeline<Object> repeat(IndexedPipeline<Object> before, JsonNode operator) {
    boolean reseed = operator.path("reseed").asBoolean(true);
    Passes passes = reseed ? Passes.RESHUFFLED : Passes.SAME_ORDER;
    if (!operator.hasNonNull("epochs")) {
      return before.repeat(passes);
    }
    IndexedPipeline<Object> repeated = before.repeat(operator.get("epochs").longValue(), passes);
    if (reseed) {
      return repeated;
    }
    // Grain has the order of the first epoch at all positions. To cut repeat() to a length would do as well, but is a step
    // more, and a seed that is not said depends on how many there are.
    long size = before.positions();
    return Parts.of(List.of(before)).pick(repeated.positions(), _ -> 0, position -> Math.floorMod(position, size));
  }

  private static Pipeline<Object> toItems(IndexedPipeline<Object> before, JsonNode operator) {
    IndexedPipeline<Object> pipeline = before;
    if (operator.path("threads").intValue() != 0) {
      pipeline = pipeline.threads(operator.get("threads").intValue());
    }
    if (operator.path("buffer").intValue() != 0) {
      pipeline = pipeline.prefetch(operator.get("buffer").intValue());
    }
    return pipeline.items();
  }

  @Override
  public void close() {
    opened.forEach(Dataset::close);
    files.close();
  }
}
