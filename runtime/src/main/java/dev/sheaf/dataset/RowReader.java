package dev.sheaf.dataset;

import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.codec.RecordFile;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.schema.RecordSchema;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Reads the row in a file. Thread-safe.
@FunctionalInterface
interface RowReader {
  /// The row's arrays, in the order of the schema's fields.
  ///
  /// @param references is told each other file that the arrays were read from
  Object[] read(Path file, Consumer<Path> references);

  /// Reads rows by their schema alone.
  static RowReader of(RecordSchema row, DecodeOptions options) {
    RecordCodec<Object[]> codec = SchemaCodec.of(row);
    return (file, references) -> RecordFile.read(file, codec, options, references);
  }
}
