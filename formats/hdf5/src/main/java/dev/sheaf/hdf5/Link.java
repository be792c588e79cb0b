package dev.sheaf.hdf5;

/// What a name in a group stands for.
sealed interface Link {
  /// An object of the same file.
  record Hard(long address) implements Link {}

  /// Whatever a path leads to, from the group on or from the root.
  record Soft(String target) implements Link {}

  /// Whatever a path leads to in another file.
  record External(String file, String path) implements Link {}

  /// Something that only the writer knows how to follow.
  record Unknown(int kind) implements Link {}

  int MAX_PATH_BYTES = 1 << 16;

  /// A link as a message, and its name.
  record Named(String name, Link link) {
    /// ```text
    /// 0  1, flags, [kind], [order of creation], [character set], length of the name, name, what it leads to
    /// ```
    static Named parse(Cursor cursor) {
      cursor.expect(1, "version");
      int flags = cursor.u8();
      int kind = (flags & 0x08) != 0 ? cursor.u8() : 0;
      cursor.skip(((flags & 0x04) != 0 ? 8 : 0) + ((flags & 0x10) != 0 ? 1 : 0));
      long nameBytes = cursor.unsigned(1 << (flags & 3));
      if (nameBytes < 1 || nameBytes > MAX_PATH_BYTES) {
        throw cursor.corrupt("a name of 1 to %d bytes".formatted(MAX_PATH_BYTES), Long.toString(nameBytes));
      }
      String name = cursor.text(nameBytes);
      return new Named(
          name,
          switch (kind) {
            case 0 -> new Hard(cursor.address());
            case 1 -> new Soft(cursor.text(cursor.u16()));
            case 64 -> external(cursor.part(cursor.u16(), "an external link"));
            default -> new Unknown(kind);
          });
    }

    private static Link external(Cursor cursor) {
      cursor.expect(0, "version");
      return new External(cursor.text(), cursor.text());
    }
  }
}
