package dev.sheaf.tools.infer;

import dev.sheaf.schema.DType;
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
import dev.sheaf.schema.Scalar;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes the source of an annotated record whose schema is a given one, with records inside it nested. For one record.
///
/// What is not proposed cannot be written: enums, interfaces, defaults and constraints.
final class RecordSource {
  /// Names that mean something else in the source, so that no nested record may have them.
  static final Set<String> USED_NAMES = usedNames();

  private static final Map<Scalar, String> BOXES =
      Map.of(
          Scalar.BOOLEAN, "Boolean",
          Scalar.BYTE, "Byte",
          Scalar.SHORT, "Short",
          Scalar.INT, "Integer",
          Scalar.LONG, "Long",
          Scalar.FLOAT, "Float",
          Scalar.DOUBLE, "Double");

  private final Map<String, String> comments;
  private final Set<String> imports = new TreeSet<>(Set.of("dev.sheaf.schema.SchemaRecord"));

  /// Records that are still to be written, with their paths.
  private final Deque<Map.Entry<String, RecordSchema>> nested = new ArrayDeque<>();

  private RecordSource(Map<String, String> comments) {
    this.comments = comments;
  }

  private static Set<String> usedNames() {
    Set<String> names =
        new HashSet<>(
            Set.of(
                "Boolean", "Byte", "Character", "Class", "Comparable", "Deprecated", "Double", "Enum", "Error",
                "Exception", "Float", "FunctionalInterface", "Integer", "Iterable", "Long", "Math", "Module", "Number",
                "Object", "Override", "Package", "Process", "Record", "Runnable", "SafeVarargs", "Short", "String",
                "SuppressWarnings", "System", "Thread", "Throwable", "Void",
                "Dims", "Duration", "FieldName", "Instant", "LazySequence", "List", "LocalDate", "LocalDateTime",
                "LocalTime", "Map", "NdArray", "OffsetDateTime", "Optional", "SchemaRecord"));
    for (DType dtype : DType.values()) {
      names.add(dtype.arrayTypeName());
    }
    return Set.copyOf(names);
  }

  /// @param about lines about the whole, for its comment
  /// @param comments what is to be said of fields, by their paths
  static String of(RecordSchema schema, List<String> about, Map<String, String> comments) {
    return new RecordSource(comments).write(schema, about);
  }

  private String write(RecordSchema schema, List<String> about) {
    String simple = simpleName(schema.name());
    StringBuilder body = new StringBuilder();
    about.forEach(line -> body.append("/// ").append(comment(line)).append("\n"));
    body.append("@SchemaRecord\npublic record ").append(simple).append(components("", schema, "    "));
    nested(body);
    StringBuilder text = new StringBuilder();
    int dot = schema.name().lastIndexOf('.');
    if (dot > 0) {
      text.append("package ").append(schema.name(), 0, dot).append(";\n\n");
    }
    imports.forEach(name -> text.append("import ").append(name).append(";\n"));
    return text.append("\n").append(body).toString();
  }

  /// The body: the records inside, those inside them after them.
  private void nested(StringBuilder body) {
    if (nested.isEmpty()) {
      body.append(" {}\n");
      return;
    }
    body.append(" {\n");
    boolean first = true;
    while (!nested.isEmpty()) {
      Map.Entry<String, RecordSchema> next = nested.removeFirst();
      body.append(first ? "" : "\n")
          .append("  public record ")
          .append(simpleName(next.getValue().name()))
          .append(components(next.getKey(), next.getValue(), "      "))
          .append(" {}\n");
      first = false;
    }
    body.append("}\n");
  }

  private String components(String path, RecordSchema record, String indent) {
    List<String> components = new ArrayList<>();
    for (FieldSchema field : record.fields()) {
      String at = path.isEmpty() ? field.name() : path + "." + field.name();
      StringBuilder text = new StringBuilder();
      about(at).ifPresent(words -> text.append(indent).append("// ").append(comment(words)).append("\n"));
      text.append(indent);
      if (!field.component().equals(field.name())) {
        text.append("@FieldName(%s) ".formatted(literal(field.name())));
        imports.add("dev.sheaf.schema.FieldName");
      }
      components.add(text.append(type(at, field.type(), false)).append(" ").append(field.component()).toString());
    }
    return "(\n" + String.join(",\n", components) + ")";
  }

  /// What is to be said of a field, and of what is in it.
  private Optional<String> about(String path) {
    String words =
        Stream.of(path, path + "[]", path + "{}")
            .map(comments::get)
            .filter(Objects::nonNull)
            .collect(Collectors.joining("; "));
    return words.isEmpty() ? Optional.empty() : Optional.of(words);
  }

  /// @param boxed whether it stands where Java has no primitive types
  private String type(String path, FieldType type, boolean boxed) {
    return switch (type) {
      case ArrayType array -> {
        String name = array.dtype().map(DType::arrayTypeName).orElse("NdArray");
        imports.add("dev.sheaf.array." + name);
        imports.add("dev.sheaf.schema.Dims");
        yield "@Dims(\"%s\") %s".formatted(array.shape(), name);
      }
      case ScalarType(Scalar scalar, _) -> boxed ? String.valueOf(BOXES.get(scalar)) : scalar.javaName();
      case TextType _ -> "String";
      case BytesType _ -> "byte[]";
      case TimeType time -> imported("java.time." + time.time().javaName());
      case OptionalType(FieldType of) ->
          "%s<%s>".formatted(imported("java.util.Optional"), type(path, of, true));
      case ListType(FieldType element, _) ->
          "%s<%s>".formatted(imported("java.util.List"), type(path + "[]", element, true));
      case MapType(FieldType value, _) ->
          "%s<String, %s>".formatted(imported("java.util.Map"), type(path + "{}", value, true));
      case SequenceType(FieldType element) ->
          "%s<%s>".formatted(imported("dev.sheaf.array.LazySequence"), type(path, element, true));
      case RecordType(RecordSchema record) -> {
        nested.addLast(Map.entry(path, record));
        yield simpleName(record.name());
      }
      case EnumType _, UnionType _ ->
          throw new IllegalArgumentException("expected a type that is proposed, found " + type.inWords());
    };
  }

  private String imported(String name) {
    imports.add(name);
    return simpleName(name);
  }

  private static String simpleName(String binaryName) {
    return binaryName.substring(Math.max(binaryName.lastIndexOf('.'), binaryName.lastIndexOf('$')) + 1);
  }

  /// On one line, and without what Java reads as a character's number.
  private static String comment(String text) {
    return text.replace("\\", "\\\\").replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
  }

  private static String literal(String text) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        literal.append('\\').append(c);
      } else if (c < ' ' || c == 0x7F) {
        // Not by the number in Unicode, which Java reads before it sees the text.
        literal.append("\\%03o".formatted((int) c));
      } else if (Character.isSurrogate(c)) {
        literal.append("\\u%04x".formatted((int) c));
      } else {
        literal.append(c);
      }
    }
    return literal.append('"').toString();
  }
}
