package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sheaf.it.conformance.Fairseq2Outcome.Taken;
import dev.sheaf.it.conformance.Fairseq2Outcome.Told;
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

  /// So many are looked at where they come to an end.
  private static final int MOST = 10_000;

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
    int count = found.stream().mapToInt(each -> each instanceof Taken taken ? taken.items().size() : 0).sum();
    List<Object> whole = run(one.get("pipeline"), Math.max(MANY, count)).items();
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
    JsonNode pipeline = one.get("pipeline");
    for (int i = 0; i < pipeline.size(); i++) {
      if (pipeline.get(i).path("op").asText().equals("shuffle")) {
        addDifferencesOfBlocks(differences, i);
      }
    }
    if (one.path("properties").has("children")) {
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

  /// What comes out of a shuffle is what goes in, cut into blocks, each in an order of its own. Other stages behind it
  /// are left away.
  private void addDifferencesOfBlocks(List<String> differences, int shuffle) {
    ArrayNode input = one.get("pipeline").deepCopy();
    while (input.size() > shuffle) {
      input.remove(shuffle);
    }
    ArrayNode output = input.deepCopy().add(one.get("pipeline").get(shuffle));
    boolean isFinite = isFinite(input);
    if (!isFinite && shuffle < one.get("pipeline").size() - 1) {
      // What follows may stop before more of it is asked for than ever comes.
      return;
    }
    long window = one.get("pipeline").get(shuffle).get("window").longValue();
    int size = (int) (window == 0 ? MOST + 1 : Math.min(window, MOST + 1));
    int count = isFinite ? MOST : MANY;
    Taken before = run(input, count);
    Taken after = run(output, count);
    for (int from = 0; from < before.items().size(); from += size) {
      List<Object> block = block(before, from, size);
      List<Object> found = block(after, from, size);
      boolean isComplete = block.size() == size || before.end().equals("eod");
      // Of the block that a fault falls into, or the end of what is looked at, what comes is not known.
      if (isComplete && (block.size() != found.size() || !Fairseq2Comparison.areAmong(found, block))) {
        differences.add("expected a permutation of %s at %d, found %s".formatted(block, from, found));
        return;
      }
      if (!isComplete && before.end().equals("error") && !Fairseq2Comparison.areAmong(block, found)) {
        differences.add("expected items of %s at %d, found %s".formatted(block, from, found));
      }
    }
    if (before.end().equals("eod") && after.items().size() != before.items().size()) {
      differences.add("expected %d items, found %d".formatted(before.items().size(), after.items().size()));
    }
  }

  private static List<Object> block(Taken taken, int from, int size) {
    int end = taken.items().size();
    return taken.items().subList(Math.min(from, end), Math.min(from + size, end));
  }

  /// The items of each child come in its order, and begin again after its last.
  private void addDifferencesOfChildren(List<String> differences, List<Object> whole) {
    JsonNode sample = one.get("pipeline").get(0);
    for (JsonNode child : sample.get("children")) {
      List<Object> items = run(child, MANY).items();
      List<Object> drawn = whole.stream().filter(items::contains).toList();
      for (int i = 0; i < drawn.size() && !items.isEmpty(); i++) {
        if (!drawn.get(i).equals(items.get(i % items.size()))) {
          differences.add("expected the order of %s, found %s".formatted(items, drawn));
          return;
        }
      }
    }
  }

  /// The first items of a pipeline, and how it goes on behind them: faults that one can go on behind are passed.
  private Taken run(JsonNode pipeline, int count) {
    try (Fairseq2Steps steps = steps(pipeline)) {
      List<Object> items = new ArrayList<>();
      Taken taken = take(steps, count);
      items.addAll(taken.items());
      for (int faults = 0; faults < MANY && taken.end().equals("error") && !isBroken(steps); faults++) {
        taken = take(steps, count - items.size());
        items.addAll(taken.items());
      }
      return new Taken(items, taken.end(), taken.error());
    }
  }

  private boolean isFinite(JsonNode pipeline) {
    try (Fairseq2Steps steps = steps(pipeline)) {
      return steps.carryOut(step("finitude")).equals(new Told("finitude", "finite"));
    }
  }

  private Fairseq2Steps steps(JsonNode pipeline) {
    return new Fairseq2Steps(one.<ObjectNode>deepCopy().set("pipeline", pipeline), folder);
  }

  private static Taken take(Fairseq2Steps steps, int count) {
    return (Taken) steps.carryOut(step("take").put("count", count));
  }

  private static boolean isBroken(Fairseq2Steps steps) {
    return steps.carryOut(step("broken")).equals(new Told("broken", true));
  }

  private static ObjectNode step(String name) {
    return JsonNodeFactory.instance.objectNode().put("do", name);
  }
}
