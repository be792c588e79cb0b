package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sheaf.it.conformance.ConformanceCases.Case;
import dev.sheaf.pipeline.DataLoader;
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

  /// Checks a case of one of the kinds of chains.
  static void check(Case one) throws Exception {
    JsonNode json = one.json();
    try (GrainChains chains = new GrainChains()) {
      switch (json.get("kind").textValue()) {
        case "iter_chain" -> {
          if (json.get("expect").has("error")) {
            skipIfIntended(json, chains);
          }
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
        default -> throw ConformanceCases.unknown("kind", json.get("kind"));
      }
    }
  }

  /// Passes over a refusal where we answer.
  private static void skipIfIntended(JsonNode json, GrainChains chains) {
    List<JsonNode> operators = json.get("chain").valueStream().toList();
    if (operators.stream().anyMatch(operator -> operator.get("op").textValue().equals("options"))) {
      first(json, chains);
      throw ConformanceCases.skip("a filter may drop what it likes: the ledger says how much that was");
    }
    if (operators.stream().anyMatch(GrainIterChainTest::asksForNothing)) {
      assertEquals(List.of(), first(json, chains));
      throw ConformanceCases.skip("none of the items, or of no pipelines, is an answer, as in fairseq2");
    }
  }

  private static boolean asksForNothing(JsonNode operator) {
    return switch (operator.get("op").textValue()) {
      case "limit" -> operator.get("count").longValue() == 0;
      case "repeat" -> operator.hasNonNull("epochs") && operator.get("epochs").longValue() == 0;
      case "iter_zip" -> operator.get("inputs").isEmpty();
      default -> false;
    };
  }

  private static List<Object> first(JsonNode json, GrainChains chains) {
    try (DataLoader<Object> loader = chains.pipeline(json.get("chain")).open()) {
      return GrainAnswers.take(loader.iterator(), json.get("ask").get("iterate").intValue());
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
    GrainAnswers.checkFirst(GrainAnswers.withoutHoles(json.get("expect")), pipeline, json.get("ask").get("iterate").intValue());
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
