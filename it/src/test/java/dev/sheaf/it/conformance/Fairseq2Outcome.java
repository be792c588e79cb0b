package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/// What came of one step of a case.
sealed interface Fairseq2Outcome {
  /// Elements that were taken.
  ///
  /// @param end `open`, `eod` or `error`
  record Taken(List<Object> items, String end, Optional<Fairseq2Error> error) implements Fairseq2Outcome {
    @Override
    public boolean is(JsonNode expected) {
      return expected.has("items")
          && isSame(expected)
          && Fairseq2Values.isSame(Fairseq2Values.list(expected.get("items")), items);
    }

    /// Whether it ended as a case expects.
    boolean isSame(JsonNode expected) {
      return expected.get("end").textValue().equals(end)
          && error.isPresent() == expected.has("error")
          && error.stream().allMatch(one -> one.is(expected.get("error"), items.isEmpty()));
    }

    @Override
    public String toString() {
      return Fairseq2Values.show(items) + " " + error.map(Object::toString).orElse(end);
    }
  }

  /// The step was carried out.
  record Done() implements Fairseq2Outcome {
    @Override
    public boolean is(JsonNode expected) {
      return expected.path("ok").booleanValue();
    }
  }

  /// The step was refused.
  record Refused(Fairseq2Error error) implements Fairseq2Outcome {
    @Override
    public boolean is(JsonNode expected) {
      return expected.has("error") && error.is(expected.get("error"), false);
    }
  }

  /// What was asked was told.
  ///
  /// @param question the member of an outcome that answers it
  record Told(String question, Object answer) implements Fairseq2Outcome {
    @Override
    public boolean is(JsonNode expected) {
      return expected.has(question) && Fairseq2Values.isSame(Fairseq2Values.of(expected.get(question)), answer);
    }
  }

  /// Whether it is what a case expects.
  boolean is(JsonNode expected);
}
