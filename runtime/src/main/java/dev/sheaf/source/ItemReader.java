package dev.sheaf.source;

import dev.sheaf.io.InputFile;
import dev.sheaf.stage.Run;
import org.jspecify.annotations.Nullable;

/// Reads the items of one file, front to back. It does not own the file. For one thread.
///
/// @param <T> the items: they stay valid when the file is closed
interface ItemReader<T> {
  /// The next item, or null behind the last.
  ///
  /// @throws dev.sheaf.DataException if it cannot be made: where [#position()] is behind it then, the next call gives
  ///     the item after it; where it has stayed, nothing can be read any more
  /// @throws dev.sheaf.io.StorageException if the file cannot be read
  @Nullable T next();

  /// A number from which a reader of the same file goes on with the next item: 0 before the first.
  long position();

  /// Whether the next item is at hand, as far as one can tell.
  boolean isReady();

  /// Makes the reader of a file.
  @FunctionalInterface
  interface Opening<T> {
    /// Opens a reader. The file stays the caller's.
    ///
    /// @param position what a reader of the same file has said, or 0 for the beginning
    /// @param run is asked whether to go on, wherever one item may take long
    /// @throws dev.sheaf.DataException if the file is not what it should be
    /// @throws dev.sheaf.checkpoint.CheckpointMismatchException if no reader of this file is ever there
    ItemReader<T> open(InputFile file, long position, Run run);
  }
}
