package dev.sheaf.batch;

import dev.sheaf.array.BoolArray;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import java.util.Optional;

/// Arrays that differ in size, made equal with [Padding] and stacked.
///
/// @param values all of them: shape `(rows, axes...)`, where each axis that varies is as long as the longest array, or
///     the next multiple that was asked for
/// @param lengths how long each array is: shape `(rows,)` where one axis varies, else `(rows, axes that vary)`
/// @param mask where the elements are, `true`, and where the padding: shape `(rows, axes that vary...)`, in the extents
///     of `values`; empty if it was not asked for
/// @param <A> the type of the arrays
public record Padded<A extends NdArray>(A values, Int64Array lengths, Optional<BoolArray> mask) {
  /// How many arrays there are.
  public long size() {
    return values.shape().dim(0);
  }

  /// How many bytes they have, with lengths and mask.
  public long byteSize() {
    return values.segment().byteSize()
        + lengths.segment().byteSize()
        + mask.map(array -> array.segment().byteSize()).orElse(0L);
  }
}
