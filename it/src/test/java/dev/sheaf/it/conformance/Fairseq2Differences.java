package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/// Where we differ on purpose from cases that were drawn from fairseq2. A case is passed over only if it did not pass.
final class Fairseq2Differences {
  /// Operators that find the data at fault.
  private static final Set<String> STRICT = Set.of("bucket_by_length", "yield_from", "zip", "pack");

  private Fairseq2Differences() {}

  /// Passes over a case that we answer otherwise.
  static void skipIfIntended(JsonNode json) {
    if (json.path("max_warnings").longValue() > 0) {
      for (JsonNode step : json.path("steps")) {
        if (step.path("do").asText().equals("reset")) {
          throw ConformanceCases.skip("a limit is one of a run: a loader that begins anew has it whole");
        }
      }
      for (JsonNode operator : json.path("pipeline")) {
        for (JsonNode child : operator.path("children")) {
          if (child.path("max_warnings").longValue() > 0) {
            throw ConformanceCases.skip("a stage has one limit: that of a pipeline around it is not added to its own");
          }
        }
      }
    }
    boolean isStrict = false;
    for (JsonNode operator : json.path("pipeline")) {
      String name = operator.path("op").asText();
      if (isStrict && name.equals("bucket") && json.path("group").asText().equals("faults")) {
        throw ConformanceCases.skip("a bucket keeps what it had collected when a fault passes: nothing is lost");
      }
      isStrict |= STRICT.contains(name);
    }
  }
}
