package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.List;

/// Cases of the kind `remix`: a mixture that goes on with other parts and weights.
final class GrainRemix {
  private GrainRemix() {}

  static void check(JsonNode args, JsonNode expect, GrainChains chains) {
    Checkpoint checkpoint;
    try (DataLoader<Object> before = mixture(args.get("before"), chains).open()) {
      GrainAnswers.checkElements(
          expect.get("before"), GrainAnswers.take(before.iterator(), args.get("take").intValue()));
      checkpoint = Checkpoint.fromJson(before.checkpoint().toJson());
    }
    try (DataLoader<Object> after = mixture(args.get("after"), chains).remix(checkpoint)) {
      GrainAnswers.checkElements(
          expect.get("after"), GrainAnswers.take(after.iterator(), expect.get("after").size() + 1));
    }
  }

  private static Pipeline<Object> mixture(JsonNode mixture, GrainChains chains) {
    List<Pipeline<Object>> inputs = new ArrayList<>();
    mixture.get("inputs").forEach(input -> inputs.add(chains.pipeline(input)));
    return GrainItemOps.mix(mixture, inputs);
  }
}
