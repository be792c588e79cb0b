package dev.sheaf.batch;

import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;

/// Arrays that differ in size, put end to end: their values in one array, and where each starts.
///
/// @param <A> the type of the arrays
/// @param values all rows, shape `(sum of the rows' first axes, inner axes...)`
/// @param offsets shape `(rows + 1,)`: row `i` is `values.slice(offsets[i], offsets[i + 1])`
public record Ragged<A extends NdArray>(A values, Int64Array offsets) {
  /// How many arrays there are.
  public long size() {
    return offsets.size() - 1;
  }

  /// One of the arrays: a view.
  @SuppressWarnings("unchecked") // A slice has the type of what it was cut from.
  public A get(long index) {
    return (A) values.slice(offsets.getFlat(index), offsets.getFlat(index + 1));
  }
}
