package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.it.conformance.Value.Array;
import dev.sheaf.it.conformance.Value.Constant;
import dev.sheaf.it.conformance.Value.Entries;
import dev.sheaf.it.conformance.Value.Fields;
import dev.sheaf.it.conformance.Value.Floating;
import dev.sheaf.it.conformance.Value.Items;
import dev.sheaf.it.conformance.Value.Missing;
import dev.sheaf.it.conformance.Value.Refused;
import dev.sheaf.it.conformance.Value.Sequence;
import dev.sheaf.it.conformance.Value.Text;
import dev.sheaf.it.conformance.Value.Truth;
import dev.sheaf.it.conformance.Value.Variant;
import dev.sheaf.it.conformance.Value.Whole;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Holds what was read against what a case expects. Every answer is the first difference, or empty.
///
/// @param nanBits whether a NaN in an array must have the expected bits; else any NaN will do
/// @param refusals is told the expected and the actual class of each refusal that was rightly made
record ValueExpectation(boolean nanBits, BiConsumer<String, String> refusals) {
  /// Compares a payload or an item with `{"ok": ...}`; what stands there beside it under `or` is as right.
  Optional<String> outcome(Value found, JsonNode expect) {
    Optional<String> difference = withoutAlternative(found, expect);
    return difference.isPresent() && expect.has("or") && withoutAlternative(found, expect.get("or")).isEmpty()
        ? Optional.empty()
        : difference;
  }

  private Optional<String> withoutAlternative(Value found, JsonNode expect) {
    if (expect.get("ok").asBoolean()) {
      return expect.has("values")
          ? members(found, expect.get("values"))
          : value(found, expect.get("value"));
    }
    // What the reference did says no class.
    String why = expect.path("why").asText();
    Optional<Refused> refused = found.refusals().findFirst();
    refused.ifPresent(refusal -> refusals.accept(why, refusal.why()));
    return refused.isPresent()
        ? Optional.empty()
        : Optional.of("expected a refusal (%s), found %s".formatted(why, found));
  }

  private Optional<String> members(Value found, JsonNode expect) {
    return found instanceof Fields(var fields) ? members(fields, expect) : unequal(expect, found);
  }

  /// Compares a value with its form in a case.
  Optional<String> value(Value found, JsonNode expect) {
    return switch (found) {
      case Array(var array) when expect.has("dtype") -> ArrayExpectation.difference(array, expect, nanBits);
      case Whole(long number) -> equal(expect.path("int").asText().equals(Long.toString(number)), expect, found);
      case Floating(double number) when expect.has("float64") ->
          equal(ScalarForm.sameDouble(expect, number), expect, found);
      case Text(var text) when expect.has("str") || expect.has("utf16") ->
          equal(ScalarForm.text(expect).equals(text), expect, found);
      case Truth(boolean truth) when expect.has("bool") -> equal(expect.get("bool").asBoolean() == truth, expect, found);
      case Constant(var name) -> equal(expect.path("enum").asText().equals(name), expect, found);
      case Missing() -> equal(expect.path("empty").asBoolean(), expect, found);
      case Items(var items) when expect.has("list") -> items(items, expect.get("list"));
      case Entries(var entries) when expect.has("map") -> members(entries, expect.get("map"));
      case Fields(var fields) when expect.has("record") -> members(fields, expect.get("record"));
      case Variant(var tag, var fields) when expect.path("tag").asText().equals(tag) ->
          members(fields, expect.get("record"));
      case Sequence sequence when expect.has("lazy") -> sequence(sequence, expect);
      case Array _, Floating _, Text _, Truth _, Items _, Entries _, Fields _, Variant _, Sequence _, Refused _ ->
          unequal(expect, found);
    };
  }

  private static Optional<String> equal(boolean equal, JsonNode expect, Value found) {
    return equal ? Optional.empty() : unequal(expect, found);
  }

  private static Optional<String> unequal(JsonNode expect, Value found) {
    return Optional.of("expected %s, found %s".formatted(expect, found));
  }

  private Optional<String> items(List<Value> found, JsonNode expect) {
    if (found.size() != expect.size()) {
      return Optional.of("expected %d items, found %d".formatted(expect.size(), found.size()));
    }
    for (int i = 0; i < found.size(); i++) {
      Optional<String> difference = value(found.get(i), expect.get(i));
      if (difference.isPresent()) {
        return difference.map(("[" + i + "]: ")::concat);
      }
    }
    return Optional.empty();
  }

  private Optional<String> members(Map<String, Value> found, JsonNode expect) {
    List<String> names = expect.properties().stream().map(Map.Entry::getKey).toList();
    if (names.size() != found.size() || !found.keySet().containsAll(names)) {
      return Optional.of("expected the names %s, found %s".formatted(names, found.keySet()));
    }
    for (String name : names) {
      Optional<String> difference = value(found.get(name), expect.get(name));
      if (difference.isPresent()) {
        return difference.map((name + ": ")::concat);
      }
    }
    return Optional.empty();
  }

  private Optional<String> sequence(Sequence found, JsonNode expect) {
    JsonNode items = expect.get("lazy");
    if (items.size() != found.items().size()) {
      return Optional.of(
          "expected %d items, found %d: %s".formatted(items.size(), found.items().size(), found.names()));
    }
    for (int i = 0; i < items.size(); i++) {
      Optional<String> difference = outcome(found.items().get(i), items.get(i));
      if (difference.isPresent()) {
        return difference.map(("item " + i + ": ")::concat);
      }
    }
    JsonNode names = expect.path("names");
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).asText().equals(found.names().get(i))) {
        return Optional.of("expected item %d to be named %s, found %s".formatted(i, names.get(i), found.names().get(i)));
      }
    }
    return Optional.empty();
  }
}
