package dev.sheaf.hdf5;

import java.lang.foreign.MemorySegment;

/// Copies boxes of elements from one row-major array into another.
final class Boxes {
  private final MemorySegment source;
  private final long[] sourceStrides;
  private final MemorySegment target;
  private final long[] targetStrides;
  private final long[] counts;
  private final int loops;
  private final long run;

  private Boxes(
      MemorySegment source,
      long[] sourceStrides,
      MemorySegment target,
      long[] targetStrides,
      long[] counts,
      int elementBytes) {
    this.source = source;
    this.sourceStrides = sourceStrides;
    this.target = target;
    this.targetStrides = targetStrides;
    this.counts = counts;
    long bytes = elementBytes;
    int axis = counts.length;
    // Axes that are dense on both sides are one.
    while (axis > 0
        && (counts[axis - 1] == 1 || (sourceStrides[axis - 1] == bytes && targetStrides[axis - 1] == bytes))) {
      axis--;
      bytes *= counts[axis];
    }
    this.loops = axis;
    this.run = bytes;
  }

  /// Copies `counts` elements along each axis; strides are the bytes from one to the next.
  static void copy(
      MemorySegment source,
      long sourceAt,
      long[] sourceStrides,
      MemorySegment target,
      long targetAt,
      long[] targetStrides,
      long[] counts,
      int elementBytes) {
    for (long count : counts) {
      if (count == 0) {
        return;
      }
    }
    new Boxes(source, sourceStrides, target, targetStrides, counts, elementBytes).copy(0, sourceAt, targetAt);
  }

  private void copy(int axis, long sourceAt, long targetAt) {
    if (axis == loops) {
      MemorySegment.copy(source, sourceAt, target, targetAt, run);
      return;
    }
    long from = sourceAt;
    long to = targetAt;
    for (long i = 0; i < counts[axis]; i++) {
      copy(axis + 1, from, to);
      from += sourceStrides[axis];
      to += targetStrides[axis];
    }
  }
}
