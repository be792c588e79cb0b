package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.pipeline.Pipeline;
import java.util.Optional;

/// The operators of the item plane that chains of the cases name.
final class GrainItemOps {
  private GrainItemOps() {}

  /// A source of the item plane; empty if it is unknown.
  ///
  /// @param chains makes its inputs
  static Optional<Pipeline<Object>> first(JsonNode operator, GrainChains chains) {
    return Optional.empty();
  }

  /// One operator more.
  static Pipeline<Object> then(Pipeline<Object> before, JsonNode operator) {
    String function = operator.path("fn").asText();
    return switch (operator.get("op").textValue()) {
      case "map" -> before.map(GrainFunctions.map(function));
      case "filter" -> before.filter(GrainFunctions.filter(function));
      case "batch" ->
          before.batch(GrainChains.size(operator), GrainCollation::stack, GrainChains.remainder(operator));
      default -> throw ConformanceCases.skip("unknown operator of the item plane " + operator.get("op"));
    };
  }
}
