package dev.sheaf.tools.form;

import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.EnumType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.RecordSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A schema as tables in Markdown: a section for the record, then one for each record, interface and enum inside it, in
/// the order in which they are met. For one document.
final class MarkdownForm {
  private static final String HEAD =
      """
      | Field | Type | Shape | Rules | Default | Description |
      |---|---|---|---|---|---|
      """;

  /// Sections by their titles; those that are begun and not written yet are empty.
  private final Map<String, String> sections = new LinkedHashMap<>();

  /// What each title stands for: records of one simple name have different ones.
  private final Map<String, Object> titled = new LinkedHashMap<>();

  MarkdownForm() {}

  String of(RecordSchema schema) {
    section(schema);
    return sections.entrySet().stream()
        .map(section -> "## %s\n\n%s".formatted(cell(section.getKey()), section.getValue()))
        .collect(Collectors.joining("\n"));
  }

  /// The title of the section that a record, an interface or an enum has.
  private String title(String binaryName, Object what) {
    String simple = Words.simpleName(binaryName);
    String title = simple;
    for (int next = 2; titled.containsKey(title) && !what.equals(titled.get(title)); next++) {
      title = simple + next;
    }
    titled.put(title, what);
    return title;
  }

  private String section(RecordSchema record) {
    String title = title(record.name(), record);
    if (sections.putIfAbsent(title, "") == null) {
      StringBuilder text = new StringBuilder();
      if (!record.description().isEmpty()) {
        text.append(record.description()).append("\n\n");
      }
      if (record.bare()) {
        text.append("The data is the value itself, without an object around it.\n\n");
      }
      text.append(HEAD);
      record.fields().forEach(field -> text.append(row(field)));
      sections.put(title, text.toString());
    }
    return title;
  }

  private String section(UnionType union) {
    String title = title(union.name(), union);
    if (sections.putIfAbsent(title, "") == null) {
      StringBuilder text =
          new StringBuilder("One of these records; the field `%s` says which.\n\n".formatted(union.discriminator()));
      text.append("| `%s` | Record |\n|---|---|\n".formatted(union.discriminator()));
      for (UnionType.Variant variant : union.variants()) {
        text.append("| `%s` | %s |\n".formatted(code(variant.tag()), link(section(variant.record()))));
      }
      sections.put(title, text.toString());
    }
    return title;
  }

  private String row(FieldSchema field) {
    List<String> rules = new ArrayList<>();
    rules("", field.type(), rules);
    return "| `%s` | %s | %s | %s | %s | %s |\n"
        .formatted(
            code(field.name()),
            type(field.type()),
            Words.array(field.type()).map(array -> Words.shape(array.shape())).orElse(""),
            cell(String.join("; ", rules)),
            field.defaultJson().map(json -> "`" + code(json) + "`").orElse(""),
            cell(field.description()));
  }

  private String type(FieldType type) {
    return switch (type) {
      case ArrayType array -> array.dtype().map(Object::toString).orElse("array of any dtype");
      case ScalarType scalar -> scalar.scalar().dtype().wireName();
      case TextType _ -> "text";
      case BytesType _ -> "bytes";
      case EnumType(_, List<String> values) ->
          "one of " + values.stream().map(value -> "`" + code(value) + "`").collect(Collectors.joining(", "));
      case TimeType time -> "%s, as `%s`".formatted(time.time().javaName(), time.time().example());
      case OptionalType(FieldType of) -> "optional " + type(of);
      case ListType(FieldType element, _) -> "list of " + type(element);
      case MapType(FieldType value, _) -> "map of " + type(value);
      case RecordType(RecordSchema record) -> link(section(record));
      case UnionType union -> link(section(union));
      case SequenceType(FieldType element) -> "sequence of " + type(element);
    };
  }

  /// @param of what the rules are about, where they are not about the field itself
  private static void rules(String of, FieldType type, List<String> rules) {
    for (Constraint constraint : Words.constraints(type)) {
      rules.add(of + Words.constraint(constraint, type));
    }
    switch (type) {
      case ArrayType array -> {
        if (array.differentiable()) {
          rules.add(of + "differentiable");
        }
      }
      case OptionalType(FieldType inner) -> rules(of, inner, rules);
      case ListType(FieldType element, _) -> rules("each " + of, element, rules);
      case MapType(FieldType value, _) -> rules("each " + of, value, rules);
      case SequenceType(FieldType element) -> rules("each " + of, element, rules);
      case ScalarType _, TextType _, BytesType _, EnumType _, TimeType _, RecordType _, UnionType _ -> {}
    }
  }

  private static String link(String title) {
    return "[%s](#%s)".formatted(cell(title), title.toLowerCase(java.util.Locale.ROOT));
  }

  /// A text in a cell: on one line, nothing in it ends the cell.
  private static String cell(String text) {
    return text.replace("\\", "\\\\").replace("|", "\\|").replaceAll("\\s*\\R\\s*", " ").replace("<", "&lt;");
  }

  /// A text between backquotes in a cell.
  private static String code(String text) {
    return text.replace("|", "\\|").replaceAll("\\s*\\R\\s*", " ").replace("`", "'");
  }
}
