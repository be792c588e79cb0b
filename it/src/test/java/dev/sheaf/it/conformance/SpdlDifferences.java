package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Where Sheaf does otherwise on purpose, beyond what the cases themselves allow. Each rule says what must have come instead,
/// so that nothing else hides behind it.
final class SpdlDifferences {
  private SpdlDifferences() {}

  /// Leaves a case out if what it came to is intended, and says why.
  static void allow(JsonNode one, List<JsonNode> actual) {
    JsonNode source = one.path("pipeline").path("source");
    if (isOrderedGenerator(one) && isRefused(one) && end(actual, 0).equals("eod")) {
      throw ConformanceCases.skip("a function that gives many keeps the order where it is asked to");
    }
    if (hasEmptyPath(one) && isRefused(one) && end(actual, 0).equals("eod")) {
      throw ConformanceCases.skip("a path without stages gives its items on: there is nothing to refuse");
    }
    if (isText(source.path("items")) && isTakenApart(one) && isEmpty(actual, 0) && end(actual, 0).equals("eod")) {
      throw ConformanceCases.skip("a text is no list: an element that cannot be taken apart");
    }
    if (hasNull(source.path("items")) && givesWhatIsBeforeNull(one, actual)) {
      throw ConformanceCases.skip("there are no null elements: a source or a list that gives one fails there");
    }
    if (SpdlIncompleteLists.explain(one, actual)) {
      throw ConformanceCases.skip("a list that is not complete is not given out before a failure: resuming would make another");
    }
    if (isStoppedBeforeAFailure(one, actual)) {
      throw ConformanceCases.skip("closing tells nothing that was not asked for: what is made ahead depends on time");
    }
    if (isOneShot(one) && onlyTheFirstPassGives(one, actual)) {
      throw ConformanceCases.skip("a source of one pass fails in the second, which would be empty without a word");
    }
  }

  /// Whether nothing differs but that stopping says nothing of the failure that would come next.
  private static boolean isStoppedBeforeAFailure(JsonNode one, List<JsonNode> actual) {
    JsonNode expected = one.path("expect").path("steps");
    boolean isStopped = false;
    for (int i = 0; i < actual.size(); i++) {
      JsonNode step = one.path("steps").path(i);
      boolean isSilent =
          step.path("do").asText().equals("stop")
              && expected.path(i).has("failure")
              && actual.get(i).path("ok").booleanValue();
      isStopped |= isSilent;
      if (!isSilent && !isStopped && !expected.path(i).equals(actual.get(i))) {
        return false;
      }
    }
    return isStopped;
  }

  private static boolean isOrderedGenerator(JsonNode one) {
    for (JsonNode stage : one.path("pipeline").path("stages")) {
      if (stage.path("kind").asText().equals("async_generator") && stage.path("order").asText().equals("input")) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasEmptyPath(JsonNode one) {
    for (JsonNode stage : one.path("pipeline").path("stages")) {
      for (JsonNode path : stage.path("paths")) {
        if (path.isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isRefused(JsonNode one) {
    return one.path("expect").path("define").path("kind").asText().equals("argument");
  }

  private static boolean isText(JsonNode items) {
    return items.path(0).isTextual();
  }

  private static boolean isTakenApart(JsonNode one) {
    return one.path("pipeline").path("stages").path(0).has("disaggregate");
  }

  private static boolean hasNull(JsonNode items) {
    for (JsonNode item : items) {
      if (item.isNull() || (item.isArray() && hasNull(item))) {
        return true;
      }
    }
    return false;
  }

  /// What comes before the null is right; then it fails, or the list is over where that is left out.
  private static boolean givesWhatIsBeforeNull(JsonNode one, List<JsonNode> actual) {
    JsonNode expected = one.path("expect").path("steps").path(0).path("items");
    JsonNode items = actual.getFirst().path("items");
    for (int i = 0; i < items.size(); i++) {
      if (!items.get(i).equals(expected.path(i))) {
        return false;
      }
    }
    return end(actual, 0).equals(isTakenApart(one) ? "eod" : "failure");
  }

  private static boolean isOneShot(JsonNode one) {
    return one.path("pipeline").path("source").path("one_shot").booleanValue()
        || one.path("loader").path("source").path("one_shot").booleanValue();
  }

  /// The first pass gives everything; each one after it fails, and gives nothing.
  private static boolean onlyTheFirstPassGives(JsonNode one, List<JsonNode> actual) {
    JsonNode first = null;
    for (JsonNode outcome : actual) {
      if (first == null && outcome.has("items")) {
        first = outcome;
        JsonNode source = one.path(one.has("loader") ? "loader" : "pipeline").path("source");
        JsonNode range = source.path("range");
        if (!outcome.path("end").asText().equals("eod")
            || outcome.get("items").size() != range.path(1).asInt() - range.path(0).asInt()) {
          return false;
        }
      } else if (outcome.has("items")
          && !(outcome.get("items").isEmpty() && outcome.path("end").asText().equals("failure"))) {
        return false;
      }
    }
    return first != null;
  }

  private static String end(List<JsonNode> actual, int step) {
    return actual.get(step).path("end").asText();
  }

  private static boolean isEmpty(List<JsonNode> actual, int step) {
    return actual.get(step).path("items").isEmpty();
  }
}
