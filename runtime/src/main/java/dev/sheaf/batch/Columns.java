package dev.sheaf.batch;

import dev.sheaf.array.NdArray;

/// The collated columns of one batch, by position: what a generated batch is assembled from.
public interface Columns {
  /// How many rows the batch has.
  long size();

  /// Column `index` of arrays of one shape, stacked: shape `(rows, axes...)`.
  NdArray fixed(int index);

  /// Column `index` of arrays that differ in size.
  Ragged<?> ragged(int index);
}
