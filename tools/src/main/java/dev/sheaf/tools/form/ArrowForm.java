package dev.sheaf.tools.form;

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
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.ShapePattern.Axis;
import dev.sheaf.schema.Time;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes a row's schema as a program that makes it with `pyarrow`: text that people can read, and that gives the very
/// object when it is run.
///
/// A column that [dev.sheaf.parquet.ParquetSchema] has is here as `pyarrow.parquet` reads it from such a file. Arrays
/// of one shape are `arrow.fixed_shape_tensor`; arrays whose first axis alone is open are lists; other arrays have the
/// storage and the metadata of `arrow.variable_shape_tensor`, which pyarrow has no class for; one of several records is
/// a dense union. See [the canonical extension types](https://arrow.apache.org/docs/format/CanonicalExtensions.html).
final class ArrowForm {
  private static final Map<Time, String> TIMES =
      Map.of(
          Time.LOCAL_DATE, "pa.date32()",
          Time.LOCAL_TIME, "pa.time64(\"ns\")",
          Time.INSTANT, "pa.timestamp(\"ns\", tz=\"UTC\")",
          Time.LOCAL_DATE_TIME, "pa.timestamp(\"ns\")",
          Time.DURATION, "pa.duration(\"ns\")",
          // Arrow's timestamps have no offset of their own.
          Time.OFFSET_DATE_TIME, "pa.string()");

  private ArrowForm() {}

  /// @throws IllegalArgumentException if there is a field that Arrow has no type for
  static String of(RecordSchema row) {
    StringBuilder text = new StringBuilder("# ").append(comment(Words.simpleName(row.name())));
    if (!row.description().isEmpty()) {
      text.append(": ").append(comment(row.description()));
    }
    text.append("\n");
    List<String> unsaid = Unsaid.of(row);
    if (!unsaid.isEmpty()) {
      text.append("#\n# Not in Arrow's types:\n");
      unsaid.forEach(line -> text.append("#   ").append(comment(line)).append("\n"));
    }
    text.append("import pyarrow as pa\n\nschema = pa.schema([\n");
    for (FieldSchema field : row.fields()) {
      if (!field.description().isEmpty()) {
        text.append("    # ").append(comment(field.description())).append("\n");
      }
      text.append("    ").append(field(field.name(), field.name(), field.type())).append(",\n");
    }
    return text.append("])\n").toString();
  }

  /// @param path where it is, for messages
  private static String field(String path, String name, FieldType type) {
    FieldType present = type instanceof OptionalType(FieldType of) ? of : type;
    String nullable = type instanceof OptionalType ? "" : ", nullable=False";
    return "pa.field(%s, %s%s%s)".formatted(literal(name), type(path, present), nullable, metadata(present));
  }

  private static String type(String path, FieldType type) {
    return switch (type) {
      case ArrayType array -> array(path, array);
      case ScalarType scalar -> number(path, scalar.scalar().dtype());
      case TextType _, EnumType _ -> "pa.string()";
      case BytesType _ -> "pa.binary()";
      case TimeType(Time time) -> String.valueOf(TIMES.get(time));
      case OptionalType(FieldType of) -> type(path, of);
      case ListType(FieldType element, _) -> "pa.list_(%s)".formatted(field(path + "[]", "element", element));
      case SequenceType(FieldType element) -> "pa.list_(%s)".formatted(field(path + "[]", "element", element));
      case MapType(FieldType value, _) ->
          "pa.map_(pa.string(), %s)".formatted(field(path + "{}", "value", value));
      case RecordType(RecordSchema record) -> record(path, record);
      case UnionType(_, _, List<UnionType.Variant> variants) ->
          variants.stream()
              .map(variant -> "pa.field(%s, %s)".formatted(literal(variant.tag()), record(path, variant.record())))
              .collect(Collectors.joining(", ", "pa.dense_union([", "])"));
    };
  }

  private static String record(String path, RecordSchema record) {
    return record.fields().stream()
        .map(field -> field(path + "." + field.name(), field.name(), field.type()))
        .collect(Collectors.joining(", ", "pa.struct([", "])"));
  }

  private static String number(String path, DType dtype) {
    return switch (dtype) {
      case BOOL -> "pa.bool_()";
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, FLOAT16, FLOAT32, FLOAT64 ->
          "pa.%s()".formatted(dtype.wireName());
      case BFLOAT16, COMPLEX64, COMPLEX128 ->
          throw new IllegalArgumentException(
              "expected a dtype that Arrow has in \"%s\", found %s".formatted(path, dtype));
    };
  }

  private static String array(String path, ArrayType array) {
    ShapePattern shape = array.shape();
    if (array.dtype().isEmpty() || shape.anyRank()) {
      throw new IllegalArgumentException(
          "expected arrays of one dtype and one number of axes in \"%s\", found %s of shape %s"
              .formatted(path, array.inWords(), Words.shape(shape)));
    }
    String number = number(path, array.dtype().get());
    List<Axis> axes = shape.axes();
    if (axes.isEmpty()) {
      return number;
    }
    if (shape.isFixed() && axes.size() > 1) {
      return "pa.fixed_shape_tensor(%s, [%s])".formatted(number, shape);
    }
    if (shape.isFixed() || shape.isRaggedAlongFirstAxis()) {
      String type = number;
      for (Axis axis : axes.reversed()) {
        String size = axis instanceof Axis.Fixed(long extent) ? ", " + extent : "";
        type = "pa.list_(pa.field(\"element\", %s, nullable=False)%s)".formatted(type, size);
      }
      return type;
    }
    return "pa.struct([pa.field(\"data\", pa.list_(%s)), pa.field(\"shape\", pa.list_(pa.int32(), %d))])"
        .formatted(number, axes.size());
  }

  /// What says that a struct is an array, whose shape is a value of its own.
  private static String metadata(FieldType type) {
    if (!(type instanceof ArrayType array)
        || array.shape().anyRank()
        || array.shape().isFixed()
        || array.shape().isRaggedAlongFirstAxis()) {
      return "";
    }
    List<Axis> axes = array.shape().axes();
    String names =
        axes.stream()
            .map(axis -> axis instanceof Axis.Named(String name) ? "\"" + name + "\"" : "\"\"")
            .collect(Collectors.joining(", "));
    String extents =
        axes.stream()
            .map(axis -> axis instanceof Axis.Fixed(long extent) ? Long.toString(extent) : "null")
            .collect(Collectors.joining(", "));
    boolean named = axes.stream().anyMatch(Axis.Named.class::isInstance);
    String json = "{%s\"uniform_shape\": [%s]}".formatted(named ? "\"dim_names\": [" + names + "], " : "", extents);
    return ", metadata={\"ARROW:extension:name\": \"arrow.variable_shape_tensor\", \"ARROW:extension:metadata\": '%s'}"
        .formatted(json);
  }

  /// A text of Python's between double quotes.
  private static String literal(String text) {
    StringBuilder literal = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                literal.append('\\').append((char) c);
              } else if (c < ' ' || c == 0x7F || c == 0x85 || c == 0x2028 || c == 0x2029) {
                literal.append("\\u%04x".formatted(c));
              } else {
                literal.append((char) c);
              }
            });
    return literal.append('"').toString();
  }

  private static String comment(String text) {
    return text.replaceAll("[\\x00-\\x1F\\x7F\\x85\\u2028\\u2029]+", " ");
  }
}
