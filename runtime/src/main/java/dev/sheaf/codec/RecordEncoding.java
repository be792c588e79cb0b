package dev.sheaf.codec;

import dev.sheaf.schema.RecordSchema;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Optional;

/// How the bytes of a record hold its values, in files whose format leaves that open: as JSON, as the elements of one
/// array, as a `tf.train.Example`, or in a way of the user's own.
///
/// One that is named in `META-INF/services/dev.sheaf.codec.RecordEncoding` of its jar is found by its name; any other
/// is given to the options of a dataset. Implementations are stateless and thread-safe.
public interface RecordEncoding {
  /// The name in configurations and messages, such as `json`: lower case, unique.
  String name();

  /// Whether these bytes look like a record of `schema` in this encoding. It is asked for the first record of a dataset
  /// whose encoding nobody named; to say no always is to be used by name only.
  boolean fits(MemorySegment record, RecordSchema schema);

  /// What is in a record, as far as its bytes tell without a schema: values by name, of the types that a
  /// [dev.sheaf.format.TableReader] gives. Empty where they do not tell, or are in another encoding. For people who look at
  /// data, not for speed.
  default Optional<Map<String, Object>> peek(MemorySegment record) {
    return Optional.empty();
  }

  /// Prepares to read records of one kind: what is needed for all of them is done here, once.
  ///
  /// @throws IllegalArgumentException if there are no such records in this encoding
  <R> Decoder<R> decoder(RecordCodec<R> codec);

  /// Reads records: makes their values, and lets a codec read them with
  /// [FieldReader#of(RecordSchema, java.util.Map, DecodeContext)]. Thread-safe.
  ///
  /// @param <R> the record
  @FunctionalInterface
  interface Decoder<R> {
    /// Reads one record.
    ///
    /// @param bytes read-only; arrays of the result may be views of it
    /// @throws DecodeException if the bytes are not such a record
    /// @throws dev.sheaf.io.CorruptDataException if they are not in this encoding at all
    R read(MemorySegment bytes, DecodeContext context);
  }

  /// The bytes of one record; the same record gives the same bytes.
  ///
  /// @throws EncodeException if the record is not as its schema says
  /// @throws IllegalArgumentException if records of this schema are not written so
  default <R> byte[] write(R record, RecordCodec<R> codec) {
    throw new IllegalArgumentException(
        "expected an encoding that can be written, found \"%s\", which is read only".formatted(name()));
  }
}
