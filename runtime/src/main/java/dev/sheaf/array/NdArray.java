package dev.sheaf.array;

import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/// A dense array with any number of axes: a view of memory with a dtype and a shape.
///
/// Elements lie without gaps in row-major order (the last axis changes fastest), in the machine's byte order. The
/// memory may be on the heap, native or a mapped file; the array does not own it and lives as long as it does. Arrays
/// offer no way to change elements: code that owns the memory writes through [#segment()], and must not do so while
/// others read. Reading is safe from any thread as far as the segment's arena allows it.
///
/// There is one subclass for each dtype, and they differ only in the Java type of an element.
public abstract sealed class NdArray permits Float32Array, Float64Array, Int64Array {
  private final DType dtype;
  private final MemorySegment segment;
  private final Shape shape;

  NdArray(DType dtype, MemorySegment segment, Shape shape) {
    long expected = Math.multiplyExact(shape.size(), (long) dtype.byteSize());
    if (segment.byteSize() != expected) {
      throw new IllegalArgumentException(
          "expected %d bytes for %s %s, found a segment of %d bytes"
              .formatted(expected, dtype, shape, segment.byteSize()));
    }
    this.dtype = dtype;
    this.segment = segment;
    this.shape = shape;
  }

  /// An array of `dtype` over `segment` itself, which holds its elements densely, in row-major and native byte order.
  ///
  /// @throws IllegalArgumentException if the segment has not exactly the bytes that the shape needs, or if no array
  ///     class exists for the dtype yet
  public static NdArray wrap(DType dtype, MemorySegment segment, Shape shape) {
    return switch (dtype) {
      case FLOAT32 -> new Float32Array(segment, shape);
      case FLOAT64 -> new Float64Array(segment, shape);
      case INT64 -> new Int64Array(segment, shape);
      case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, FLOAT16, BFLOAT16, COMPLEX64, COMPLEX128 ->
          throw new IllegalArgumentException("expected float32, float64 or int64, found " + dtype);
    };
  }

  /// The type of the elements.
  public final DType dtype() {
    return dtype;
  }

  /// The extent along each axis.
  public final Shape shape() {
    return shape;
  }

  /// How many elements there are.
  public final long size() {
    return shape.size();
  }

  /// The memory itself: `size() * dtype().byteSize()` bytes, not a copy.
  public final MemorySegment segment() {
    return segment;
  }

  /// The memory as a read-only buffer in native byte order, for libraries that take one. It is direct: a view where
  /// the memory is native or mapped (batches are), else a copy.
  ///
  /// @throws IllegalStateException if there are more than 2^31 - 1 bytes: split the array with [#slice]
  public final ByteBuffer buffer() {
    if (segment.byteSize() > Integer.MAX_VALUE) {
      throw new IllegalStateException(
          "expected at most %d bytes for one buffer, found %d".formatted(Integer.MAX_VALUE, segment.byteSize()));
    }
    if (segment.isNative()) {
      return segment.asByteBuffer().asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    }
    ByteBuffer copy = ByteBuffer.allocateDirect((int) segment.byteSize()).order(ByteOrder.nativeOrder());
    MemorySegment.ofBuffer(copy).copyFrom(segment);
    return copy.asReadOnlyBuffer().order(ByteOrder.nativeOrder());
  }

  /// One element along the first axis: a view with one axis fewer.
  ///
  /// @throws IllegalStateException for a scalar
  /// @throws IndexOutOfBoundsException if the index is outside the first axis
  public abstract NdArray at(long index);

  /// The elements `from` to `to - 1` along the first axis: a view with as many axes.
  ///
  /// @throws IllegalStateException for a scalar
  /// @throws IndexOutOfBoundsException if the range is not inside the first axis
  public abstract NdArray slice(long from, long to);

  /// The same elements under another shape of the same size: a view.
  ///
  /// @throws IllegalArgumentException if the sizes differ
  public abstract NdArray reshape(Shape shape);

  final MemorySegment elementSegment(long index) {
    long bytes = shape.inner().size() * dtype.byteSize();
    return segment.asSlice(Objects.checkIndex(index, shape.dim(0)) * bytes, bytes);
  }

  final MemorySegment sliceSegment(long from, long to) {
    long bytes = shape.inner().size() * dtype.byteSize();
    Objects.checkFromToIndex(from, to, shape.dim(0));
    return segment.asSlice(from * bytes, (to - from) * bytes);
  }

  final Shape sliceShape(long from, long to) {
    return shape.inner().stacked(to - from);
  }

  final long position(long... index) {
    if (index.length != shape.rank()) {
      throw new IllegalArgumentException("expected %d indices, found %d".formatted(shape.rank(), index.length));
    }
    long position = 0;
    for (int axis = 0; axis < index.length; axis++) {
      position = position * shape.dim(axis) + Objects.checkIndex(index[axis], shape.dim(axis));
    }
    return position;
  }

  /// Whether `other` has the same dtype, the same shape and the same bits. So NaN equals the same NaN, and 0.0 does
  /// not equal -0.0. Reads all elements.
  @Override
  public final boolean equals(Object other) {
    return other instanceof NdArray that
        && dtype == that.dtype
        && shape.equals(that.shape)
        && segment.mismatch(that.segment) == -1;
  }

  /// A hash over dtype, shape and the first elements only, so that large arrays stay cheap.
  @Override
  public final int hashCode() {
    int hash = 31 * dtype.hashCode() + shape.hashCode();
    for (long i = 0; i < Math.min(segment.byteSize(), 64); i++) {
      hash = 31 * hash + segment.get(ValueLayout.JAVA_BYTE, i);
    }
    return hash;
  }

  /// The dtype and the shape, without elements: `float32 (2, 3)`.
  @Override
  public final String toString() {
    return dtype + " " + shape;
  }
}
