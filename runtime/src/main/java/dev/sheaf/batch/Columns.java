package dev.sheaf.batch;

import dev.sheaf.array.NdArray;

/// The collated columns of one batch, by position: what a generated batch is assembled from.
///
/// All columns lie in one piece of native memory that was allocated for this batch alone, each beginning at a
/// multiple of 64 bytes, in native byte order. The batch is handed over: whoever receives it may keep it and pass it to
/// any thread, nothing else writes to it, and its memory is freed when no view of it can be reached any more.
public interface Columns {
  /// How many rows the batch has.
  long size();

  /// Column `index` of arrays of one shape, stacked: shape `(rows, axes...)`.
  ///
  /// @throws IllegalArgumentException if the schema does not fix the shape of this column
  NdArray fixed(int index);

  /// Column `index` of arrays that differ in size.
  ///
  /// @throws IllegalArgumentException if the schema fixes the shape of this column
  Ragged<?> ragged(int index);
}
