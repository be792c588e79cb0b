package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.it.conformance.ConformanceCases.Case;
import dev.sheaf.order.Samples;
import dev.sheaf.pipeline.IndexedPipeline;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.pipeline.Remainder;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Samplers, shards and loaders: which records each reader has, in which order, and what its operations make of them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GrainSamplerTest {
  /// So many elements are read where a refusal is expected.
  private static final int REFUSED_BY = 50;

  private final ConformanceCases cases = ConformanceCases.of("grain", "sampler.jsonl"::equals);

  @AfterAll
  void printTheCounts() {
    cases.print();
  }

  @TestFactory
  Stream<DynamicTest> samplesAsGrainDoes() {
    return cases.tests(GrainSamplerTest::check);
  }

  private static void check(Case one) throws Exception {
    JsonNode args = one.json().get("args");
    JsonNode expect = one.json().get("expect");
    GrainAnswers.check(
        one,
        () -> {
          switch (one.json().get("kind").textValue()) {
            case "sampler" -> checkKeys(args, expect);
            case "even_split" -> checkBlocks(args, expect);
            case "shard_options" ->
                Pipeline.range(10).shard(args.get("index").intValue(), args.get("count").intValue());
            case "loader" -> checkLoader(args, expect);
            default -> throw ConformanceCases.unknown("kind", one.json().get("kind"));
          }
        });
  }

  private static void checkKeys(JsonNode args, JsonNode expect) {
    if (expect.has("error")) {
      passOver(args);
    }
    int shards = GrainLoaders.shards(args);
    for (int shard = 0; shard < shards; shard++) {
      IndexedPipeline<Long> keys = GrainLoaders.keys(args, shard);
      JsonNode expected = expect.path("shards").path(shard);
      if (expected.has("size")) {
        JsonNode size = expected.get("size");
        assertEquals(size.isTextual() ? Samples.UNBOUNDED : size.longValue(), keys.size());
      }
      for (int i = 0; i < expected.path("keys").size(); i++) {
        JsonNode pair = expected.get("keys").get(i);
        assertEquals(pair.get(0).longValue(), (long) i * shards + shard, "the number over all shards");
        assertEquals(pair.get(1).longValue(), keys.at(i).orElseThrow(), "the key");
      }
    }
  }

  /// Mistakes that a pipeline has no room for.
  private static void passOver(JsonNode args) {
    if (args.get("records").longValue() <= 0) {
      throw ConformanceCases.skip("an order is of what its source has, and may be empty");
    }
    if (args.has("ask_index")) {
      throw ConformanceCases.skip("any whole number is a position, of some epoch");
    }
    if (!args.path("shuffle").booleanValue() && args.path("seed").longValue() > 0xffff_ffffL) {
      throw ConformanceCases.skip("the seed of random numbers may be of any width");
    }
  }

  private static void checkBlocks(JsonNode args, JsonNode expect) {
    int count = args.get("count").intValue();
    if (args.get("records").longValue() == Samples.UNBOUNDED) {
      throw ConformanceCases.skip("2^63 - 1 items are no end: there are no blocks of them");
    }
    for (int shard = 0; shard < count; shard++) {
      IndexedPipeline<Long> block =
          Pipeline.range(args.get("records").longValue())
              .shardBlock(
                  shard, count, args.path("drop_remainder").booleanValue() ? Remainder.DROP : Remainder.KEEP);
      JsonNode bounds = expect.get("blocks").get(shard);
      long start = bounds.get(0).longValue();
      long end = bounds.get(1).longValue();
      assertEquals(end - start, block.size(), "size");
      if (end > start) {
        assertEquals(start, block.at(0).orElseThrow(), "first");
        assertEquals(end - 1, block.at(-1).orElseThrow(), "last");
      }
    }
  }

  private static void checkLoader(JsonNode args, JsonNode expect) {
    for (int shard = 0; shard < GrainLoaders.shards(args); shard++) {
      Pipeline<Object> pipeline = GrainLoaders.pipeline(args, shard);
      JsonNode expected = expect.path("shards").path(shard);
      boolean ends = expected.path("ends").asBoolean(true);
      int most = expect.has("error") ? REFUSED_BY : expected.path("first").size() + (ends ? 1 : 0);
      GrainAnswers.checkFirst(expected, pipeline, most);
    }
  }
}
