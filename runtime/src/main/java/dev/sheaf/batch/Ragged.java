package dev.sheaf.batch;

import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.schema.Shape;

/// Arrays that differ in size, in one piece of memory: end to end, their values in one array, and where each starts; or
/// padded, where the collator was told so ([ColumnCollator#padded]).
///
/// Where only the first axis varies ([#of(NdArray, Int64Array)]), the values keep their inner axes, and offsets count
/// along the first: the form of Arrow's and Awkward's lists. Where other axes vary, or even their number, the values
/// are one flat array, offsets count elements, and the shape of each row is kept beside them. [#get] gives the same
/// arrays in every form.
///
/// @param <A> the type of the arrays
public sealed interface Ragged<A extends NdArray> permits RaggedRows, RaggedShapes, PaddedRows {
  /// How many arrays there are.
  long size();

  /// How many bytes they have as they lie in memory, with their offsets, or padding, lengths and mask.
  long byteSize();

  /// The elements of all arrays: shape `(sum of the first axes, inner axes...)`, or `(sum of the sizes,)` where more
  /// than the first axis varies. Where they are padded, each call makes a copy.
  A values();

  /// Where each array begins and ends along the first axis of [#values()]: shape `(size() + 1,)`, from 0, never
  /// falling. Where they are padded, each call makes it anew.
  Int64Array offsets();

  /// The arrays with their padding, as they lie in memory.
  ///
  /// @throws IllegalStateException if they are not padded: say so when they are collated, with [ColumnCollator#padded]
  default Padded<A> padded() {
    throw new IllegalStateException(
        "expected arrays that are padded, found %s end to end; collate with .padded(field, Padding.with(...))"
            .formatted(values()));
  }

  /// The shape of one of the arrays.
  ///
  /// @throws IndexOutOfBoundsException if there is no such array
  Shape shape(long index);

  /// One of the arrays: a view; or a copy, where padding stands between its elements.
  ///
  /// @throws IndexOutOfBoundsException if there is no such array
  A get(long index);

  /// Arrays whose first axis varies: array `i` is `values.slice(offsets[i], offsets[i + 1])`.
  ///
  /// @throws IllegalArgumentException if the offsets are not one axis that begins with 0, never falls and ends with
  ///     the first extent of the values
  static <A extends NdArray> Ragged<A> of(A values, Int64Array offsets) {
    return new RaggedRows<>(values, offsets);
  }
}
