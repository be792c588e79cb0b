package dev.sheaf.codec;

import dev.sheaf.schema.RecordSchema;

/// Makes a record from its values, and takes it apart again. The processor writes one for each annotated record; it is stateless
/// and thread-safe.
///
/// @param <R> the record
public interface RecordCodec<R> {
  /// What the record is made of.
  RecordSchema schema();

  /// Reads one record field by field.
  ///
  /// @throws DecodeException if the data is not such a record
  R read(FieldReader fields);

  /// Reads one record from where `in` stands, up to and including its last character.
  ///
  /// @throws DecodeException if the data is not such a record
  default R read(JsonReader in, DecodeContext context) {
    return read(FieldReader.of(schema(), in, context));
  }

  /// Writes one record field by field.
  ///
  /// @throws EncodeException if it is not as its schema says, or cannot be written as the options say
  void write(R record, FieldWriter fields);

  /// Writes one record as JSON where `out` stands.
  ///
  /// @throws EncodeException if it is not as its schema says, or cannot be written as the options say
  default void write(R record, JsonWriter out, EncodeContext context) {
    write(record, FieldWriter.of(schema(), out, context));
  }

  /// The values of one record's fields, in the schema's order, of the Java types that [SchemaCodec] gives.
  ///
  /// @throws EncodeException if it is not as its schema says
  default Object[] values(R record) {
    Object[][] kept = new Object[1][];
    write(record, new KeptFieldWriter(schema(), "", values -> kept[0] = values));
    return kept[0];
  }
}
