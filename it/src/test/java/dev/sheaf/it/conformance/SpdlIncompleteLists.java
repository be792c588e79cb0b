package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// SPDL gives out the list that it is filling when a stage before it fails. Sheaf does not: a checkpoint before that goes on
/// with the whole list, and what is read after resuming must be what would have been read.
///
/// @param failing whether a stage seen so far can fail
/// @param lost how many elements may be missing at the end of what comes out, behind the stages seen so far
/// @param length how long the elements are at most, if they are lists
record SpdlIncompleteLists(boolean failing, long lost, long length) {
  /// Whether what came out is what is expected, but for what the lists were to become that were not complete.
  static boolean explain(JsonNode one, List<JsonNode> actual) {
    JsonNode steps = one.path("expect").path("steps");
    long most = one.has("loader") ? ofLoader(one.get("loader")).lost : ofPipeline(one.path("pipeline")).lost;
    boolean isExplained = false;
    for (int i = 0; i < actual.size(); i++) {
      JsonNode expected = steps.path(i);
      if (!expected.equals(actual.get(i))) {
        if (!lacks(expected, actual.get(i), most)) {
          return false;
        }
        isExplained = true;
      }
    }
    return isExplained && steps.size() == actual.size();
  }

  private static boolean lacks(JsonNode expected, JsonNode actual, long most) {
    JsonNode items = actual.path("items");
    int missing = expected.path("items").size() - items.size();
    if (missing < 1 || missing > most || !expected.path("end").asText().equals("failure")) {
      return false;
    }
    for (int i = 0; i < items.size(); i++) {
      if (!items.get(i).equals(expected.get("items").get(i))) {
        return false;
      }
    }
    return expected.get("end").equals(actual.get("end")) && expected.get("failure").equals(actual.get("failure"));
  }

  private static SpdlIncompleteLists ofLoader(JsonNode loader) {
    SpdlIncompleteLists before = ofSource(loader.path("source")).behind(loader.path("preprocessor"));
    return loader.path("batch_size").asInt(0) > 0
        ? before.aggregated(loader.get("batch_size").longValue(), loader.path("drop_last").booleanValue())
        : before;
  }

  private static SpdlIncompleteLists ofPipeline(JsonNode pipeline) {
    SpdlIncompleteLists lists = ofSource(pipeline.path("source"));
    for (JsonNode stage : pipeline.path("stages")) {
      if (stage.has("aggregate")) {
        lists = lists.aggregated(stage.get("aggregate").longValue(), stage.path("drop_last").booleanValue());
      } else if (stage.has("disaggregate")) {
        lists = new SpdlIncompleteLists(lists.failing, lists.lost * lists.length, 1);
      } else {
        lists = lists.behind(stage.path("pipe"));
      }
    }
    return lists;
  }

  private static SpdlIncompleteLists ofSource(JsonNode source) {
    return new SpdlIncompleteLists(source.has("fail_at"), 0, 1);
  }

  private SpdlIncompleteLists behind(JsonNode pipe) {
    return new SpdlIncompleteLists(failing || pipe.path("fn").asText().startsWith("fail"), lost, length);
  }

  private SpdlIncompleteLists aggregated(long size, boolean dropLast) {
    long remainder = failing && !dropLast ? size - 1 : 0;
    return new SpdlIncompleteLists(failing, Math.ceilDiv(lost + remainder, size), size);
  }
}
