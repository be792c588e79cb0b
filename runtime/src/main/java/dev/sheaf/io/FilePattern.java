package dev.sheaf.io;

import java.nio.file.Path;
import java.util.List;

/// Patterns that name files, such as `data/sample_*.json`.
public final class FilePattern {
  private FilePattern() {}

  /// The files that a pattern names, sorted by code point; relative patterns start from `base`.
  ///
  /// @throws IllegalArgumentException if the pattern is malformed
  /// @throws StorageException if a folder cannot be listed
  public static List<Path> expand(Path base, String pattern) {
    throw new UnsupportedOperationException(base + pattern);
  }
}
