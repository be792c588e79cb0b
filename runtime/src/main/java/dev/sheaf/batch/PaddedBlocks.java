package dev.sheaf.batch;

/// Where the elements of an array lie inside a padded one: in runs, and the padding between them.
final class PaddedBlocks {
  private final long[] dims;
  private final long unitBytes;
  private final Padding.Side side;

  /// @param dims the padded extents of the axes down to the last one that varies
  /// @param unitBytes the bytes of one element along that last axis
  /// @param side where the padding stands
  PaddedBlocks(long[] dims, long unitBytes, Padding.Side side) {
    this.dims = dims;
    this.unitBytes = unitBytes;
    this.side = side;
  }

  /// Is told of the runs of one array, the last one first, and of the padding around a run after it.
  interface Visitor {
    /// `bytes` bytes of elements: at `packed` where the array has no padding, at `padded` where it has.
    void elements(long packed, long padded, long bytes);

    /// `bytes` bytes of padding at `padded`.
    default void padding(long padded, long bytes) {}
  }

  /// How many bytes a padded array has.
  long paddedBytes() {
    return paddedBytes(0);
  }

  /// How many bytes an array has whose extents begin at `first` in `extents`.
  long packedBytes(long[] extents, int first) {
    return packedBytes(extents, first, 0);
  }

  private long paddedBytes(int axis) {
    long bytes = unitBytes;
    for (int i = axis; i < dims.length; i++) {
      bytes *= dims[i];
    }
    return bytes;
  }

  private long packedBytes(long[] extents, int first, int axis) {
    long bytes = unitBytes;
    for (int i = axis; i < dims.length; i++) {
      bytes *= extents[first + i];
    }
    return bytes;
  }

  /// Visits one array, whose extents begin at `first` in `extents`.
  void visit(long[] extents, int first, long packed, long padded, Visitor visitor) {
    visit(0, extents, first, packed, padded, visitor);
  }

  private void visit(int axis, long[] extents, int first, long packed, long padded, Visitor visitor) {
    if (axis == dims.length) {
      visitor.elements(packed, padded, unitBytes);
      return;
    }
    long count = extents[first + axis];
    long stride = paddedBytes(axis + 1);
    long missing = (dims[axis] - count) * stride;
    long start = side == Padding.Side.START ? padded + missing : padded;
    if (axis == dims.length - 1) {
      visitor.elements(packed, start, count * unitBytes);
    } else {
      long packedStride = packedBytes(extents, first, axis + 1);
      for (long i = count - 1; i >= 0; i--) {
        visit(axis + 1, extents, first, packed + i * packedStride, start + i * stride, visitor);
      }
    }
    if (missing > 0) {
      visitor.padding(side == Padding.Side.START ? padded : start + count * stride, missing);
    }
  }
}
