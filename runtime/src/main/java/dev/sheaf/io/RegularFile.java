package dev.sheaf.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Opens files that hold bytes, and nothing else: a pipe would make its reader wait for ever, a device never ends, and
/// a folder opens and then cannot be read.
final class RegularFile {
  private RegularFile() {}

  static FileChannel open(Path path) throws IOException {
    // Looked at before it is opened, as opening a pipe waits already.
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new FileSystemException(
          path.toString(), null, Files.isDirectory(path) ? "it is a folder" : "it is a pipe or a device, not a file");
    }
    return FileChannel.open(path, StandardOpenOption.READ);
  }
}
