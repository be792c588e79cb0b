package dev.sheaf.dataset;

import dev.sheaf.io.InputFile;
import dev.sheaf.io.ViewGuard;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/// The files of a dataset that are mapped, all into one arena, and given back together. Thread-safe.
///
/// Memory is not given back while somebody looks at it inside [#hold]: the Java platform sees to that too, but has been
/// seen to fail (JDK 25.0.3, in code that was compiled just then), which ends the process.
final class MappedTables implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final ReadWriteLock use = new ReentrantReadWriteLock();
  private final List<InputFile> files = new ArrayList<>();
  private volatile boolean closed;

  /// Maps a file, or reads it where its file system cannot map.
  ///
  /// @throws IllegalStateException if the tables are closed
  /// @throws dev.sheaf.io.StorageException if it cannot be opened
  InputFile open(Path path) {
    checkOpen();
    // Several at once.
    InputFile file = InputFile.open(path, arena);
    if (!keep(file)) {
      file.close();
      checkOpen();
    }
    return file;
  }

  private synchronized boolean keep(InputFile file) {
    return arena.scope().isAlive() && files.add(file);
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the dataset is closed");
    }
  }

  /// Runs code that looks at the files; closing waits for it.
  ///
  /// @throws IllegalStateException if the tables are closed
  <T> T hold(Supplier<? extends T> access) {
    use.readLock().lock();
    try {
      checkOpen();
      return access.get();
    } finally {
      use.readLock().unlock();
    }
  }

  /// Stands around code that looks at any of the files opened so far.
  synchronized ViewGuard guard() {
    return new ViewGuard(files);
  }

  /// Gives back handles and memory; views are gone. Whoever comes from now on is told so.
  @Override
  public void close() {
    closed = true;
    use.writeLock().lock();
    try {
      giveBack();
    } finally {
      use.writeLock().unlock();
    }
  }

  private synchronized void giveBack() {
    if (arena.scope().isAlive()) {
      files.forEach(InputFile::close);
      arena.close();
    }
  }
}
