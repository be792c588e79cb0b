package dev.sheaf.tools.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NumericNode;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.RecordSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds what has changed between two records, field by field.
final class RecordChanges {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final List<Change> changes = new ArrayList<>();

  List<Change> of(RecordSchema old, RecordSchema now) {
    record("", old, now);
    return changes;
  }

  /// A record has dimension variables of its own.
  void record(String path, RecordSchema old, RecordSchema now) {
    note(path, "name", old.name(), now.name());
    note(path, "description", old.description(), now.description());
    if (old.bare() != now.bare()) {
      add(
          path,
          "form",
          old.bare() ? "the value itself" : "an object",
          now.bare() ? "the value itself" : "an object",
          Sides.neither("it has another form"));
      return;
    }
    ShapeChanges shapes = new ShapeChanges();
    TypeChanges types = new TypeChanges(this, shapes);
    if (old.bare()) {
      bare(path, old.fields().getFirst(), now.fields().getFirst(), types);
    } else {
      fields(path, old, now, types);
    }
    shapes.addTo(changes);
  }

  /// The name of a bare value stands nowhere in the data.
  private void bare(String path, FieldSchema old, FieldSchema now, TypeChanges types) {
    note(path, "name of the value", old.name(), now.name());
    note(path, "description of the value", old.description(), now.description());
    types.compare(path, old.type(), now.type(), false);
  }

  private void fields(String path, RecordSchema old, RecordSchema now, TypeChanges types) {
    Map<String, FieldSchema> before = byName(old);
    Map<String, FieldSchema> after = byName(now);
    for (FieldSchema field : now.fields()) {
      FieldSchema was = before.get(field.name());
      if (was == null) {
        added(path, field);
      } else {
        field(below(path, field.name()), was, field, types);
      }
    }
    for (FieldSchema field : old.fields()) {
      if (!after.containsKey(field.name())) {
        removed(path, field, now, before);
      }
    }
    List<String> kept = old.fields().stream().map(FieldSchema::name).filter(after::containsKey).toList();
    List<String> keptNow = now.fields().stream().map(FieldSchema::name).filter(before::containsKey).toList();
    note(path, "order of fields", String.join(", ", kept), String.join(", ", keptNow));
  }

  private static Map<String, FieldSchema> byName(RecordSchema record) {
    return record.fields().stream().collect(Collectors.toMap(FieldSchema::name, Function.identity()));
  }

  private static boolean mayLack(FieldSchema field) {
    return field.type() instanceof OptionalType || field.defaultJson().isPresent();
  }

  private void added(String path, FieldSchema field) {
    Sides sides =
        new Sides(
            mayLack(field) ? Optional.empty() : Optional.of("it lacks the field, which has no default"),
            Optional.of("it may have the field, which is unknown there"));
    add(below(path, field.name()), "field", "", words(field), sides);
  }

  private void removed(String path, FieldSchema field, RecordSchema now, Map<String, FieldSchema> before) {
    String renamed =
        now.fields().stream()
            .filter(each -> !before.containsKey(each.name()) && each.type().equals(field.type()))
            .findFirst()
            .map(
                each ->
                    " (if it is \"%s\" now, @FieldName(\"%s\") keeps its old name in the data)"
                        .formatted(each.name(), field.name()))
            .orElse("");
    Sides sides =
        new Sides(
            Optional.of("it may have the field, which is unknown now" + renamed),
            mayLack(field) ? Optional.empty() : Optional.of("it lacks the field, which has no default"));
    add(below(path, field.name()), "field", words(field), "", sides);
  }

  private static String words(FieldSchema field) {
    return field.type().inWords() + field.defaultJson().map(json -> ", default " + json).orElse("");
  }

  private void field(String path, FieldSchema old, FieldSchema now, TypeChanges types) {
    note(path, "name in Java", old.component(), now.component());
    note(path, "description", old.description(), now.description());
    types.compare(path, old.type(), now.type(), false);
    if (!isSame(old.defaultJson(), now.defaultJson())) {
      add(
          path,
          "default",
          old.defaultJson().orElse(""),
          now.defaultJson().orElse(""),
          Sides.of(old, now, RecordChanges::lacking));
    }
  }

  /// What comes of data without the field, if the writer's schema lets data be without it.
  private static Optional<String> lacking(FieldSchema reader, FieldSchema writer) {
    if (!mayLack(writer)) {
      return Optional.empty();
    }
    return Optional.of(
        mayLack(reader)
            ? "where it lacks the field, the value is another"
            : "it may lack the field, which has no default there");
  }

  private static boolean isSame(Optional<String> old, Optional<String> now) {
    if (old.isEmpty() || now.isEmpty()) {
      return old.isEmpty() && now.isEmpty();
    }
    try {
      return MAPPER.readTree(old.get()).equals(RecordChanges::compare, MAPPER.readTree(now.get()));
    } catch (JsonProcessingException _) {
      return old.get().equals(now.get());
    }
  }

  /// 1 and 1.0 are one number.
  private static int compare(JsonNode left, JsonNode right) {
    if (left instanceof NumericNode && right instanceof NumericNode) {
      return left.decimalValue().compareTo(right.decimalValue());
    }
    return left.equals(right) ? 0 : 1;
  }

  static String below(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /// A difference that data knows nothing of.
  private void note(String path, String what, String from, String to) {
    if (!from.equals(to)) {
      add(path, what, from, to, Sides.FINE);
    }
  }

  void add(ShapeChanges shapes) {
    shapes.addTo(changes);
  }

  void add(String path, String what, String from, String to, Sides sides) {
    changes.add(sides.change(path, what, from, to));
  }
}
