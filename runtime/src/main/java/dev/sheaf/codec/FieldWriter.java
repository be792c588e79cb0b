package dev.sheaf.codec;

import dev.sheaf.schema.RecordSchema;

/// Writes one record by its schema: each field once, in their order, then [#end()].
///
/// Refuses values that the schema does not allow. For one record and one thread.
public abstract sealed class FieldWriter permits JsonFieldWriter, KeptFieldWriter {
  final RecordSchema schema;
  private int current = -1;

  FieldWriter(RecordSchema schema) {
    this.schema = schema;
  }

  /// Begins one record of JSON where `out` stands.
  public static FieldWriter of(RecordSchema schema, JsonWriter out, EncodeContext context) {
    return new JsonFieldWriter(schema, out, context);
  }

  /// Goes to a field, whose value is written next.
  ///
  /// @param position which, from 0; each is one more than the one before
  /// @throws IllegalStateException if it is not this field's turn
  public final ValueWriter field(int position) {
    if (position != current + 1 || position >= schema.fields().size()) {
      throw new IllegalStateException(
          "expected field %d of %s, found %d".formatted(current + 1, schema.name(), position));
    }
    current = position;
    return value(position);
  }

  /// Takes the value of a field.
  abstract ValueWriter value(int position);

  /// Ends the record.
  ///
  /// @throws IllegalStateException if fields are missing
  public final void end() {
    if (current + 1 != schema.fields().size()) {
      throw new IllegalStateException(
          "expected %d fields in %s, found %d".formatted(schema.fields().size(), schema.name(), current + 1));
    }
    finish();
  }

  /// Takes the end of the record.
  abstract void finish();
}
