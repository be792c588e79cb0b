package dev.sheaf.io;

import java.io.Serial;

/// Bytes that should be text are not UTF-8.
public final class MalformedTextException extends CorruptDataException {
  @Serial private static final long serialVersionUID = 1L;

  /// @param file the file
  /// @param offset where in it the first byte stands that is not UTF-8, or begins what is not
  /// @param found that byte
  public MalformedTextException(String file, long offset, byte found) {
    super(file, offset, "text in UTF-8", "byte 0x%02X".formatted(found));
  }
}
