package dev.sheaf.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sheaf.checkpoint.CheckpointMismatchException.Part;
import dev.sheaf.io.CorruptDataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The JSON form of a [Checkpoint].
final class CheckpointJson {
  private static final String FORMAT = "sheaf-checkpoint";
  private static final String SOURCE = "checkpoint";
  private static final Set<String> FIELDS =
      Set.of("format", "version", "schema", "dataset", "plan", "epoch", "position", "state");

  private static final Set<String> STATE_FIELDS = Set.of("stage", "numbers", "parts");

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private CheckpointJson() {}

  static String write(Checkpoint checkpoint) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", FORMAT)
        .put("version", Checkpoint.VERSION)
        .put("schema", checkpoint.schema())
        .put("dataset", checkpoint.dataset())
        .put("plan", checkpoint.plan())
        .put("epoch", checkpoint.epoch())
        .put("position", checkpoint.position());
    checkpoint.state().ifPresent(state -> root.set("state", write(state)));
    return root.toString();
  }

  private static ObjectNode write(State state) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("stage", state.stage());
    if (!state.numbers().isEmpty()) {
      ArrayNode numbers = node.putArray("numbers");
      state.numbers().forEach(numbers::add);
    }
    if (!state.parts().isEmpty()) {
      ArrayNode parts = node.putArray("parts");
      state.parts().forEach(part -> parts.add(write(part)));
    }
    return node;
  }

  static Checkpoint read(String json) {
    JsonNode root = parse(json);
    if (!root.isObject()) {
      throw corrupt("an object", root.toString());
    }
    if (!text(root, "format").equals(FORMAT)) {
      throw corrupt("the format \"" + FORMAT + "\"", root.get("format").toString());
    }
    long version = number(root, "version");
    if (version != Checkpoint.VERSION) {
      throw new CheckpointMismatchException(
          Part.VERSION,
          Integer.toString(Checkpoint.VERSION),
          Long.toString(version),
          "read it with the release of Sheaf that wrote it, or start anew");
    }
    requireKnown(root, FIELDS, "no other fields than those of version " + version);
    return new Checkpoint(
        text(root, "schema"),
        text(root, "dataset"),
        text(root, "plan"),
        number(root, "epoch"),
        number(root, "position"),
        root.has("state") ? Optional.of(state(root.get("state"))) : Optional.empty());
  }

  private static State state(JsonNode node) {
    if (!node.isObject()) {
      throw corrupt("an object in \"state\"", node.toString());
    }
    requireKnown(node, STATE_FIELDS, "no other fields than those of a state");
    List<Long> numbers = new ArrayList<>();
    for (JsonNode number : array(node, "numbers")) {
      if (!number.isIntegralNumber() || !number.canConvertToLong()) {
        throw corrupt("whole numbers in \"numbers\"", number.toString());
      }
      numbers.add(number.longValue());
    }
    List<State> parts = new ArrayList<>();
    for (JsonNode part : array(node, "parts")) {
      parts.add(state(part));
    }
    return new State(text(node, "stage"), numbers, parts);
  }

  private static JsonNode array(JsonNode node, String name) {
    JsonNode array = node.path(name);
    if (!array.isMissingNode() && !array.isArray()) {
      throw corrupt("an array in \"" + name + "\"", array.toString());
    }
    return array;
  }

  private static void requireKnown(JsonNode object, Set<String> known, String expected) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    names.removeAll(known);
    if (!names.isEmpty()) {
      throw corrupt(expected, String.join(", ", names));
    }
  }

  private static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      CorruptDataException corrupt = corrupt("one JSON object", e.getOriginalMessage());
      corrupt.addSuppressed(e);
      throw corrupt;
    }
  }

  private static String text(JsonNode root, String name) {
    JsonNode node = root.path(name);
    if (!node.isTextual()) {
      throw corrupt("a text in \"" + name + "\"", found(node));
    }
    return node.textValue();
  }

  private static long number(JsonNode root, String name) {
    JsonNode node = root.path(name);
    if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
      throw corrupt("a whole number of 0 or more in \"" + name + "\"", found(node));
    }
    return node.longValue();
  }

  private static String found(JsonNode node) {
    return node.isMissingNode() ? "none" : node.toString();
  }

  private static CorruptDataException corrupt(String expected, String found) {
    return new CorruptDataException(SOURCE, 0, expected, found);
  }
}
