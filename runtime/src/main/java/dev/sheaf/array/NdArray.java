package dev.sheaf.array;

import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.Buffer;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.util.Objects;

/// A dense array with any number of axes: a view of memory with a dtype and a shape.
///
/// Elements lie without gaps in row-major order (the last axis changes fastest), in the machine's byte order. The
/// memory may be on the heap, native or a mapped file; the array does not own it and lives as long as it does. Arrays
/// offer no way to change elements: code that owns the memory writes through [#segment()], and must not do so while
/// others read. Reading is safe from any thread as far as the segment's arena allows it.
///
/// There is one subclass for each dtype, and they differ only in the Java type of an element.
public abstract sealed class NdArray
    permits
        BoolArray,
        UInt8Array,
        UInt16Array,
        UInt32Array,
        UInt64Array,
        Int8Array,
        Int16Array,
        Int32Array,
        Int64Array,
        Float16Array,
        BFloat16Array,
        Float32Array,
        Float64Array,
        Complex64Array,
        Complex128Array {
  private final DType dtype;
  private final MemorySegment segment;
  private final Shape shape;

  /// Of the shape: not to be fetched from there, as it is asked for of each of many arrays that are in no cache.
  private final long size;

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
    this.size = shape.size();
  }

  /// An array of `dtype` over `segment` itself, which holds its elements densely, in row-major and native byte order.
  ///
  /// @throws IllegalArgumentException if the segment has not exactly the bytes that the shape needs
  public static NdArray wrap(DType dtype, MemorySegment segment, Shape shape) {
    return switch (dtype) {
      case BOOL -> new BoolArray(segment, shape);
      case UINT8 -> new UInt8Array(segment, shape);
      case UINT16 -> new UInt16Array(segment, shape);
      case UINT32 -> new UInt32Array(segment, shape);
      case UINT64 -> new UInt64Array(segment, shape);
      case INT8 -> new Int8Array(segment, shape);
      case INT16 -> new Int16Array(segment, shape);
      case INT32 -> new Int32Array(segment, shape);
      case INT64 -> new Int64Array(segment, shape);
      case FLOAT16 -> new Float16Array(segment, shape);
      case BFLOAT16 -> new BFloat16Array(segment, shape);
      case FLOAT32 -> new Float32Array(segment, shape);
      case FLOAT64 -> new Float64Array(segment, shape);
      case COMPLEX64 -> new Complex64Array(segment, shape);
      case COMPLEX128 -> new Complex128Array(segment, shape);
    };
  }

  /// An array of `dtype` over the bytes between the buffer's position and its limit: nothing is copied.
  ///
  /// @throws IllegalArgumentException if those are not as many as the shape needs, or if the order of the buffer is not
  ///     the native one: Java's buffers begin big-endian, and numbers put in so would be read as others
  public static NdArray wrap(DType dtype, ByteBuffer buffer, Shape shape) {
    return wrap(dtype, segment(buffer, dtype.byteSize() == 1 ? ByteOrder.nativeOrder() : buffer.order()), shape);
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
    return size;
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

  /// Copies all bytes, in native byte order, to the buffer's position, and moves it behind them.
  ///
  /// @throws java.nio.BufferOverflowException if they have no room there
  /// @throws IllegalArgumentException if the order of the buffer is not the native one, in which its numbers will be
  /// @throws java.nio.ReadOnlyBufferException if nothing can be written to it
  public final void copyTo(ByteBuffer target) {
    ByteOrder order = dtype.byteSize() == 1 ? ByteOrder.nativeOrder() : target.order();
    target.position(target.position() + copyInto(target, order, 1));
  }

  /// An array of the same shape whose elements are these, in another dtype: a copy on the heap, or this array itself
  /// where it has that dtype.
  ///
  /// Every element has the same value there, or none has one: NaN stays NaN, and -0.0 is the integer 0. `true` is 1; a
  /// complex number is a real one where its imaginary part is 0.
  ///
  /// @throws ConversionException at the first element that `target` does not have
  /// @throws IllegalStateException if there are too many elements for a Java array: convert slices
  public final NdArray convertExactly(DType target) {
    return converted(target, ElementConversion.Mode.EXACT, "elements that %s has".formatted(target));
  }

  /// The same, as the class of an array.
  ///
  /// @param target one of the array classes, such as `Float32Array.class`
  /// @throws IllegalArgumentException if `target` is [NdArray] itself
  public final <A extends NdArray> A convertExactly(Class<A> target) {
    return target.cast(convertExactly(dtypeOf(target)));
  }

  /// An array of the same shape whose elements are the nearest that another dtype has, half to even: a copy on the
  /// heap, or this array itself where it has that dtype.
  ///
  /// Nothing wraps around, becomes infinite or loses an imaginary part: an element out of range is refused.
  ///
  /// @throws ConversionException at the first element that is out of range; NaN and infinities are for integers
  /// @throws IllegalStateException if there are too many elements for a Java array: convert slices
  public final NdArray convertRounding(DType target) {
    return converted(target, ElementConversion.Mode.ROUNDING, "elements in the range of %s".formatted(target));
  }

  /// The same, as the class of an array.
  ///
  /// @param target one of the array classes, such as `Float32Array.class`
  /// @throws IllegalArgumentException if `target` is [NdArray] itself
  public final <A extends NdArray> A convertRounding(Class<A> target) {
    return target.cast(convertRounding(dtypeOf(target)));
  }

  private static DType dtypeOf(Class<? extends NdArray> type) {
    for (DType dtype : DType.values()) {
      if (dtype.arrayTypeName().equals(type.getSimpleName())) {
        return dtype;
      }
    }
    throw new IllegalArgumentException("expected the class of one dtype's arrays, found " + type.getName());
  }

  private NdArray converted(DType target, ElementConversion.Mode mode, String expected) {
    if (target == dtype) {
      return this;
    }
    MemorySegment converted = HeapMemory.allocate(target, size());
    long refused = ElementConversion.convert(segment, dtype, converted, target, mode);
    if (refused != ElementConversion.ALL) {
      throw new ConversionException(refused, text(refused), target, expected);
    }
    return wrap(target, converted, shape);
  }

  /// The element at a position, for a message.
  abstract String text(long position);

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

  static MemorySegment segment(Buffer buffer, ByteOrder order) {
    checkOrder(order);
    return MemorySegment.ofBuffer(buffer);
  }

  private static void checkOrder(ByteOrder order) {
    if (order != ByteOrder.nativeOrder()) {
      throw new IllegalArgumentException(
          "expected a buffer in the native byte order, %s, found %s; set it with order(ByteOrder.nativeOrder())"
              .formatted(ByteOrder.nativeOrder(), order));
    }
  }

  /// Copies all bytes to the buffer's position, and gives the number of units of `unitBytes` that they are.
  final int copyInto(Buffer target, ByteOrder order, long unitBytes) {
    checkOrder(order);
    if (target.isReadOnly()) {
      throw new ReadOnlyBufferException();
    }
    long units = segment.byteSize() / unitBytes;
    if (target.remaining() < units) {
      throw new BufferOverflowException();
    }
    MemorySegment.ofBuffer(target).copyFrom(segment);
    return (int) units;
  }

  final void checkCopy(long from, int count, int targetLength, int offset, int numbers) {
    Objects.checkFromIndexSize(from, count, size());
    Objects.checkFromIndexSize(offset, numbers, targetLength);
  }

  final long checkPosition(long position) {
    return Objects.checkIndex(position, size());
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
