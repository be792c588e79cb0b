package dev.sheaf.codec;

import dev.sheaf.array.NdArray;
import dev.sheaf.schema.RecordSchema;

/// Reads records by their schema alone, for tools that have no generated code: a row becomes one array for each field.
public final class SchemaCodec {
  private SchemaCodec() {}

  /// A codec for rows of `schema`; the arrays come in the order of its fields.
  public static RecordCodec<NdArray[]> of(RecordSchema schema) {
    throw new UnsupportedOperationException(schema.toString());
  }
}
