package dev.sheaf.format;

import dev.sheaf.array.Int64Array;

/// Where the records of a file lie, for a format whose files do not say so themselves. It is found by reading through a
/// file once, and can be kept beside it: two columns of numbers.
///
/// @param offsets where each record begins, in bytes, in the order of the file; what a record begins with is up to its
///     format
/// @param lengths how many bytes each record has, as they are handed out
public record RecordIndex(Int64Array offsets, Int64Array lengths) {
  /// @throws IllegalArgumentException if they are not two columns of one length
  public RecordIndex {
    if (offsets.shape().rank() != 1 || !offsets.shape().equals(lengths.shape())) {
      throw new IllegalArgumentException(
          "expected as many offsets as lengths, found %s and %s".formatted(offsets.shape(), lengths.shape()));
    }
  }

  /// How many records there are.
  public long count() {
    return offsets.size();
  }

  /// Where a record begins.
  ///
  /// @throws IndexOutOfBoundsException if there is no such record
  public long offset(long record) {
    return offsets.getFlat(record);
  }

  /// How many bytes it has.
  ///
  /// @throws IndexOutOfBoundsException if there is no such record
  public long length(long record) {
    return lengths.getFlat(record);
  }
}
