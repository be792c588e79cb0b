package dev.sheaf.format;

/// Writes a file of rows, one after the other, which appears whole with [#commit()] or not at all. The same rows with
/// the same options give the same bytes. For one thread.
public interface TableWriter extends AutoCloseable {
  /// Appends one row, which is copied.
  ///
  /// @param values of the fields, in the schema's order, of the Java types of a generated record, records as arrays again
  /// @throws IllegalArgumentException if they are not what the schema says
  /// @throws dev.sheaf.io.StorageException if they cannot be written
  void write(Object[] values);

  /// Puts the file in its place; afterwards it can be closed only.
  ///
  /// @throws dev.sheaf.io.StorageException if that fails; the old file is still there then
  void commit();

  /// Throws away what was not committed.
  @Override
  void close();
}
