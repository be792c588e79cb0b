package dev.sheaf.batch;

import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.schema.Shape;
import java.util.Objects;

/// Arrays of which only the first axis varies.
record RaggedRows<A extends NdArray>(A values, Int64Array offsets) implements Ragged<A> {
  RaggedRows {
    if (values.shape().rank() == 0) {
      throw new IllegalArgumentException("expected values with at least one axis, found a scalar");
    }
    checkOffsets(offsets, values.shape().dim(0));
  }

  static void checkOffsets(Int64Array offsets, long end) {
    if (offsets.shape().rank() != 1 || offsets.size() == 0) {
      throw new IllegalArgumentException("expected offsets of shape (rows + 1,), found " + offsets.shape());
    }
    long last = 0;
    for (long i = 0; i < offsets.size(); i++) {
      long offset = offsets.getFlat(i);
      if (i == 0 ? offset != 0 : offset < last) {
        throw new IllegalArgumentException(
            "expected offsets that begin with 0 and never fall, found %d at index %d".formatted(offset, i));
      }
      last = offset;
    }
    if (last != end) {
      throw new IllegalArgumentException("expected offsets that end with %d, found %d".formatted(end, last));
    }
  }

  @Override
  public long size() {
    return offsets.size() - 1;
  }

  @Override
  public long byteSize() {
    return values.segment().byteSize() + offsets.segment().byteSize();
  }

  @Override
  public Shape shape(long index) {
    Objects.checkIndex(index, size());
    return values.shape().inner().stacked(offsets.getFlat(index + 1) - offsets.getFlat(index));
  }

  @Override
  @SuppressWarnings("unchecked") // A slice has the type of what it was cut from.
  public A get(long index) {
    Objects.checkIndex(index, size());
    return (A) values.slice(offsets.getFlat(index), offsets.getFlat(index + 1));
  }

  @Override
  public String toString() {
    return "Ragged[%d of %s]".formatted(size(), values);
  }
}
