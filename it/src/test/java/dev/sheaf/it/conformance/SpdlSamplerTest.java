package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.sheaf.random.RandomSampler;
import dev.sheaf.random.Share;
import dev.sheaf.random.StridedSampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// The positions that SPDL's two distributed samplers give to a rank, number for number.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SpdlSamplerTest {
  private static final Set<String> FILES = Set.of("deterministic_sampler.jsonl", "random_sampler.jsonl");

  private final ConformanceCases cases = ConformanceCases.of("spdl", FILES::contains).named("spdl, samplers");

  /// What a sampler has to say: how many positions there are, and which they are in one pass after another.
  private record Sampled(long length, List<long[]> passes) {}

  @AfterAll
  void printTheCounts() {
    cases.print();
  }

  @TestFactory
  Stream<DynamicTest> samplesAsSpdlDoes() {
    return cases.tests(SpdlSamplerTest::check);
  }

  private static void check(ConformanceCases.Case one) {
    JsonNode arguments = one.json().get("arguments");
    JsonNode expect = one.json().get("expect");
    Function<JsonNode, Sampled> sampler =
        switch (one.json().get("call").textValue()) {
          case "deterministic_sampler" -> SpdlSamplerTest::inOrder;
          case "random_sampler" -> SpdlSamplerTest::atRandom;
          default -> throw ConformanceCases.unknown("call", one.json().get("call"));
        };
    if (expect.has("error")) {
      assertEquals("argument", expect.get("error").get("kind").textValue());
      assertThrows(IllegalArgumentException.class, () -> sampler.apply(arguments));
      return;
    }
    Sampled sampled = sampler.apply(arguments);
    JsonNode value = expect.get("value");
    assertEquals(value.get("length").longValue(), sampled.length());
    assertEquals(value.get("passes").size(), sampled.passes().size());
    for (int pass = 0; pass < sampled.passes().size(); pass++) {
      assertArrayEquals(longs(value.get("passes").get(pass)), sampled.passes().get(pass), "pass " + pass);
    }
  }

  private static Sampled inOrder(JsonNode arguments) {
    StridedSampler sampler = new StridedSampler(arguments.get("size").longValue(), share(arguments));
    long[] positions = LongStream.range(0, sampler.length()).map(sampler::at).toArray();
    return new Sampled(sampler.length(), passes(arguments).map(_ -> positions).toList());
  }

  private static Sampled atRandom(JsonNode arguments) {
    int size = arguments.get("size").intValue();
    int draws = arguments.path("draws").asInt(size);
    RandomSampler sampler =
        arguments.hasNonNull("weights")
            ? RandomSampler.weighted(size, SpdlFunctions.weights(arguments.get("weights")), draws, share(arguments))
            : RandomSampler.of(size, draws, share(arguments));
    List<long[]> passes = new ArrayList<>();
    JsonNode seed = arguments.path("seed");
    for (JsonNode shuffled : passes(arguments).toList()) {
      seed = shuffled.isNull() ? seed : shuffled;
      passes.add(sampler.draw(seed.asLong()));
    }
    return new Sampled(sampler.length(), passes);
  }

  /// The seeds of the passes, null where the one before stays: two passes where nothing is said.
  private static Stream<JsonNode> passes(JsonNode arguments) {
    return arguments.has("passes")
        ? StreamSupport.stream(arguments.get("passes").spliterator(), false)
        : Stream.of(NullNode.instance, NullNode.instance);
  }

  private static Share share(JsonNode arguments) {
    return new Share(
        arguments.get("rank").intValue(),
        arguments.get("world_size").intValue(),
        arguments.path("drop_last_round").asBoolean(true));
  }

  private static long[] longs(JsonNode numbers) {
    return StreamSupport.stream(numbers.spliterator(), false).mapToLong(JsonNode::longValue).toArray();
  }
}
