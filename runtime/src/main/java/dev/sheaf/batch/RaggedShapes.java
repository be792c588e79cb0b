package dev.sheaf.batch;

import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.schema.Shape;
import java.util.Objects;

/// Arrays of which any axis varies, or their number.
///
/// @param values all elements, flat
/// @param offsets where each array begins and ends in `values`, in elements
/// @param extents the extents of all arrays, end to end
/// @param axes where the extents of each array begin and end in `extents`
record RaggedShapes<A extends NdArray>(A values, Int64Array offsets, Int64Array extents, Int64Array axes)
    implements Ragged<A> {
  @Override
  public long size() {
    return offsets.size() - 1;
  }

  @Override
  public long byteSize() {
    return values.segment().byteSize()
        + offsets.segment().byteSize()
        + extents.segment().byteSize()
        + axes.segment().byteSize();
  }

  @Override
  public Shape shape(long index) {
    Objects.checkIndex(index, size());
    return Shape.of(extents.slice(axes.getFlat(index), axes.getFlat(index + 1)).toArray());
  }

  @Override
  @SuppressWarnings("unchecked") // A slice has the type of what it was cut from.
  public A get(long index) {
    Shape shape = shape(index);
    return (A) values.slice(offsets.getFlat(index), offsets.getFlat(index + 1)).reshape(shape);
  }

  @Override
  public String toString() {
    return "Ragged[%d of %s]".formatted(size(), values);
  }
}
