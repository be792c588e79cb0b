package dev.sheaf.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/// Maps files whole into memory. The handle is given back at once; the mapping lives as long as its arena.
final class MappedFile {
  private MappedFile() {}

  /// Only the platform's own file system maps; others throw when asked, each in its own way.
  static boolean canMap(Path path) {
    return path.getFileSystem().equals(FileSystems.getDefault());
  }

  /// A file whose mapping ends when it is closed.
  static InputFile open(Path path) {
    Arena arena = Arena.ofShared();
    try {
      return new MemoryFile(path.toString(), map(path, arena), arena::close);
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /// A file whose mapping ends with `arena`.
  static InputFile open(Path path, Arena arena) {
    return new MemoryFile(path.toString(), map(path, arena), () -> {});
  }

  private static MemorySegment map(Path path, Arena arena) {
    if (!canMap(path)) {
      throw new StorageException("cannot map", path.toString(), new IOException("its file system maps no files"));
    }
    try (FileChannel channel = RegularFile.open(path)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    } catch (IOException e) {
      throw new StorageException("cannot map", path.toString(), e);
    }
  }
}
