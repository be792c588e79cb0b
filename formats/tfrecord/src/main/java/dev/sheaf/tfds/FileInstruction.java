package dev.sheaf.tfds;

import java.nio.file.Path;

/// Which records of one file to read.
///
/// @param file where it lies
/// @param skip how many come before them
/// @param take how many they are
/// @param examples how many the file has
public record FileInstruction(Path file, long skip, long take, long examples) {
  /// @throws IllegalArgumentException if the file does not have these records
  public FileInstruction {
    if (skip < 0 || take < 1 || take > examples - skip) {
      throw new IllegalArgumentException(
          "expected records of the %d in \"%s\", found %d from %d on".formatted(examples, file, take, skip));
    }
  }
}
