package dev.sheaf.codec;

import dev.sheaf.array.NdArray;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.RecordSchema;

/// Reads records by their schema alone, for tools that have no generated code: a row becomes one array for each field.
public final class SchemaCodec {
  private SchemaCodec() {}

  /// A codec for rows of `schema`; the arrays come in the order of its fields.
  ///
  /// @throws IllegalArgumentException if a field is a sequence: ask for the [row][RecordSchema#row()] of such a schema
  public static RecordCodec<NdArray[]> of(RecordSchema schema) {
    schema.fields().stream()
        .filter(field -> field.type() instanceof SequenceType)
        .findFirst()
        .ifPresent(
            field -> {
              throw new IllegalArgumentException(
                  "expected a row, found the sequence \"%s\" in %s".formatted(field.name(), schema.name()));
            });
    return new RowCodec(schema);
  }

  private record RowCodec(RecordSchema schema) implements RecordCodec<NdArray[]> {
    @Override
    public NdArray[] read(JsonReader in, DecodeContext context) {
      NdArray[] arrays = new NdArray[schema.fields().size()];
      FieldReader fields = new FieldReader(schema, in, context);
      for (int field = fields.next(); field >= 0; field = fields.next()) {
        arrays[field] = fields.array();
      }
      return arrays;
    }
  }
}
