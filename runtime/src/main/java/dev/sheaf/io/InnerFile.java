package dev.sheaf.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.Optional;
import java.util.Set;

/// Opens files below a folder without following links on the way: each folder is entered from the one above it, which
/// is held open meanwhile, so that nobody can exchange it.
final class InnerFile {
  private static final Set<OpenOption> PLAIN_READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private InnerFile() {}

  /// Opens a file if there is one at the end of `way` and no link on it; else, and where the platform cannot tell, says
  /// nothing of why.
  ///
  /// @param way the names from `folder` to the file, without `..`
  static Optional<FileChannel> openPlain(Path folder, Path way) {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      return stream instanceof SecureDirectoryStream<Path> entries
          ? Optional.of(open(entries, way, folder.resolve(way)))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// @param inner the way from `folder` to the file, without links and `..`
  static FileChannel open(Path folder, Path inner) throws IOException {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      return stream instanceof SecureDirectoryStream<Path> entries
          ? open(entries, inner, folder.resolve(inner))
          : openByName(folder.resolve(inner));
    }
  }

  /// @param path the whole path, for messages
  private static FileChannel open(SecureDirectoryStream<Path> folder, Path inner, Path path) throws IOException {
    Path first = inner.getName(0);
    if (inner.getNameCount() > 1) {
      try (SecureDirectoryStream<Path> next = folder.newDirectoryStream(first, LinkOption.NOFOLLOW_LINKS)) {
        return open(next, inner.subpath(1, inner.getNameCount()), path);
      }
    }
    // Looked at before it is opened, as opening a pipe waits already.
    RegularFile.check(
        folder.getFileAttributeView(first, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS).readAttributes(),
        path);
    SeekableByteChannel channel = folder.newByteChannel(first, PLAIN_READ);
    if (channel instanceof FileChannel file) {
      return file;
    }
    channel.close();
    throw new FileSystemException(path.toString(), null, "it cannot be read by position");
  }

  /// The last name at least is not followed, where the file system knows links.
  private static FileChannel openByName(Path path) throws IOException {
    return path.getFileSystem().equals(FileSystems.getDefault())
        ? RegularFile.open(path, PLAIN_READ)
        : RegularFile.open(path, Set.of(StandardOpenOption.READ));
  }
}
