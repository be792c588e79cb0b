package dev.sheaf.codec;

import dev.sheaf.io.InputFile;
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
    try (InputFile source = InputFile.openPositional(file)) {
      JsonReader in = new JsonReader(source, options.limits());
      R record = codec.read(in, new DecodeContext(folderOf(file), options, references));
      in.end();
      return record;
    }
  }

  /// The folder that a file lies in; the working directory for a mere name.
  static Path folderOf(Path file) {
    Path parent = file.getParent();
    return parent == null ? file.getFileSystem().getPath("") : parent;
  }
}
