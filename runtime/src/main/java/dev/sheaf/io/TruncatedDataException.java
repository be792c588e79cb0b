package dev.sheaf.io;

import java.io.Serial;

/// A file ends before the bytes that were asked for.
public final class TruncatedDataException extends CorruptDataException {
  @Serial private static final long serialVersionUID = 1L;

  /// @param file the file
  /// @param range what was asked for
  /// @param size how many bytes the file has
  public TruncatedDataException(String file, ByteRange range, long size) {
    super(
        file,
        range.offset(),
        "%d bytes up to byte %d".formatted(range.length(), range.end()),
        "a file of %d bytes".formatted(size));
  }
}
