package dev.sheaf.format.npy;

/// One entry of a zip archive, as the directory at its end says.
///
/// @param name its name
/// @param flags of section 4.4.4
/// @param method how it is compressed
/// @param crc the CRC-32 of its content
/// @param storedBytes how many bytes it has in the archive
/// @param bytes how many its content has
/// @param headerAt where its own header is
/// @param end where the next entry, or the directory, begins: it must have ended there
record ArchiveEntry(
    String name, int flags, int method, long crc, long storedBytes, long bytes, long headerAt, long end) {
  static final int STORED = 0;
  static final int DEFLATED = 8;

  /// Sizes and checksum stand behind the content, and not in the entry's header.
  static final int SIZES_FOLLOW = 1 << 3;

  static final int UTF_8_NAME = 1 << 11;

  /// Encrypted, patched, strongly encrypted, or with a masked header.
  private static final int UNREADABLE = 1 | 1 << 5 | 1 << 6 | 1 << 13;

  private static final String NPY = ".npy";

  /// The name that NumPy gives the array in it.
  String key() {
    return name.endsWith(NPY) ? name.substring(0, name.length() - NPY.length()) : name;
  }

  /// Whether its name promises an array.
  boolean isNamedNpy() {
    return name.endsWith(NPY);
  }

  boolean isReadable() {
    return (flags & UNREADABLE) == 0;
  }

  ArchiveEntry endingAt(long end) {
    return new ArchiveEntry(name, flags, method, crc, storedBytes, bytes, headerAt, end);
  }
}
