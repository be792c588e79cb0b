package dev.sheaf.codec;

import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.RecordSchema;

/// Writes one record's JSON by its schema: each field once, in their order, then [#end()].
///
/// Refuses values that the schema does not allow. For one record and one thread.
public final class FieldWriter {
  private final RecordSchema schema;
  private final JsonWriter out;
  private final EncodeContext context;
  private final JsonReader.Place outer;
  private int current = -1;

  private FieldWriter(RecordSchema schema, JsonWriter out, EncodeContext context) {
    this.schema = schema;
    this.out = out;
    this.context = context;
    this.outer = out.here();
    if (!schema.bare()) {
      out.beginObject();
    }
  }

  /// Begins one record where `out` stands.
  public static FieldWriter of(RecordSchema schema, JsonWriter out, EncodeContext context) {
    return new FieldWriter(schema, out, context);
  }

  /// Begins a record inside a record: its dimension variables are its own.
  static FieldWriter inner(RecordSchema schema, JsonWriter out, EncodeContext context) {
    return new FieldWriter(schema, out, context.forItem());
  }

  /// Begins one of several records.
  static FieldWriter variant(UnionType type, int variant, JsonWriter out, EncodeContext context) {
    FieldWriter fields = inner(type.variants().get(variant).record(), out, context);
    out.key(type.discriminator());
    out.string(type.variants().get(variant).tag());
    return fields;
  }

  /// Goes to a field, whose value is written next.
  ///
  /// @param position which, from 0; each is one more than the one before
  /// @throws IllegalStateException if it is not this field's turn
  public ValueWriter field(int position) {
    if (position != current + 1 || position >= schema.fields().size()) {
      throw new IllegalStateException(
          "expected field %d of %s, found %d".formatted(current + 1, schema.name(), position));
    }
    current = position;
    FieldSchema field = schema.fields().get(position);
    if (!schema.bare() || outer.isRoot()) {
      out.place(outer, field.name());
    }
    if (!schema.bare()) {
      out.key(field.name());
    }
    return new ValueWriter(out, context, field.type());
  }

  /// Ends the record.
  ///
  /// @throws IllegalStateException if fields are missing
  public void end() {
    if (current + 1 != schema.fields().size()) {
      throw new IllegalStateException(
          "expected %d fields in %s, found %d".formatted(schema.fields().size(), schema.name(), current + 1));
    }
    if (!schema.bare()) {
      out.endObject();
    }
    out.place(outer);
  }
}
