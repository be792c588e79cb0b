package dev.sheaf.dataset;

import dev.sheaf.io.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// What tells, without reading a file, that it is the one it was.
///
/// @param size in bytes
/// @param modified nanoseconds since 1970, as exact as the file system knows
public record FileStamp(long size, long modified) {
  /// What a file is now.
  ///
  /// @throws StorageException if it is not there
  public static FileStamp of(Path file) {
    try {
      return of(Files.readAttributes(file, BasicFileAttributes.class));
    } catch (IOException e) {
      throw new StorageException("cannot find", file.toString(), e);
    }
  }

  /// What a file was when its attributes were read.
  static FileStamp of(BasicFileAttributes attributes) {
    return new FileStamp(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
  }

  /// `120 bytes of 2026-11-21T10:20:30Z`.
  @Override
  public String toString() {
    return "%d bytes of %s".formatted(size, Instant.ofEpochSecond(0, modified));
  }
}
