package dev.sheaf.codec;

import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.RecordSchema;

/// Writes one record's JSON.
final class JsonFieldWriter extends FieldWriter {
  private final JsonWriter out;
  private final EncodeContext context;
  private final JsonReader.Place outer;

  JsonFieldWriter(RecordSchema schema, JsonWriter out, EncodeContext context) {
    super(schema);
    this.out = out;
    this.context = context;
    this.outer = out.here();
    if (!schema.bare()) {
      out.beginObject();
    }
  }

  /// Begins a record inside a record: its dimension variables are its own.
  static FieldWriter inner(RecordSchema schema, JsonWriter out, EncodeContext context) {
    return new JsonFieldWriter(schema, out, context.forItem());
  }

  /// Begins one of several records.
  static FieldWriter variant(UnionType type, int variant, JsonWriter out, EncodeContext context) {
    FieldWriter fields = inner(type.variants().get(variant).record(), out, context);
    out.key(type.discriminator());
    out.string(type.variants().get(variant).tag());
    return fields;
  }

  @Override
  ValueWriter value(int position) {
    FieldSchema field = schema.fields().get(position);
    if (!schema.bare() || outer.isRoot()) {
      out.place(outer, field.name());
    }
    if (!schema.bare()) {
      out.key(field.name());
    }
    return new JsonValueWriter(out, context, field.type());
  }

  @Override
  void finish() {
    if (!schema.bare()) {
      out.endObject();
    }
    out.place(outer);
  }
}
