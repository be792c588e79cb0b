package dev.sheaf.codec;

import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads and writes records by their schema alone, for tools that have no generated code.
///
/// A record becomes an array of its fields' values, in the schema's order. Each value is of the Java type that a
/// generated codec would give it, but for records, which are such arrays again, records of a sealed interface, which
/// are [Variant]s, and constants of enums, which are their names in the data.
public final class SchemaCodec {
  private SchemaCodec() {}

  /// One of several records.
  ///
  /// @param tag the discriminator's value for it
  /// @param values its fields' values
  public record Variant(String tag, List<Object> values) {}

  /// A codec for records of `schema`.
  public static RecordCodec<Object[]> of(RecordSchema schema) {
    return new ValuesCodec(schema);
  }

  private record ValuesCodec(RecordSchema schema) implements RecordCodec<Object[]> {
    @Override
    public Object[] read(FieldReader fields) {
      return SchemaCodec.values(schema, fields);
    }

    @Override
    public void write(Object[] record, FieldWriter fields) {
      SchemaCodec.write(schema, record, fields);
    }
  }

  private static void write(RecordSchema schema, Object[] values, FieldWriter fields) {
    if (values.length != schema.fields().size()) {
      throw new IllegalArgumentException(
          "expected %d values for %s, found %d".formatted(schema.fields().size(), schema.name(), values.length));
    }
    for (int field = 0; field < values.length; field++) {
      write(schema.fields().get(field).type(), values[field], fields.field(field));
    }
    fields.end();
  }

  private static void write(FieldType type, Object value, ValueWriter out) {
    switch (type) {
      case ArrayType _ -> out.array((NdArray) value);
      case ScalarType scalar -> write(scalar, value, out);
      case TextType _ -> out.text((String) value);
      case BytesType _ -> out.bytes((byte[]) value);
      case EnumType(_, var values) -> out.constant(values.indexOf(value));
      case TimeType _ -> out.time(value);
      case OptionalType(FieldType of) -> out.optional((Optional<?>) value, (inner, at) -> write(of, inner, at));
      case ListType(FieldType element, _) -> out.list((List<?>) value, (inner, at) -> write(element, inner, at));
      case MapType(FieldType of, _) -> out.map(texts(value), (inner, at) -> write(of, inner, at));
      case RecordType(RecordSchema record) -> write(record, (Object[]) value, out.fields());
      case UnionType union -> {
        Variant variant = (Variant) value;
        List<String> tags = union.variants().stream().map(UnionType.Variant::tag).toList();
        int position = tags.indexOf(variant.tag());
        if (position < 0) {
          throw new IllegalArgumentException("expected one of %s, found \"%s\"".formatted(tags, variant.tag()));
        }
        write(union.variants().get(position).record(), variant.values().toArray(), out.variant(position));
      }
      case SequenceType(FieldType element) ->
          out.sequence((LazySequence<?>) value, (inner, at) -> write(element, inner, at));
    }
  }

  @SuppressWarnings("unchecked") // The schema's maps have texts as names.
  private static Map<String, ?> texts(Object map) {
    return (Map<String, ?>) map;
  }

  private static void write(ScalarType type, Object value, ValueWriter out) {
    switch (type.scalar()) {
      case BOOLEAN -> out.bool((boolean) value);
      case BYTE, SHORT, INT, LONG -> out.integer(((Number) value).longValue());
      case FLOAT -> out.floating((float) value);
      case DOUBLE -> out.floating((double) value);
    }
  }

  private static Object[] values(RecordSchema schema, FieldReader fields) {
    Object[] values = new Object[schema.fields().size()];
    for (int field = fields.next(); field >= 0; field = fields.next()) {
      values[field] = value(schema.fields().get(field).type(), fields.value());
    }
    return values;
  }

  private static Object value(FieldType type, ValueReader value) {
    return switch (type) {
      case ArrayType _ -> value.array(NdArray.class);
      case ScalarType scalar -> scalar(scalar, value);
      case TextType _ -> value.text();
      case BytesType _ -> value.bytes();
      case EnumType(_, var values) -> values.get(value.constant());
      case TimeType _ -> value.time(Object.class);
      case OptionalType(FieldType of) -> value.optional(inner -> value(of, inner));
      case ListType(FieldType element, _) -> value.list(inner -> value(element, inner));
      case MapType(FieldType of, _) -> value.map(inner -> value(of, inner));
      case RecordType(RecordSchema record) -> values(record, value.fields());
      case UnionType union -> {
        FieldReader fields = value.variant();
        UnionType.Variant variant = union.variants().get(fields.variant());
        yield new Variant(variant.tag(), List.of(values(variant.record(), fields)));
      }
      case SequenceType(FieldType element) -> value.sequence(inner -> value(element, inner));
    };
  }

  private static Object scalar(ScalarType type, ValueReader value) {
    return switch (type.scalar()) {
      case BOOLEAN -> value.bool();
      case BYTE -> (byte) value.integer();
      case SHORT -> (short) value.integer();
      case INT -> (int) value.integer();
      case LONG -> value.integer();
      case FLOAT -> (float) value.floating();
      case DOUBLE -> value.floating();
    };
  }
}
