package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.pipeline.Pipeline;

/// How many faults a pipeline of a case goes on behind.
final class Fairseq2Budgets {
  private Fairseq2Budgets() {}

  /// A pipeline with the budget that a case, or one of several pipelines in it, gives it.
  static Pipeline<Object> within(Pipeline<Object> pipeline, JsonNode json) {
    if (json.path("max_warnings").longValue() > 0) {
      throw Fairseq2Pipelines.notBuilt("max_warnings");
    }
    return pipeline;
  }
}
