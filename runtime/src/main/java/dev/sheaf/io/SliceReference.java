package dev.sheaf.io;

import java.util.OptionalLong;

/// Names a file, or a run of bytes in it, as tables of recordings do: `audio/a.raw:1024:320`.
///
/// @param path the file, relative to a folder that whoever reads it knows
/// @param offset where the bytes start, from the start of the file
/// @param length how many they are; empty for all up to the end
public record SliceReference(String path, long offset, OptionalLong length) {
  private static final char SEPARATOR = ':';

  /// @throws IllegalArgumentException if the path is blank, or a number is negative
  public SliceReference {
    if (path.isBlank()) {
      throw new IllegalArgumentException("expected a path, found none");
    }
    if (offset < 0 || length.orElse(0) < 0) {
      throw new IllegalArgumentException(
          "expected an offset and a length of 0 or more, found offset %d, length %s".formatted(offset, length));
    }
  }

  /// All of a file.
  public static SliceReference of(String path) {
    return new SliceReference(path, 0, OptionalLong.empty());
  }

  /// Reads `path`, `path:offset` or `path:offset:length`. Numbers are decimal; there may be white space around each
  /// part. A path with a colon in it has no such text.
  ///
  /// @throws SliceReferenceException if it is no such text
  public static SliceReference parse(String text) {
    String[] parts = text.split(String.valueOf(SEPARATOR), -1);
    if (parts.length > 3) {
      throw new SliceReferenceException(text, "at most two colons", parts.length - 1 + " colons");
    }
    String path = parts[0].strip();
    if (path.isEmpty()) {
      throw new SliceReferenceException(text, "a path", "none");
    }
    long offset = parts.length > 1 ? number(text, parts[1].strip(), "an offset in bytes") : 0;
    OptionalLong length =
        parts.length > 2 ? OptionalLong.of(number(text, parts[2].strip(), "a length in bytes")) : OptionalLong.empty();
    return new SliceReference(path, offset, length);
  }

  private static long number(String text, String digits, String expected) {
    try {
      if (digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Long.parseLong(digits);
      }
    } catch (NumberFormatException _) {
      // No digits at all, or more than a long has.
    }
    throw new SliceReferenceException(text, expected, "\"%s\"".formatted(digits));
  }

  /// The text that [#parse] reads.
  @Override
  public String toString() {
    if (length.isPresent()) {
      return path + SEPARATOR + offset + SEPARATOR + length.getAsLong();
    }
    return offset == 0 ? path : path + SEPARATOR + offset;
  }
}
