package dev.sheaf.source;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A file in an archive.
///
/// @param name its name there, with `/` between folders; a folder of a zip archive is a record without bytes whose name
///     ends with `/`. It is the archive's word only: where it leads nobody has looked
/// @param bytes what is in it, read-only; valid as long as anybody refers to it
public record ArchiveRecord(String name, MemorySegment bytes) {
  /// The bytes as text.
  ///
  /// @throws dev.sheaf.io.MalformedTextException if they are not UTF-8
  public String text() {
    return Utf8.decode(bytes.toArray(ValueLayout.JAVA_BYTE), name, 0);
  }
}
