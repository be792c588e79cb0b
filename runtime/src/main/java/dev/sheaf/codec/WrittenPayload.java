package dev.sheaf.codec;

import java.nio.file.Path;
import java.util.List;

/// What saving a payload has put into its folder.
///
/// @param file the payload
/// @param binaryFiles the files that hold its arrays, if their encoding asks for some, in the order of their numbers
/// @param arrays how many arrays there are
/// @param bytes how many bytes the payload itself has
public record WrittenPayload(Path file, List<Path> binaryFiles, long arrays, long bytes) {
  public WrittenPayload {
    binaryFiles = List.copyOf(binaryFiles);
  }
}
