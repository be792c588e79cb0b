package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.it.conformance.Fairseq2Outcome.Taken;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Holds what came of a case against what it expects.
final class Fairseq2Comparison {
  private final JsonNode one;
  private final Path folder;

  Fairseq2Comparison(JsonNode one, Path folder) {
    this.one = one;
    this.folder = folder;
  }

  /// What differs; empty if nothing does.
  List<String> differences(List<Fairseq2Outcome> found, JsonNode expected) {
    String compare = one.path("compare").asText("exact");
    if (compare.equals("frequencies")) {
      return frequencies((Taken) found.getFirst());
    }
    Fairseq2Randomness randomness = new Fairseq2Randomness(one, folder);
    if (randomness.isOwn() && !compare.equals("first-error")) {
      return randomness.differences(found, expected);
    }
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < expected.size() && i < found.size(); i++) {
      JsonNode wanted = expected.get(i);
      boolean isSame =
          switch (compare) {
            case "exact", "mt19937", "items" -> isSame(found.get(i), wanted);
            case "first-error" -> isSame(found.get(i), wanted) || (!wanted.has("error") && randomness.isOwn());
            case "multiset" -> isSameMultiset(found.get(i), wanted);
            default -> throw ConformanceCases.unknown("comparison", compare);
          };
      if (!isSame) {
        differences.add("step %d: expected %s, found %s".formatted(i, wanted, found.get(i)));
      }
      if (compare.equals("first-error") && wanted.has("error")) {
        return differences;
      }
    }
    if (found.size() != expected.size()) {
      differences.add("expected %d outcomes, found %d".formatted(expected.size(), found.size()));
    }
    return differences;
  }

  /// Sheaf draws ahead: no fewer pass a place than fairseq2 lets pass before it gives as many.
  private static boolean isSame(Fairseq2Outcome found, JsonNode wanted) {
    return wanted.has("tapped") || found.is(wanted);
  }

  private List<String> frequencies(Taken taken) {
    JsonNode shares = one.get("properties").get("frequencies");
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < shares.size(); i++) {
      Object element = (long) i;
      double share = taken.items().stream().filter(element::equals).count() / (double) taken.items().size();
      if (Math.abs(share - shares.get(i).doubleValue()) > one.get("properties").get("tolerance").doubleValue()) {
        differences.add("expected a share of %s of %d, found %s".formatted(shares.get(i), i, share));
      }
    }
    return differences;
  }

  private static boolean isSameMultiset(Fairseq2Outcome found, JsonNode wanted) {
    if (!(found instanceof Taken taken)) {
      return found.is(wanted);
    }
    List<Object> items = Fairseq2Values.list(wanted.get("items"));
    return items.size() == taken.items().size() && areAmong(taken.items(), items) && taken.isSame(wanted);
  }

  /// Whether all items are among others, one for one.
  static boolean areAmong(List<Object> others, List<Object> items) {
    List<Object> left = new ArrayList<>(others);
    return items.stream().allMatch(item -> left.removeIf(new FirstSame(item)::isFirst));
  }

  /// Finds one element that is the same, and no other.
  private static final class FirstSame {
    private final Object wanted;
    private boolean isFound;

    FirstSame(Object wanted) {
      this.wanted = wanted;
    }

    boolean isFirst(Object item) {
      boolean isFirst = !isFound && Fairseq2Values.isSame(wanted, item);
      isFound |= isFirst;
      return isFirst;
    }
  }
}
