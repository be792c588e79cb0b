package dev.sheaf.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/// Opens files that hold bytes, and nothing else: a pipe would make its reader wait for ever, a device never ends, and
/// a folder opens and then cannot be read.
final class RegularFile {
  private RegularFile() {}

  static FileChannel open(Path path) throws IOException {
    return open(path, Set.of(StandardOpenOption.READ));
  }

  static FileChannel open(Path path, Set<? extends OpenOption> options) throws IOException {
    // Looked at before it is opened, as opening a pipe waits already.
    if (Files.exists(path)) {
      check(Files.readAttributes(path, BasicFileAttributes.class), path);
    }
    return FileChannel.open(path, options);
  }

  /// Sees to it that it is a file that holds bytes.
  static void check(BasicFileAttributes attributes, Path path) throws IOException {
    if (!attributes.isRegularFile()) {
      throw new FileSystemException(
          path.toString(), null, attributes.isDirectory() ? "it is a folder" : "it is a pipe or a device, not a file");
    }
  }
}
