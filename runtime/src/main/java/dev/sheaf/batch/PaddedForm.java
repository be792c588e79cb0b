package dev.sheaf.batch;

import dev.sheaf.array.NdArray;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.IntStream;

/// How the arrays of one batch lie when they are padded.
///
/// They arrive end to end at the start of the memory of their padded form, and are moved from there to their places,
/// the last one first: no element lies before the place that it came from, so none is written over before it was moved.
/// A batch is in the cache by then, and where arrays come from nobody has to know about padding.
final class PaddedForm {
  private static final byte ELEMENT = 1;
  private static final byte PADDING = 0;

  private final int rows;
  private final RowShapes shapes;
  private final long[] dims;
  private final int[] varying;
  private final ColumnLayout.PaddedAxes layout;

  /// @param rows how many there are
  /// @param shapes their extents
  /// @param dims the extent of all of them along each axis
  /// @param varying which of these axes vary, in order
  /// @param layout what they are padded with
  private PaddedForm(int rows, RowShapes shapes, long[] dims, int[] varying, ColumnLayout.PaddedAxes layout) {
    this.rows = rows;
    this.shapes = shapes;
    this.dims = dims;
    this.varying = varying;
    this.layout = layout;
  }

  /// What they are padded with.
  ColumnLayout.PaddedAxes layout() {
    return layout;
  }

  /// @throws IllegalArgumentException if the rows differ in their number of axes
  static PaddedForm of(ColumnLayout.PaddedAxes layout, int rows, RowShapes shapes) {
    long[] dims = new long[shapes.commonRank(rows)];
    for (int axis = 0; axis < dims.length; axis++) {
      long longest = shapes.longest(rows, axis);
      dims[axis] = layout.varies(axis) ? layout.padding().rounded(longest) : longest;
    }
    int[] varying = IntStream.range(0, dims.length).filter(layout::varies).toArray();
    return new PaddedForm(rows, shapes, dims, varying, layout);
  }

  /// The shape of all rows together.
  Shape shape() {
    return Shape.of(dims).stacked(rows);
  }

  /// The shape of one row, without padding.
  Shape shape(int row) {
    return Shape.of(Arrays.copyOfRange(shapes.extents(), shapes.start(row), shapes.start(row + 1)));
  }

  /// One row without padding: a view where it lies in one piece, else a copy in memory of its own.
  ///
  /// @param values all rows
  NdArray row(NdArray values, int row) {
    Shape shape = shape(row);
    NdArray padded = values.at(row);
    if (shape.equals(padded.shape())) {
      return padded;
    }
    if (varying.length == 1 && varying[0] == 0) {
      long start = layout.padding().side() == Padding.Side.START ? dims[0] - shape.dim(0) : 0;
      return padded.slice(start, start + shape.dim(0));
    }
    BatchMemory memory = new BatchMemory();
    BatchMemory.Part part = memory.reserve(shape.size(), layout.dtype().byteSize());
    memory.allocate();
    MemorySegment copy = memory.at(part);
    if (shape.size() > 0) {
      MemorySegment from = padded.segment();
      blocks()
          .visit(
              shapes.extents(),
              shapes.start(row),
              0,
              0,
              (at, offset, bytes) -> MemorySegment.copy(from, offset, copy, at, bytes));
    }
    return NdArray.wrap(layout.dtype(), copy, shape);
  }

  /// The bytes of the rows without padding.
  long packedBytes() {
    PaddedBlocks blocks = blocks();
    long bytes = 0;
    for (int row = 0; row < rows; row++) {
      bytes = Math.addExact(bytes, blocks.packedBytes(shapes.extents(), shapes.start(row)));
    }
    return bytes;
  }

  /// How long each row is along the axes that vary.
  long[] lengths() {
    long[] lengths = new long[Math.multiplyExact(rows, varying.length)];
    int next = 0;
    for (int row = 0; row < rows; row++) {
      for (int axis : varying) {
        lengths[next++] = shapes.extents()[shapes.start(row) + axis];
      }
    }
    return lengths;
  }

  /// The shape of [#lengths()].
  Shape lengthsShape() {
    return varying.length == 1 ? Shape.of(rows) : Shape.of(rows, varying.length);
  }

  /// The shape of the mask.
  Shape maskShape() {
    return Shape.of(maskDims()).stacked(rows);
  }

  private long[] maskDims() {
    return IntStream.of(varying).mapToLong(axis -> dims[axis]).toArray();
  }

  /// The axes down to the last one that varies; what is inside them lies as it was.
  private PaddedBlocks blocks() {
    int axes = varying.length == 0 ? 0 : varying[varying.length - 1] + 1;
    long unit = Shape.of(Arrays.copyOfRange(dims, axes, dims.length)).size() * layout.dtype().byteSize();
    return new PaddedBlocks(Arrays.copyOf(dims, axes), unit, layout.padding().side());
  }

  /// Moves the rows, which lie end to end at the start of `values`, to their places, and pads them.
  void spread(MemorySegment values) {
    if (values.byteSize() == 0 || varying.length == 0) {
      return;
    }
    PaddedBlocks blocks = blocks();
    PadFill pad = layout.pad();
    var mover =
        new PaddedBlocks.Visitor() {
          @Override
          public void elements(long packed, long padded, long bytes) {
            if (packed != padded) {
              MemorySegment.copy(values, packed, values, padded, bytes);
            }
          }

          @Override
          public void padding(long padded, long bytes) {
            pad.fill(values, padded, bytes);
          }
        };
    long packed = packedBytes();
    for (int row = rows - 1; row >= 0; row--) {
      int start = shapes.start(row);
      packed -= blocks.packedBytes(shapes.extents(), start);
      blocks.visit(shapes.extents(), start, packed, row * blocks.paddedBytes(), mover);
    }
  }

  /// Writes where elements are and where padding.
  void mark(MemorySegment mask) {
    if (mask.byteSize() == 0) {
      return;
    }
    PaddedBlocks blocks = new PaddedBlocks(maskDims(), 1, layout.padding().side());
    var marker =
        new PaddedBlocks.Visitor() {
          @Override
          public void elements(long packed, long padded, long bytes) {
            mask.asSlice(padded, bytes).fill(ELEMENT);
          }

          @Override
          public void padding(long padded, long bytes) {
            mask.asSlice(padded, bytes).fill(PADDING);
          }
        };
    long[] lengths = lengths();
    for (int row = 0; row < rows; row++) {
      blocks.visit(lengths, row * varying.length, 0, row * blocks.paddedBytes(), marker);
    }
  }
}
