package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

/// Whether what came out of the steps of a case is what it expects, in the manner that it says.
record SpdlComparison(String manner) {
  boolean accepts(JsonNode expected, List<JsonNode> actual) {
    if (!expected.has("steps") || expected.get("steps").size() != actual.size()) {
      return false;
    }
    if (manner.equals("all-once")) {
      return allOnce(actual);
    }
    for (int i = 0; i < actual.size(); i++) {
      if (!accepts(expected.get("steps").get(i), actual.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean accepts(JsonNode expected, JsonNode actual) {
    if (expected.has("counters")) {
      return manner.equals("bounded") || includes(expected.get("counters"), actual.get("counters"));
    }
    if (!expected.has("items")) {
      return expected.equals(actual);
    }
    if (!actual.has("items")) {
      return false;
    }
    return end(expected, actual) && failure(expected, actual) && items(expected.get("items"), actual.get("items"));
  }

  private boolean end(JsonNode expected, JsonNode actual) {
    // Reading a closed loader is refused in Sheaf, where SPDL says that there is nothing.
    boolean isClosed = actual.get("end").textValue().equals("closed");
    return (isClosed && expected.get("end").textValue().equals("eod") && (manner.equals("prefix") || expected.get("items").isEmpty()))
        || expected.get("end").equals(actual.get("end"));
  }

  private static boolean failure(JsonNode expected, JsonNode actual) {
    return !expected.has("failure") || expected.get("failure").equals(actual.get("failure"));
  }

  private boolean items(JsonNode expected, JsonNode actual) {
    return switch (manner) {
      case "exact", "bounded" -> expected.equals(actual);
      case "multiset" -> sorted(expected).equals(sorted(actual));
      case "per-source" -> sorted(expected).equals(sorted(actual)) && keepsSources(actual);
      case "flattened" -> sizes(expected).equals(sizes(actual)) && sorted(flat(expected)).equals(sorted(flat(actual)));
      case "prefix" -> actual.size() <= expected.size() && list(expected).subList(0, actual.size()).equals(list(actual));
      case "count" -> expected.size() == actual.size();
      case "ends" -> true;
      default -> throw ConformanceCases.unknown("comparison", manner);
    };
  }

  private static boolean allOnce(List<JsonNode> actual) {
    List<Long> all = new ArrayList<>();
    for (JsonNode outcome : actual) {
      outcome.path("items").forEach(item -> all.add(item.longValue()));
    }
    return all.equals(LongStream.range(0, all.size()).boxed().toList());
  }

  /// Whether all expected counters are as they should be; others may be there.
  static boolean includes(JsonNode expected, JsonNode actual) {
    for (String name : (Iterable<String>) expected::fieldNames) {
      if (!expected.get(name).equals(actual.get(name))) {
        return false;
      }
    }
    return true;
  }

  private static boolean keepsSources(JsonNode items) {
    List<Long> numbers = list(items).stream().map(JsonNode::longValue).toList();
    return numbers.stream()
        .map(number -> number / 100)
        .distinct()
        .allMatch(
            source -> {
              List<Long> own = numbers.stream().filter(number -> number / 100 == source).toList();
              return own.equals(own.stream().sorted().toList());
            });
  }

  private static List<Integer> sizes(JsonNode lists) {
    return list(lists).stream().map(JsonNode::size).toList();
  }

  private static List<JsonNode> flat(JsonNode lists) {
    return list(lists).stream().flatMap(each -> list(each).stream()).toList();
  }

  private static List<JsonNode> sorted(JsonNode items) {
    return sorted(list(items));
  }

  private static List<JsonNode> sorted(List<JsonNode> items) {
    return items.stream().sorted(Comparator.comparing(JsonNode::toString)).toList();
  }

  private static List<JsonNode> list(JsonNode items) {
    return StreamSupport.stream(items.spliterator(), false).toList();
  }
}
