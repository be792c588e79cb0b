package dev.sheaf.batch;

import dev.sheaf.array.NdArray;
import java.util.List;

/// The collated columns of one batch, by position: what a generated batch is assembled from.
///
/// All arrays, numbers and booleans lie in one piece of native memory, each column beginning at a multiple of 64 bytes,
/// in native byte order; other values are what they were in the rows. Unless the batch is in a [BatchSlot], the memory
/// was allocated for it alone and is handed over: whoever receives the batch may keep it and pass it to any thread,
/// nothing else writes to it, and its memory is freed when no view of it can be reached any more.
public interface Columns {
  /// How many rows the batch has.
  long size();

  /// Column `index` of arrays of one shape, stacked: shape `(rows, axes...)`; of numbers or booleans: shape `(rows,)`,
  /// of their own dtype.
  ///
  /// @throws IllegalArgumentException if the schema does not fix the shape of this column
  NdArray fixed(int index);

  /// Column `index` of arrays that differ in size, end to end or padded.
  ///
  /// @throws IllegalArgumentException if the schema fixes the shape of this column, or it holds no arrays of one dtype
  Ragged<?> ragged(int index);

  /// Column `index` of any other type: the values of the rows as they are, in the order of the rows. The list cannot be
  /// changed.
  ///
  /// @throws IllegalArgumentException if the column lies in memory as an array
  List<?> values(int index);
}
