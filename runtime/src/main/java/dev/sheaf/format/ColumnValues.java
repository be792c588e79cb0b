package dev.sheaf.format;

import dev.sheaf.array.NdArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The values that neighbouring rows have in one field.
public sealed interface ColumnValues {
  /// How many rows there are.
  long rows();

  /// Arrays of one shape, or numbers.
  ///
  /// @param values shape `(rows, axes...)`
  record Stacked(NdArray values) implements ColumnValues {
    @Override
    public long rows() {
      return values.shape().dim(0);
    }
  }

  /// Arrays that differ along the first axis: row `i` is `values[offsets[i]:offsets[i + 1]]`.
  ///
  /// @param values all of them end to end
  /// @param offsets one more than there are rows, ascending, from 0 to the length of `values`; not copied
  @SuppressWarnings("ArrayRecordComponent") // Made once for a block of rows, and read by position.
  record Ragged(NdArray values, long[] offsets) implements ColumnValues {
    @Override
    public long rows() {
      return offsets.length - 1L;
    }
  }

  /// Anything else: one value for each row, null where it is missing.
  ///
  /// @param values not copied
  record Listed(List<@Nullable Object> values) implements ColumnValues {
    @Override
    public long rows() {
      return values.size();
    }
  }
}
