package dev.sheaf.tools.form;

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
import dev.sheaf.schema.ShapePattern.Axis;
import dev.sheaf.schema.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What a schema says that the columns of Parquet and Arrow have no words for: a line for each field.
final class Unsaid {
  private final List<String> lines = new ArrayList<>();

  private Unsaid() {}

  static List<String> of(RecordSchema row) {
    Unsaid unsaid = new Unsaid();
    unsaid.record("", row);
    return unsaid.lines;
  }

  private void record(String path, RecordSchema record) {
    for (FieldSchema field : record.fields()) {
      String at = path.isEmpty() ? field.name() : path + "." + field.name();
      field.defaultJson().ifPresent(json -> lines.add("%s: default %s".formatted(at, json)));
      type(at, field.type());
    }
  }

  private void type(String at, FieldType type) {
    Words.constraints(type).forEach(rule -> lines.add("%s: %s".formatted(at, Words.constraint(rule, type))));
    switch (type) {
      case ArrayType array -> {
        String names =
            array.shape().axes().stream()
                .filter(Axis.Named.class::isInstance)
                .map(Axis::toString)
                .distinct()
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
          lines.add("%s: the dimension %s of the shape %s".formatted(at, names, Words.shape(array.shape())));
        }
        if (array.differentiable()) {
          lines.add(at + ": differentiable");
        }
      }
      case EnumType(_, List<String> values) -> lines.add("%s: one of %s".formatted(at, String.join(", ", values)));
      case TimeType(Time time) when time == Time.OFFSET_DATE_TIME -> lines.add(at + ": a text that is an OffsetDateTime");
      case OptionalType(FieldType of) -> type(at, of);
      case ListType(FieldType element, _) -> type(at + "[]", element);
      case MapType(FieldType value, _) -> type(at + "{}", value);
      case RecordType(RecordSchema record) -> record(at, record);
      case SequenceType(FieldType element) -> type(at + "[]", element);
      case UnionType(_, _, List<UnionType.Variant> variants) ->
          variants.forEach(variant -> record(at + "(" + variant.tag() + ")", variant.record()));
      case ScalarType _, TextType _, BytesType _, TimeType _ -> {}
    }
  }
}
