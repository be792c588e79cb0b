package dev.sheaf.schema;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// The extent of an array along each axis, outermost first. Immutable; no axis is negative.
public final class Shape {
  private static final Shape SCALAR = new Shape(new long[0], 1);

  private final long[] dims;
  private final long size;

  private Shape(long[] dims, long size) {
    this.dims = dims;
    this.size = size;
  }

  /// The shape with these extents; none at all is a scalar.
  ///
  /// @throws IllegalArgumentException if one is negative, or if there would be more than 2^63 - 1 elements
  public static Shape of(long... dims) {
    if (dims.length == 0) {
      return SCALAR;
    }
    long size = 1;
    boolean empty = false;
    for (long dim : dims) {
      if (dim < 0) {
        throw new IllegalArgumentException("expected extents of 0 or more, found " + Arrays.toString(dims));
      }
      empty |= dim == 0;
    }
    if (!empty) {
      for (long dim : dims) {
        if (Math.multiplyHigh(size, dim) != 0 || size * dim < 0) {
          throw new IllegalArgumentException(
              "expected at most 2^63 - 1 elements, found the shape " + Arrays.toString(dims));
        }
        size *= dim;
      }
    }
    return new Shape(dims.clone(), empty ? 0 : size);
  }

  /// How many axes there are; 0 for a scalar.
  public int rank() {
    return dims.length;
  }

  /// The extent along one axis, counted from 0, the outermost.
  public long dim(int axis) {
    return dims[axis];
  }

  /// How many elements there are: the product of the extents, 1 for a scalar.
  public long size() {
    return size;
  }

  /// The extents, outermost first: a copy.
  public long[] toArray() {
    return dims.clone();
  }

  /// The shape of one element along the first axis.
  ///
  /// @throws IllegalStateException for a scalar
  public Shape inner() {
    if (dims.length == 0) {
      throw new IllegalStateException("a scalar has no axis to leave out");
    }
    return of(Arrays.copyOfRange(dims, 1, dims.length));
  }

  /// The shape of `count` arrays of this shape put side by side along a new first axis.
  public Shape stacked(long count) {
    long[] stacked = new long[dims.length + 1];
    stacked[0] = count;
    System.arraycopy(dims, 0, stacked, 1, dims.length);
    return of(stacked);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape that && Arrays.equals(dims, that.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /// As NumPy prints it: `()`, `(3,)`, `(2, 3)`.
  @Override
  public String toString() {
    return dims.length == 1
        ? "(" + dims[0] + ",)"
        : LongStream.of(dims).mapToObj(Long::toString).collect(Collectors.joining(", ", "(", ")"));
  }
}
