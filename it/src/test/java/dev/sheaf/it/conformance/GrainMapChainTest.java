package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.order.Samples;
import dev.sheaf.pipeline.IndexedPipeline;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Chains of the index plane: how long they are, what stands where, what comes first.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GrainMapChainTest {
  private final ConformanceCases cases = ConformanceCases.of("grain", "map_chain.jsonl"::equals);

  @AfterAll
  void printTheCounts() {
    cases.print();
  }

  @TestFactory
  Stream<DynamicTest> ordersAsGrainDoes() {
    return cases.tests(GrainMapChainTest::check);
  }

  /// Checks a case of the kind `map_chain`.
  static void check(ConformanceCases.Case one) throws Exception {
    try (GrainChains chains = new GrainChains()) {
      GrainAnswers.check(one, () -> answer(chains.indexed(one.json().get("chain")), one.json()));
    }
  }

  private static void answer(IndexedPipeline<Object> pipeline, JsonNode json) {
    JsonNode ask = json.get("ask");
    JsonNode expect = json.get("expect");
    if (expect.has("length")) {
      long length = expect.get("length").isTextual() ? Samples.UNBOUNDED : expect.get("length").longValue();
      assertEquals(length, pipeline.positions(), "length");
    }
    for (JsonNode position : ask.path("at")) {
      pipeline.at(position.longValue());
    }
    boolean isCut = isCutFromEndless(json.get("chain"));
    for (JsonNode pair : expect.path("at")) {
      long position = pair.get(0).longValue();
      // Of what was cut from something endless, all epochs are the first; Grain goes on behind 2^63 - 1 elements.
      if (!isCut || (position >= 0 && position < pipeline.positions())) {
        checkAt(pipeline, position, pair.get(1));
      }
    }
    if (ask.has("iterate")) {
      GrainAnswers.checkFirst(GrainAnswers.withoutHoles(expect), pipeline, ask.get("iterate").intValue());
    }
    if (expect.path("at").valueStream().anyMatch(pair -> GrainAnswers.hasHoleInside(pair.get(1)))
        || expect.path("first").valueStream().anyMatch(GrainAnswers::hasHoleInside)) {
      throw ConformanceCases.skip("no nulls: what is put together with a hole is a hole");
    }
  }

  private static boolean isCutFromEndless(JsonNode chain) {
    boolean endless = false;
    for (JsonNode operator : chain) {
      String name = operator.get("op").textValue();
      if (endless && name.equals("slice") && operator.has("stop")) {
        return true;
      }
      endless |= name.equals("repeat") && !operator.hasNonNull("epochs");
    }
    return false;
  }

  private static void checkAt(IndexedPipeline<Object> pipeline, long position, JsonNode expected) {
    Optional<Object> found = pipeline.at(position);
    if (expected.isNull() || GrainAnswers.hasHoleInside(expected)) {
      assertEquals(Optional.empty(), found, () -> "at " + position);
    } else {
      GrainAnswers.checkElement(expected, found.orElseThrow(), "at " + position);
    }
  }
}
