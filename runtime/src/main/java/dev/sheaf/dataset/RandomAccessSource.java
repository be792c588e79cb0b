package dev.sheaf.dataset;

/// Rows of the user's own making, at positions from 0 to `size() - 1`: what stands behind a
/// [dataset][Dataset#of(RandomAccessSource, dev.sheaf.schema.RecordSchema)] that no format of files covers. Many threads
/// call it at once, and the same position must give the same row each time.
///
/// @param <R> the row
public interface RandomAccessSource<R> extends AutoCloseable {
  /// How many rows there are; it does not change.
  long size();

  /// Makes one row. May block.
  ///
  /// @param position from 0 to `size() - 1`
  R get(long position);

  /// Tells this data from other data: a checkpoint is refused where it has changed. A version, a path with a time, a
  /// hash.
  String fingerprint();

  /// Releases what the source holds; nothing by default.
  @Override
  default void close() {}
}
