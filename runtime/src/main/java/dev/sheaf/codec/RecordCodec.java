package dev.sheaf.codec;

import dev.sheaf.schema.RecordSchema;

/// Makes a record from its values, and JSON from it. The processor writes one for each annotated record; it is stateless
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

  /// Writes one record where `out` stands.
  ///
  /// @throws EncodeException if it is not as its schema says, or cannot be written as the options say
  void write(R record, JsonWriter out, EncodeContext context);
}
