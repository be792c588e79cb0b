package dev.sheaf.io;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Keeps what data refers to inside one folder, unless that is allowed to be left. Thread-safe.
///
/// Links are followed when it is asked for the first time: most records refer to nothing.
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
