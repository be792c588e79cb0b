package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.SheafException;
import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// What came of loading a payload, held against what a case expects.
sealed interface Outcome {
  /// It was refused, at once or when an item was read.
  record Refused(String why, String message) implements Outcome {
    static Refused by(SheafException e) {
      return new Refused(e instanceof DecodeException decode ? decode.rule().key() : "file", e.getMessage());
    }
  }

  /// It was read.
  ///
  /// @param fields [NdArray] and [Items] by name
  record Read(Map<String, Object> fields) implements Outcome {}

  /// A lazy sequence that was read to its end.
  ///
  /// @param items [NdArray] or [Refused], one for each
  record Items(List<Object> items, List<String> names) {}

  /// How outcomes are compared.
  ///
  /// @param nanBits whether a NaN must have the expected bits; else any NaN will do
  /// @param refusals is told the expected and the actual class of each refusal that was rightly made
  record Comparison(boolean nanBits, BiConsumer<String, String> refusals) {}

  /// Reads everything once: each field, and each item of each sequence.
  static Outcome of(Map<String, Object> fields, CaseFolder folder) {
    Map<String, Object> read = new LinkedHashMap<>();
    fields.forEach((name, value) -> read.put(name, value instanceof LazySequence<?> items ? items(items, folder) : value));
    return new Read(read);
  }

  private static Items items(LazySequence<?> sequence, CaseFolder folder) {
    List<Object> items = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (long i = 0; i < sequence.size(); i++) {
      names.add(folder.relative(sequence.nameOf(i)));
      try {
        items.add(sequence.get(i));
      } catch (SheafException e) {
        items.add(Refused.by(e));
      }
    }
    return new Items(items, names);
  }

  /// How this differs from what is expected; empty when it does not, or when it is as right.
  ///
  default Optional<String> difference(JsonNode expect, Comparison comparison) {
    Optional<String> difference = differenceFrom(expect, comparison);
    if (difference.isPresent() && expect.has("or") && differenceFrom(expect.get("or"), comparison).isEmpty()) {
      return Optional.empty();
    }
    return difference;
  }

  private Optional<String> differenceFrom(JsonNode expect, Comparison comparison) {
    if (!expect.get("ok").asBoolean()) {
      String why = expect.get("why").asText();
      return firstRefusal()
          .map(
              refused -> {
                comparison.refusals().accept(why, refused.why());
                return Optional.<String>empty();
              })
          .orElse(Optional.of("expected a refusal (%s), found %s".formatted(why, this)));
    }
    return switch (this) {
      case Refused refused -> Optional.of("expected values, found a refusal: " + refused.message());
      case Read(var fields) -> fieldDifference(fields, expect.get("values"), comparison);
    };
  }

  private Optional<Refused> firstRefusal() {
    return switch (this) {
      case Refused refused -> Optional.of(refused);
      case Read(var fields) ->
          fields.values().stream()
              .filter(Items.class::isInstance)
              .flatMap(items -> ((Items) items).items().stream())
              .filter(Refused.class::isInstance)
              .map(Refused.class::cast)
              .findFirst();
    };
  }

  private static Optional<String> fieldDifference(
      Map<String, Object> fields, JsonNode values, Comparison comparison) {
    for (Map.Entry<String, JsonNode> field : values.properties()) {
      Object found = fields.get(field.getKey());
      Optional<String> difference =
          found instanceof Items items
              ? itemsDifference(items, field.getValue(), comparison)
              : ArrayExpectation.difference((NdArray) found, field.getValue(), comparison.nanBits());
      if (difference.isPresent()) {
        return difference.map(text -> field.getKey() + ": " + text);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> itemsDifference(Items found, JsonNode expect, Comparison comparison) {
    JsonNode lazy = expect.get("lazy");
    if (lazy.size() != found.items().size()) {
      return Optional.of("expected %d items, found %d: %s".formatted(lazy.size(), found.items().size(), found.names()));
    }
    for (int i = 0; i < lazy.size(); i++) {
      Optional<String> difference = itemDifference(found.items().get(i), lazy.get(i), comparison);
      if (difference.isPresent() && lazy.get(i).has("or")) {
        difference = itemDifference(found.items().get(i), lazy.get(i).get("or"), comparison);
      }
      if (difference.isPresent()) {
        return Optional.of("item %d: %s".formatted(i, difference.get()));
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

  private static Optional<String> itemDifference(Object found, JsonNode expect, Comparison comparison) {
    if (!expect.get("ok").asBoolean()) {
      if (found instanceof Refused refused) {
        comparison.refusals().accept(expect.get("why").asText(), refused.why());
        return Optional.empty();
      }
      return Optional.of("expected a refusal (%s), found %s".formatted(expect.get("why").asText(), found));
    }
    return switch (found) {
      case Refused refused -> Optional.of("expected a value, found a refusal: " + refused.message());
      case NdArray array -> ArrayExpectation.difference(array, expect.get("value"), comparison.nanBits());
      default -> Optional.of("expected an array, found " + found);
    };
  }
}
