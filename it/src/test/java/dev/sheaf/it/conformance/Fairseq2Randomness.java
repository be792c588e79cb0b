package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sheaf.it.conformance.Fairseq2Outcome.Taken;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What must hold of random orders.
///
/// Sheaf draws samples with fairseq2's numbers where it is asked to. Its shuffles have numbers of their own, and a pass
/// that begins again has an order that depends on the number of the pass, and not on how many numbers were drawn before:
/// only samples that are gone through once are the same, number for number.
final class Fairseq2Randomness {
  private static final Set<String> SHUFFLES = Set.of("shuffle", "shuffled");
  private static final int MANY = 1000;

  private final JsonNode one;
  private final Path folder;

  Fairseq2Randomness(JsonNode one, Path folder) {
    this.one = one;
    this.folder = folder;
  }

  /// Whether a case has random orders that Sheaf does not have number for number.
  boolean isOwn() {
    return isOwn(one.get("pipeline"), goesOnAfterReset());
  }

  /// Whether a step begins again and does not begin the random numbers again.
  private boolean goesOnAfterReset() {
    for (JsonNode step : one.get("steps")) {
      if (step.get("do").textValue().equals("reset") && !step.path("reset_rng").booleanValue()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOwn(JsonNode json, boolean isRepeated) {
    if (SHUFFLES.contains(json.path("op").asText()) || SHUFFLES.contains(json.path("fn").asText())) {
      return true;
    }
    boolean mayRepeat = isRepeated;
    if (json.isArray()) {
      for (JsonNode operator : json) {
        mayRepeat |= operator.path("op").asText().equals("repeat");
      }
    } else if (Set.of("round_robin", "sample").contains(json.path("op").asText())) {
      if (isRepeated && json.get("op").textValue().equals("sample")) {
        return true;
      }
      mayRepeat |= json.path("allow_repeats").asBoolean(true) && !json.path("stop_at_shortest").asBoolean();
    }
    for (JsonNode part : json) {
      if (isOwn(part, mayRepeat)) {
        return true;
      }
    }
    return false;
  }

  /// What does not hold of the outcomes of a case's steps; empty if everything does.
  List<String> differences(List<Fairseq2Outcome> found, JsonNode expected) {
    List<String> differences = new ArrayList<>();
    List<Object> whole = run(one.get("pipeline"), MANY);
    addDifferencesFromWhole(differences, found, whole);
    for (int i = 0; i < found.size(); i++) {
      JsonNode wanted = expected.get(i);
      boolean isAlike =
          found.get(i) instanceof Taken taken
              ? taken.isSame(wanted) && taken.items().size() == wanted.get("items").size()
              : wanted.has("tapped") || found.get(i).is(wanted);
      if (!isAlike && !dependsOnOrder()) {
        differences.add("step %d: expected one like %s, found %s".formatted(i, wanted, found.get(i)));
      }
    }
    JsonNode properties = one.path("properties");
    if (properties.has("blocks")) {
      addDifferencesOfBlocks(differences, whole, properties.get("blocks").intValue());
    }
    if (properties.has("children")) {
      addDifferencesOfChildren(differences, whole);
    }
    return differences;
  }

  /// Whether the number of items depends on the order of others: how many fit into a bucket, say, or when a sample ends.
  private boolean dependsOnOrder() {
    String text = one.get("pipeline").toString();
    return Set.of("bucket_by_length", "dynamic_bucket", "pack", "sample", "filter").stream()
        .anyMatch(operator -> text.contains("\"op\":\"" + operator + "\""));
  }

  /// Every step gives what a run without interruption gives at the same place.
  private void addDifferencesFromWhole(List<String> differences, List<Fairseq2Outcome> found, List<Object> whole) {
    Map<String, Integer> slots = new HashMap<>();
    int position = 0;
    for (int i = 0; i < found.size(); i++) {
      JsonNode step = one.get("steps").get(i);
      if (found.get(i) instanceof Taken taken) {
        int end = position + taken.items().size();
        if (end > whole.size() || !Fairseq2Values.isSame(whole.subList(position, end), taken.items())) {
          differences.add(
              "step %d: expected items from %d on of %s, found %s".formatted(i, position, whole, taken));
        }
        position = end;
      }
      switch (step.get("do").textValue()) {
        case "reset", "fresh" -> position = 0;
        case "save" -> slots.put(step.get("slot").textValue(), position);
        case "load" -> position = step.has("slot") ? slots.get(step.get("slot").textValue()) : position;
        default -> {}
      }
    }
  }

  /// The input, cut into blocks, each in an order of its own.
  private void addDifferencesOfBlocks(List<String> differences, List<Object> whole, int window) {
    ArrayNode input = one.get("pipeline").deepCopy();
    for (int i = input.size() - 1; i >= 0; i--) {
      if (input.get(i).path("op").asText().equals("shuffle")) {
        input.remove(i);
      }
    }
    List<Object> unshuffled = run(input, MANY);
    int size = window == 0 ? Math.max(1, unshuffled.size()) : window;
    // Where there are more, the last block is cut off.
    int known = unshuffled.size() < MANY ? MANY : MANY / size * size;
    for (int from = 0; from < Math.min(known, unshuffled.size()); from += size) {
      int to = Math.min(from + size, unshuffled.size());
      if (to > whole.size() || !isPermutation(unshuffled.subList(from, to), whole.subList(from, to))) {
        differences.add(
            "expected a permutation of %s at %d, found %s".formatted(unshuffled.subList(from, to), from, whole));
        return;
      }
    }
    if (whole.size() != unshuffled.size()) {
      differences.add("expected %d items, found %d".formatted(unshuffled.size(), whole.size()));
    }
  }

  private static boolean isPermutation(List<Object> expected, List<Object> found) {
    List<Object> left = new ArrayList<>(found);
    return expected.stream().allMatch(left::remove) && left.isEmpty();
  }

  /// The items of each child come in its order, and begin again after its last.
  private void addDifferencesOfChildren(List<String> differences, List<Object> whole) {
    JsonNode sample = one.get("pipeline").get(0);
    for (JsonNode child : sample.get("children")) {
      List<Object> items = run(child, MANY);
      List<Object> drawn = whole.stream().filter(items::contains).toList();
      for (int i = 0; i < drawn.size() && !items.isEmpty(); i++) {
        if (!drawn.get(i).equals(items.get(i % items.size()))) {
          differences.add("expected the order of %s, found %s".formatted(items, drawn));
          return;
        }
      }
    }
  }

  /// The first items of a pipeline.
  private List<Object> run(JsonNode pipeline, int count) {
    ObjectNode definition = one.deepCopy();
    definition.set("pipeline", pipeline);
    ObjectNode take = definition.objectNode().put("do", "take").put("count", count);
    try (Fairseq2Steps steps = new Fairseq2Steps(definition, folder)) {
      return ((Taken) steps.carryOut(take)).items();
    }
  }
}
