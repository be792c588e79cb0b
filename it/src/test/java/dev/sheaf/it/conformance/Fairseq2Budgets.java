package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.stage.OnError;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// How many faults a pipeline of a case goes on behind: of stages that find the data at fault, never of functions.
final class Fairseq2Budgets {
  private static final Map<String, String> STAGES =
      Map.of("bucket_by_length", "bucketByLength", "yield_from", "yieldFrom", "zip", "zip", "pack", "packTokens");

  private Fairseq2Budgets() {}

  /// A pipeline with the budget that a case, or one of several pipelines in it, gives it.
  static Pipeline<Object> within(Pipeline<Object> pipeline, JsonNode json) {
    long budget = json.path("max_warnings").longValue();
    Pipeline<Object> within = pipeline;
    if (budget > 0) {
      for (String stage : stages(json.get("pipeline"))) {
        within = within.onError(stage, OnError.skipUpTo(budget));
      }
    }
    return within;
  }

  /// The stages of a pipeline, and of its children that have no budget of their own.
  private static Set<String> stages(JsonNode pipeline) {
    Set<String> stages = new TreeSet<>();
    for (JsonNode operator : pipeline) {
      String stage = STAGES.get(operator.get("op").textValue());
      if (stage != null) {
        stages.add(stage);
      }
      for (JsonNode child : operator.path("children")) {
        if (child.path("max_warnings").longValue() <= 0) {
          stages.addAll(stages(child.isObject() ? child.get("pipeline") : child));
        }
      }
    }
    return stages;
  }
}
