package dev.sheaf.codec;

import java.nio.file.Path;
import java.util.function.Consumer;

/// Reads files that hold one record each, without the `{"inputs": ...}` of a payload.
public final class RecordFile {
  private RecordFile() {}

  /// Reads the record in a file; references in it start from the file's folder.
  ///
  /// @param references is told each other file that the record's arrays were read from
  /// @throws DecodeException if the data is not such a record
  /// @throws dev.sheaf.io.StorageException if the file cannot be read
  public static <R> R read(Path file, RecordCodec<R> codec, DecodeOptions options, Consumer<Path> references) {
    throw new UnsupportedOperationException(file.toString() + codec + options + references);
  }
}
