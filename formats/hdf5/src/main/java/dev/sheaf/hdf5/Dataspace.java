package dev.sheaf.hdf5;

import dev.sheaf.schema.Shape;
import java.util.Arrays;
import java.util.Optional;

/// How many elements there are along each axis, and how many there may be.
///
/// @param shape empty where there is no element, not even along no axis: HDF5's null dataspace
/// @param limits how far each axis may grow; -1 is without end
@SuppressWarnings("ArrayRecordComponent") // Read by position, never compared.
record Dataspace(Optional<Shape> shape, long[] limits) {
  private static final int MAX_RANK = 32;
  static final long UNLIMITED = -1;

  static Dataspace parse(Cursor cursor) {
    int version = cursor.u8();
    int rank = cursor.u8();
    int flags = cursor.u8();
    int kind = version == 2 ? cursor.u8() : rank == 0 ? 0 : 1;
    switch (version) {
      case 1 -> cursor.skip(5);
      case 2 -> {}
      default -> throw cursor.corrupt("version 1 or 2", Integer.toString(version));
    }
    if (rank > MAX_RANK || kind > 2 || (kind != 1 && rank != 0)) {
      throw cursor.corrupt(
          "a scalar (0), at most %d axes (1) or nothing (2)".formatted(MAX_RANK),
          "kind %d with %d axes".formatted(kind, rank));
    }
    long[] dims = new long[rank];
    for (int i = 0; i < rank; i++) {
      dims[i] = cursor.length();
    }
    long[] limits = dims.clone();
    if ((flags & 1) != 0) {
      for (int i = 0; i < rank; i++) {
        limits[i] = cursor.length();
        if (limits[i] != UNLIMITED && (limits[i] < 0 || limits[i] < dims[i])) {
          throw cursor.corrupt("an axis that may grow to %d or more".formatted(dims[i]), Long.toString(limits[i]));
        }
      }
    }
    return new Dataspace(kind == 2 ? Optional.empty() : Optional.of(shape(cursor, dims)), limits);
  }

  private static Shape shape(Cursor cursor, long[] dims) {
    try {
      return Shape.of(dims);
    } catch (IllegalArgumentException e) {
      throw cursor.corrupt("extents of 0 or more, and at most 2^63 - 1 elements", Arrays.toString(dims));
    }
  }
}
