package dev.sheaf.codec;

import dev.sheaf.io.ByteRange;
import dev.sheaf.io.InputFile;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Reads records from files of a dataset, without the `{"inputs": ...}` of a payload.
public final class RecordFile {
  private RecordFile() {}

  /// Reads the one record of a file; references in it start from the file's folder.
  ///
  /// @param references is told each other file that the record's arrays were read from
  /// @throws DecodeException if the data is not such a record
  /// @throws dev.sheaf.io.StorageException if the file cannot be read
  public static <R> R read(Path file, RecordCodec<R> codec, DecodeOptions options, Consumer<Path> references) {
    try (InputFile source = InputFile.openPositional(file)) {
      return read(file, source, new ByteRange(0, source.size()), codec, options, references);
    }
  }

  /// Reads one of the records in a file; references in it start from the file's folder.
  ///
  /// @param source the file as it is open: read by position, and left open
  /// @param place where the record lies; white space may stand around it
  /// @param references is told each other file that the record's arrays were read from
  /// @throws DecodeException if the data is not such a record; its offset counts from the start of the file
  /// @throws dev.sheaf.io.StorageException if the file cannot be read
  public static <R> R read(
      Path file,
      InputFile source,
      ByteRange place,
      RecordCodec<R> codec,
      DecodeOptions options,
      Consumer<Path> references) {
    int chunkBytes = (int) Math.min(JsonReader.CHUNK_BYTES, place.length());
    JsonReader in = new JsonReader(source, options.limits(), chunkBytes);
    in.confine(place);
    R record = codec.read(in, new DecodeContext(folderOf(file), options, references));
    in.end();
    return record;
  }

  /// The folder that a file lies in; the working directory for a mere name.
  static Path folderOf(Path file) {
    Path parent = file.getParent();
    return parent == null ? file.getFileSystem().getPath("") : parent;
  }
}
