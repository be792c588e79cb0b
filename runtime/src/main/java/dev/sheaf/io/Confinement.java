package dev.sheaf.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps what data refers to inside one folder, unless that is allowed to be left. Thread-safe.
///
/// What counts is where a path leads after all links have been followed, under the names that the file system itself
/// gives: `..`, links, absolute paths, and other spellings of a name where the file system takes them, get no further.
/// The links to the folder are followed when it is asked for the first time: most records refer to nothing.
public final class Confinement {
  private final Path folder;
  private final boolean outsideAllowed;
  private volatile @Nullable Path realFolder;

  /// @param folder the folder
  /// @param outsideAllowed whether everything is admitted: for data that you trust
  public Confinement(Path folder, boolean outsideAllowed) {
    this.folder = folder.toAbsolutePath().normalize();
    this.outsideAllowed = outsideAllowed;
  }

  /// The folder.
  public Path folder() {
    return folder;
  }

  /// Whether a path may be read. What exists must lie inside the folder after all links have been followed; what does
  /// not exist, by its name.
  public boolean admits(Path path) {
    if (outsideAllowed) {
      return true;
    }
    try {
      return path.toRealPath().startsWith(realFolder());
    } catch (IOException _) {
      return path.toAbsolutePath().normalize().startsWith(folder);
    }
  }

  /// Opens a file for reads by position; empty if it lies outside.
  ///
  /// It is opened from the folder down without following anything, by the names in the path. Where that does not lead to
  /// a file, the path is followed first, and what it leads to is opened so: a link that is put in its way in between is
  /// not gone through. Where the platform cannot open files so (Windows), a folder on the way that is swapped for a link
  /// in just that moment would be.
  ///
  /// @throws StorageException if it cannot be opened, or is a folder, a pipe or a device
  public Optional<InputFile> open(Path path) {
    if (outsideAllowed) {
      return Optional.of(InputFile.openPositional(path));
    }
    try {
      Path inside = realFolder();
      Optional<FileChannel> plain = way(path).flatMap(way -> InnerFile.openPlain(inside, way));
      if (plain.isPresent()) {
        return Optional.of(ChannelFile.of(path, plain::get));
      }
      Path real = path.toRealPath();
      return real.startsWith(inside)
          ? Optional.of(ChannelFile.of(path, () -> InnerFile.open(inside, inside.relativize(real))))
          : Optional.empty();
    } catch (IOException e) {
      throw new StorageException("cannot open", path.toString(), e);
    }
  }

  /// The names from the folder down to a path; empty where the path does not spell them out.
  private Optional<Path> way(Path path) {
    Path absolute = path.toAbsolutePath();
    int from = folder.getNameCount();
    if (!absolute.startsWith(folder) || absolute.getNameCount() == from) {
      return Optional.empty();
    }
    for (int i = from; i < absolute.getNameCount(); i++) {
      // Behind a link `..` is not the folder that is named before it.
      if (absolute.getName(i).toString().equals("..")) {
        return Optional.empty();
      }
    }
    return Optional.of(absolute.subpath(from, absolute.getNameCount()));
  }

  private Path realFolder() {
    Path real = realFolder;
    if (real == null) {
      try {
        real = folder.toRealPath();
      } catch (IOException _) {
        real = folder;
      }
      realFolder = real;
    }
    return real;
  }
}
