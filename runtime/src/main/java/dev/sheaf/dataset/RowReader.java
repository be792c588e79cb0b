package dev.sheaf.dataset;

import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.codec.RecordFile;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.RecordSchema;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Reads one of the rows in a file. Thread-safe.
@FunctionalInterface
interface RowReader {
  /// The row's values, in the order of the schema's fields.
  ///
  /// @param source the file as it is open
  /// @param place where the row lies
  /// @param references is told each other file that arrays were read from
  Object[] read(Path file, InputFile source, ByteRange place, Consumer<Path> references);

  /// Reads rows by their schema alone.
  static RowReader of(RecordSchema row, DecodeOptions options) {
    RecordCodec<Object[]> codec = SchemaCodec.of(row);
    return (file, source, place, references) -> RecordFile.read(file, source, place, codec, options, references);
  }
}
