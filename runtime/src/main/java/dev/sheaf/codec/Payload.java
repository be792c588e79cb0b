package dev.sheaf.codec;

import java.nio.file.Path;

/// Reads a whole payload: `{"inputs": record}`, or the record itself.
public final class Payload {
  private Payload() {}

  /// Reads the payload in a file; references in it start from the file's folder.
  ///
  /// @throws DecodeException if the data is not such a record
  /// @throws dev.sheaf.io.StorageException if the file cannot be read
  public static <R> R load(Path file, RecordCodec<R> codec, DecodeOptions options) {
    throw new UnsupportedOperationException(file.toString() + codec + options);
  }

  /// Reads a payload from bytes in memory; references in it start from `folder`.
  ///
  /// @throws DecodeException if the data is not such a record
  public static <R> R parse(byte[] json, Path folder, RecordCodec<R> codec, DecodeOptions options) {
    throw new UnsupportedOperationException(json.length + folder.toString() + codec + options);
  }
}
