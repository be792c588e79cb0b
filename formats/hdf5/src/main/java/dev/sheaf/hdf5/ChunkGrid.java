package dev.sheaf.hdf5;

import dev.sheaf.schema.Shape;
import java.util.Arrays;

/// How the elements of a dataset are cut into chunks. A chunk has a coordinate along each axis; its number is the
/// position of that coordinate in row-major order.
@SuppressWarnings("ArrayRecordComponent") // Read by position, never compared.
final class ChunkGrid {
  private final FileBytes file;
  private final Shape shape;
  private final long[] limits;
  private final int[] chunk;
  private final int elementBytes;
  private final int chunkBytes;

  /// @param limits how far each axis may grow
  /// @param dims the elements of a chunk along each axis, and the bytes of an element behind them
  ChunkGrid(FileBytes file, long header, Shape shape, long[] limits, long[] dims, int elementBytes) {
    this.file = file;
    this.shape = shape;
    this.limits = limits;
    this.elementBytes = elementBytes;
    if (dims.length != shape.rank() + 1 || shape.rank() == 0) {
      throw file.corrupt(
          header, "chunks with %d axes and the size of an element".formatted(shape.rank()), Arrays.toString(dims));
    }
    if (dims[shape.rank()] != elementBytes) {
      throw file.corrupt(header, "chunks of elements of %d bytes".formatted(elementBytes), Arrays.toString(dims));
    }
    long bytes = elementBytes;
    this.chunk = new int[shape.rank()];
    for (int axis = 0; axis < chunk.length; axis++) {
      if (dims[axis] < 1 || dims[axis] > Integer.MAX_VALUE || bytes * dims[axis] > Integer.MAX_VALUE - 8) {
        throw file.corrupt(header, "chunks of 1 to 2^31 - 9 bytes", Arrays.toString(dims));
      }
      bytes *= dims[axis];
      chunk[axis] = (int) dims[axis];
    }
    if (bytes > file.options().maxRecordBytes()) {
      throw file.unsupported(
          header,
          "chunks of at most %d bytes (maxRecordBytes)".formatted(file.options().maxRecordBytes()),
          "%d bytes".formatted(bytes));
    }
    this.chunkBytes = (int) bytes;
  }

  FileBytes file() {
    return file;
  }

  Shape shape() {
    return shape;
  }

  int rank() {
    return chunk.length;
  }

  /// The elements of a chunk along an axis; at the edge some of them are outside.
  int chunk(int axis) {
    return chunk[axis];
  }

  int[] chunk() {
    return chunk.clone();
  }

  int elementBytes() {
    return elementBytes;
  }

  int chunkBytes() {
    return chunkBytes;
  }

  /// How many chunks there are along an axis.
  long count(int axis) {
    return ceiling(shape.dim(axis), axis);
  }

  /// How many chunks there may be along an axis; -1 is without end.
  long limit(int axis) {
    return limits[axis] == Dataspace.UNLIMITED ? Dataspace.UNLIMITED : ceiling(limits[axis], axis);
  }

  private long ceiling(long elements, int axis) {
    return elements == 0 ? 0 : (elements - 1) / chunk[axis] + 1;
  }

  /// The number of a chunk; -1 where it is outside the dataset, which may have shrunk.
  long number(long[] coordinates) {
    long number = 0;
    for (int axis = 0; axis < chunk.length; axis++) {
      if (coordinates[axis] < 0 || coordinates[axis] >= count(axis)) {
        return -1;
      }
      number = number * count(axis) + coordinates[axis];
    }
    return number;
  }

  /// Whether a part of the chunk is outside the dataset.
  boolean atEdge(long[] coordinates) {
    for (int axis = 0; axis < chunk.length; axis++) {
      if (shape.dim(axis) - coordinates[axis] * chunk[axis] < chunk[axis]) {
        return true;
      }
    }
    return false;
  }

  /// The axis that grows without end, which some indexes count by first; 0 where there is none.
  int growing() {
    for (int axis = 0; axis < limits.length; axis++) {
      if (limits[axis] == Dataspace.UNLIMITED) {
        return axis;
      }
    }
    return 0;
  }

  /// The coordinates of the chunk at a position among all that there may be, in row-major order, `first` being the
  /// slowest axis; those past the end are outside the dataset.
  void coordinates(long position, int first, long[] target) {
    long left = position;
    for (int axis = chunk.length - 1; axis >= 0; axis--) {
      if (axis != first) {
        long limit = Math.max(1, limit(axis));
        target[axis] = left % limit;
        left /= limit;
      }
    }
    target[first] = left;
  }
}
