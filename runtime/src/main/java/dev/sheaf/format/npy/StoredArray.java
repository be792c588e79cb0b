package dev.sheaf.format.npy;

import dev.sheaf.array.NdArray;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// An array that lies somewhere in a file, in the layout of that file.
///
/// Its rows are views of the file where that is mapped and lays elements out as memory does; else they are copied, no
/// more than was asked for. Safe for any number of threads.
final class StoredArray {
  /// Copies up to this size lie on the heap: native memory is registered for its cleaning, which takes longer.
  private static final long MAX_HEAP_BYTES = 1 << 16;

  private static final long NEITHER_0_NOR_1 = 0xFEFE_FEFE_FEFE_FEFEL;

  private final InputFile file;
  private final long offset;
  private final ElementLayout layout;

  /// @param file has been found to hold all elements from `offset` on
  StoredArray(InputFile file, long offset, ElementLayout layout) {
    this.file = file;
    this.offset = offset;
    this.layout = layout;
  }

  ElementLayout layout() {
    return layout;
  }

  /// Where a row begins in the file, in bytes; -1 where its elements are spread over all of it.
  long offset(long row) {
    return layout.columnMajor() ? -1 : offset + row * rowBytes();
  }

  private long rowBytes() {
    return layout.byteSize() / Math.max(1, layout.shape().dim(0));
  }

  /// All elements, row-major and in native byte order. Bytes of `bool` are not looked at.
  MemorySegment elements() {
    return layout.columnMajor()
        ? transposed(0, layout.shape().dim(0))
        : inNativeOrder(new ByteRange(offset, layout.byteSize()));
  }

  /// The whole array.
  NdArray array() {
    return array(elements(), layout.shape());
  }

  /// The whole array, if nothing has to be read or copied for it.
  Optional<NdArray> view() {
    boolean asInMemory = layout.isOfMemory() && !layout.columnMajor() && layout.dtype() != DType.BOOL;
    return asInMemory && layout.byteSize() > 0 && file.slice(new ByteRange(offset, 1)).isMapped()
        ? Optional.of(array())
        : Optional.empty();
  }

  /// The rows from `from` to `to - 1`, which are there: an array with as many axes.
  NdArray rows(long from, long to) {
    MemorySegment elements =
        layout.columnMajor()
            ? transposed(from, to)
            : inNativeOrder(new ByteRange(offset + from * rowBytes(), (to - from) * rowBytes()));
    return array(elements, layout.shape().inner().stacked(to - from));
  }

  private NdArray array(MemorySegment elements, Shape shape) {
    return NdArray.wrap(layout.dtype(), layout.dtype() == DType.BOOL ? logical(elements) : elements, shape);
  }

  private MemorySegment inNativeOrder(ByteRange range) {
    MemorySegment stored = file.slice(range);
    if (layout.isOfMemory()) {
      return stored;
    }
    MemorySegment copy = allocate(range.length());
    layout.elements().run(stored, 0, copy, 0, range.length() / layout.dtype().byteSize());
    return copy.asReadOnly();
  }

  private MemorySegment transposed(long from, long to) {
    MemorySegment copy = allocate((to - from) * rowBytes());
    if (to > from) {
      Transposition.rows(layout, file.slice(new ByteRange(offset, layout.byteSize())), from, to, copy);
    }
    return copy.asReadOnly();
  }

  /// These bytes, or a copy where one of them is neither 0 nor 1: NumPy takes them all for true.
  private static MemorySegment logical(MemorySegment bytes) {
    if (isLogical(bytes)) {
      return bytes;
    }
    MemorySegment copy = allocate(bytes.byteSize());
    for (long i = 0; i < bytes.byteSize(); i++) {
      copy.set(ValueLayout.JAVA_BYTE, i, bytes.get(ValueLayout.JAVA_BYTE, i) == 0 ? (byte) 0 : 1);
    }
    return copy.asReadOnly();
  }

  private static boolean isLogical(MemorySegment bytes) {
    long eights = bytes.byteSize() / Long.BYTES;
    long seen = 0;
    for (long i = 0; i < eights; i++) {
      seen |= bytes.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i);
    }
    for (long i = eights * Long.BYTES; i < bytes.byteSize(); i++) {
      seen |= bytes.get(ValueLayout.JAVA_BYTE, i) & 0xFF;
    }
    return (seen & NEITHER_0_NOR_1) == 0;
  }

  private static MemorySegment allocate(long bytes) {
    return bytes <= MAX_HEAP_BYTES
        ? MemorySegment.ofArray(new long[(int) ((bytes + Long.BYTES - 1) / Long.BYTES)]).asSlice(0, bytes)
        : Arena.ofAuto().allocate(bytes, 64);
  }
}
