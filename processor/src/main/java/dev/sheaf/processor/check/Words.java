package dev.sheaf.processor.check;

import dev.sheaf.processor.model.DeclaredAnnotation;
import dev.sheaf.schema.DType;
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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How findings call things.
final class Words {
  private Words() {}

  /// A type, as the user writes it.
  static String of(FieldType type) {
    return switch (type) {
      case ArrayType array -> array.dtype().map(DType::arrayTypeName).orElse("NdArray");
      case ScalarType(var scalar, _) -> scalar.javaName();
      case TextType _ -> "String";
      case BytesType _ -> "byte[]";
      case EnumType _ -> "an enum";
      case TimeType(var time) -> time.javaName();
      case OptionalType _ -> "the Optional";
      case ListType _ -> "the List";
      case MapType _ -> "the Map";
      case RecordType _ -> "a record";
      case UnionType _ -> "a sealed interface";
      case SequenceType _ -> "the LazySequence";
    };
  }

  /// An annotation, as the user may have written it.
  static String of(DeclaredAnnotation annotation) {
    boolean alone = annotation.values().size() == 1;
    String values =
        annotation.values().entrySet().stream()
            .map(entry -> alone && entry.getKey().equals("value") ? shown(entry.getValue()) : named(entry))
            .collect(Collectors.joining(", "));
    return "@" + annotation.simpleName() + (values.isEmpty() ? "" : "(" + values + ")");
  }

  private static String named(Map.Entry<String, Object> entry) {
    return entry.getKey() + " = " + shown(entry.getValue());
  }

  private static String shown(Object value) {
    return value instanceof String text ? "\"" + text + "\"" : value.toString();
  }

  /// `a`, `a and b`, `a, b and c`.
  static String list(List<String> items) {
    return items.size() < 2
        ? String.join("", items)
        : String.join(", ", items.subList(0, items.size() - 1)) + " and " + items.getLast();
  }
}
