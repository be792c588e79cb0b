package dev.sheaf.arrayrecord;

/// How the parts of a chunk are compressed.
public enum Compression {
  /// Not at all.
  NONE(0),
  /// Brotli; without the large windows that RFC 7932 does not know.
  BROTLI('b'),
  /// Zstandard, which is the default.
  ZSTD('z'),
  /// Snappy.
  SNAPPY('s');

  private static final Compression[] ALL = values();

  private final byte code;

  Compression(int code) {
    this.code = (byte) code;
  }

  /// The first byte of a chunk's data.
  byte code() {
    return code;
  }

  /// @throws dev.sheaf.format.UnsupportedFormatException if none has this code
  static Compression of(int code, ChunkHeader chunk) {
    for (Compression compression : ALL) {
      if (compression.code == (byte) code) {
        return compression;
      }
    }
    throw chunk.unsupported(
        "a chunk that is not compressed, or with brotli, zstd or snappy", "compression 0x%02x".formatted(code));
  }
}
