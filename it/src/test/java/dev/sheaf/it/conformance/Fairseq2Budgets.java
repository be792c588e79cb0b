package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.stage.OnError;
import java.util.Map;

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
      for (JsonNode operator : json.get("pipeline")) {
        String stage = STAGES.get(operator.get("op").textValue());
        if (stage != null) {
          within = within.onError(stage, OnError.skipUpTo(budget));
        }
      }
    }
    return within;
  }
}
