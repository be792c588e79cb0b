package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sheaf.it.conformance.ConformanceCases.Case;
import dev.sheaf.pipeline.Passes;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.pipeline.PipelineException;
import dev.sheaf.stage.ZipException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Chains of the item plane: what comes first, and whether it ends there.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GrainIterChainTest {
  private final ConformanceCases cases = ConformanceCases.of("grain", "iter_chain.jsonl"::equals);

  @AfterAll
  void printTheCounts() {
    cases.print();
  }

  @TestFactory
  Stream<DynamicTest> givesWhatGrainDoes() {
    return cases.tests(GrainIterChainTest::check);
  }

  private static void check(Case one) throws Exception {
    JsonNode json = one.json();
    try (GrainChains chains = new GrainChains()) {
      switch (json.get("kind").textValue()) {
        case "iter_chain" -> {
          if (isZip(json) && json.get("expect").has("error")) {
            checkZipRefusal(json, chains);
          } else {
            GrainAnswers.check(one, () -> answer(json, chains.pipeline(json.get("chain"))));
          }
        }
        case "calls" -> checkCalls(one, chains);
        case "repeat_empty" -> {
          Pipeline<Object> empty = Pipeline.of(List.of()).items();
          JsonNode epochs = json.get("args").path("epochs");
          GrainAnswers.checkFirst(
              json.get("expect"),
              epochs.isMissingNode()
                  ? empty.repeat(Passes.SAME_ORDER)
                  : empty.repeat(epochs.longValue(), Passes.SAME_ORDER),
              1);
        }
        default -> throw ConformanceCases.skip("unknown kind " + json.get("kind"));
      }
    }
  }

  private static boolean isZip(JsonNode json) {
    return json.get("chain").get(0).get("op").textValue().equals("iter_zip");
  }

  /// The cases count parts from 1; here they are counted from 0, as everything is.
  private static void checkZipRefusal(JsonNode json, GrainChains chains) {
    Pipeline<Object> pipeline = chains.pipeline(json.get("chain"));
    var refusal = assertThrows(PipelineException.class, () -> answer(json, pipeline));
    var unequal = assertInstanceOf(ZipException.class, refusal.getCause());
    int longest = json.get("chain").get(0).get("inputs").size();
    assertTrue(unequal.indices().stream().allMatch(index -> index >= 0 && index < longest), unequal.getMessage());
  }

  private static void answer(JsonNode json, Pipeline<Object> pipeline) {
    GrainAnswers.checkFirst(json.get("expect"), pipeline, json.get("ask").get("iterate").intValue());
  }

  /// The chain calls a function that counts.
  private static void checkCalls(Case one, GrainChains chains) throws Exception {
    AtomicLong calls = new AtomicLong();
    Pipeline<Object> pipeline = null;
    var sources = JsonNodeFactory.instance.arrayNode();
    for (JsonNode operator : one.json().get("chain")) {
      if (operator.path("fn").asText().equals("counted")) {
        pipeline =
            chains
                .pipeline(sources)
                .map(
                    element -> {
                      calls.incrementAndGet();
                      return element;
                    });
      } else if (pipeline == null) {
        sources.add(operator);
      } else {
        pipeline = GrainItemOps.then(pipeline, operator);
      }
    }
    Pipeline<Object> counting = pipeline;
    GrainAnswers.check(one, () -> answer(one.json(), counting));
    if (!one.hasTag("may-call-again")) {
      assertEquals(one.json().get("expect").get("calls").longValue(), calls.get(), "calls");
    }
  }
}
