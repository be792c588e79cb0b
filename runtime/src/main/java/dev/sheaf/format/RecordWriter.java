package dev.sheaf.format;

import java.lang.foreign.MemorySegment;

/// Writes a file of records, one after the other, which appears whole with [#commit()] or not at all. The same records
/// with the same options give the same bytes. For one thread.
public interface RecordWriter extends AutoCloseable {
  /// Appends one record, which is copied.
  ///
  /// @throws IllegalArgumentException if it is longer than the format allows
  /// @throws dev.sheaf.io.StorageException if it cannot be written
  void write(MemorySegment record);

  /// Puts the file in its place; afterwards it can be closed only.
  ///
  /// @throws dev.sheaf.io.StorageException if that fails; the old file is still there then
  void commit();

  /// Throws away what was not committed.
  @Override
  void close();
}
