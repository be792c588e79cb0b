package dev.sheaf.hdf5;

import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Where the elements of a dataset are read from, as the bytes that the file has. Thread-safe.
interface ElementStore {
  /// Copies the elements of a region into `target`, which holds zeros, densely.
  void read(Region region, MemorySegment target);

  /// The elements of a region without a copy, where they lie so.
  default Optional<MemorySegment> view(Region region) {
    return Optional.empty();
  }

  /// Where in the file an element along the first axis is; -1 where that has no meaning.
  default long offset(long row) {
    return -1;
  }

  /// Bytes from one element to the next along each axis of a dense array.
  static long[] strides(Shape shape, int elementBytes) {
    long[] strides = new long[shape.rank()];
    long bytes = elementBytes;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      strides[axis] = bytes;
      bytes *= shape.dim(axis);
    }
    return strides;
  }
}
