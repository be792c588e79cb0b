package dev.sheaf.format;

/// The rows of one open file, at positions from 0 to `size() - 1`, for any number of threads at once.
public sealed interface RowSource extends AutoCloseable permits RecordReader, TableReader {
  /// How many rows there are.
  long size();

  /// How the rows are stored. Little is read for it beside what opening has read.
  ///
  /// @throws dev.sheaf.io.CorruptDataException if the file is damaged there
  default Layout layout() {
    return Layout.EMPTY;
  }

  /// Releases the file. Twice is as good as once; every other call then throws [IllegalStateException].
  @Override
  void close();
}
