package dev.sheaf.io;

import dev.sheaf.DataException;
import java.io.Serial;

/// The bytes of a file are not what its format says: damaged, cut off, or of another format.
public sealed class CorruptDataException extends DataException permits MalformedTextException, TruncatedDataException {
  @Serial private static final long serialVersionUID = 1L;

  /// @param file the file
  /// @param offset where in it, in bytes
  /// @param expected what should stand there
  /// @param found what does
  public CorruptDataException(String file, long offset, String expected, String found) {
    super(
        "%s, byte %d: expected %s, found %s".formatted(file, offset, expected, found),
        file,
        offset,
        expected,
        found,
        null);
  }
}
