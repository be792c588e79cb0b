package dev.sheaf.hdf5;

import java.lang.foreign.MemorySegment;

/// Where the elements of a dataset are.
///
/// See the
/// [file format specification](https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html), part IV.A.2.i.
sealed interface DataLayout {
  /// In the object header itself.
  record Compact(MemorySegment bytes, long start) implements DataLayout {}

  /// In one piece.
  ///
  /// @param address undefined where nothing was ever written
  record Contiguous(long address, long bytes) implements DataLayout {}

  /// In chunks of one shape.
  ///
  /// @param dims the elements of a chunk along each axis, and the bytes of an element behind them
  /// @param index how a chunk is found
  /// @param wholeEdges whether filters are left out for chunks at the edge
  @SuppressWarnings("ArrayRecordComponent") // Read by position, never compared.
  record Chunked(long[] dims, ChunkIndex index, boolean wholeEdges) implements DataLayout {}

  /// Somewhere else.
  ///
  /// @param what in words
  record Refused(String what) implements DataLayout {}

  int MAX_RANK = 32;

  static DataLayout parse(Cursor cursor) {
    int version = cursor.u8();
    return switch (version) {
      case 1, 2 -> old(cursor);
      case 3, 4, 5 -> {
        int kind = cursor.u8();
        yield switch (kind) {
          case 0 -> compact(cursor, cursor.u16());
          case 1 -> new Contiguous(cursor.address(), cursor.length());
          case 2 -> version == 3 ? chunked3(cursor) : chunked4(cursor);
          case 3 -> new Refused("a virtual dataset, whose elements are in other datasets");
          default -> throw cursor.corrupt("layout 0, 1, 2 or 3", Integer.toString(kind));
        };
      }
      default -> throw cursor.corrupt("version 1 to 5 of a layout", Integer.toString(version));
    };
  }

  private static DataLayout compact(Cursor cursor, long size) {
    long start = cursor.start() + cursor.position();
    return new Compact(cursor.part(size, "a compact dataset").bytes(), start);
  }

  private static DataLayout old(Cursor cursor) {
    int rank = rank(cursor);
    int kind = cursor.u8();
    cursor.skip(5);
    long address = kind == 0 ? FileBytes.UNDEFINED : cursor.address();
    long[] dims = dims(cursor, rank, 4);
    return switch (kind) {
      case 0 -> compact(cursor, cursor.u32());
      case 1 -> new Contiguous(address, -1);
      case 2 -> new Chunked(dims, new ChunkIndex.Tree1(address), false);
      default -> throw cursor.corrupt("layout 0, 1 or 2", Integer.toString(kind));
    };
  }

  private static DataLayout chunked3(Cursor cursor) {
    int rank = rank(cursor);
    long address = cursor.address();
    return new Chunked(dims(cursor, rank, 4), new ChunkIndex.Tree1(address), false);
  }

  private static DataLayout chunked4(Cursor cursor) {
    int flags = cursor.u8();
    int rank = rank(cursor);
    int encoded = cursor.u8();
    if (encoded < 1 || encoded > 8) {
      throw cursor.corrupt("1 to 8 bytes for an extent", Integer.toString(encoded));
    }
    long[] dims = dims(cursor, rank, encoded);
    int kind = cursor.u8();
    ChunkIndex index =
        switch (kind) {
          case 1 -> {
            boolean filtered = (flags & 2) != 0;
            long size = filtered ? cursor.length() : -1;
            int mask = filtered ? cursor.i32() : 0;
            yield new ChunkIndex.Single(cursor.address(), size, mask);
          }
          case 2 -> new ChunkIndex.Implicit(cursor.address());
          case 3 -> {
            cursor.skip(1);
            yield new ChunkIndex.FixedArray(cursor.address());
          }
          case 4 -> {
            cursor.skip(5);
            yield new ChunkIndex.ExtensibleArray(cursor.address());
          }
          case 5 -> {
            cursor.skip(6);
            yield new ChunkIndex.Tree2(cursor.address());
          }
          default -> throw cursor.corrupt("chunk index 1 to 5", Integer.toString(kind));
        };
    return new Chunked(dims, index, (flags & 1) != 0);
  }

  private static int rank(Cursor cursor) {
    int rank = cursor.u8();
    if (rank > MAX_RANK + 1) {
      throw cursor.corrupt("at most %d axes".formatted(MAX_RANK), Integer.toString(rank));
    }
    return rank;
  }

  private static long[] dims(Cursor cursor, int rank, int bytes) {
    long[] dims = new long[rank];
    for (int i = 0; i < rank; i++) {
      dims[i] = cursor.unsigned(bytes);
    }
    return dims;
  }
}
