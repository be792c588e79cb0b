package dev.sheaf.io;

/// A run of bytes in a file.
///
/// @param offset where it starts, in bytes from the start of the file
/// @param length how many bytes it has
public record ByteRange(long offset, long length) {
  public ByteRange {
    if (offset < 0 || length < 0 || offset + length < 0) {
      throw new IllegalArgumentException(
          "expected an offset and a length of 0 or more, found offset %d, length %d".formatted(offset, length));
    }
  }

  /// The position after the last byte.
  public long end() {
    return offset + length;
  }
}
