package dev.sheaf.hdf5;

/// How the chunks of a dataset are found. Each kind reads all that it knows, once.
///
/// See the
/// [file format specification](https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html), part VII.
sealed interface ChunkIndex {
  /// Where the index is; undefined where no chunk was ever written.
  long address();

  /// A B-tree of version 1: the index of all files up to HDF5 1.8.
  record Tree1(long address) implements ChunkIndex {}

  /// One chunk is all there is.
  ///
  /// @param size how many bytes it has in the file; -1 where it is not filtered
  /// @param mask the filters that were left out
  record Single(long address, long size, int mask) implements ChunkIndex {}

  /// The chunks lie side by side.
  record Implicit(long address) implements ChunkIndex {}

  /// An array, where the dataset cannot grow.
  record FixedArray(long address) implements ChunkIndex {}

  /// An array of arrays, where the dataset grows along one axis.
  record ExtensibleArray(long address) implements ChunkIndex {}

  /// A B-tree of version 2, where the dataset grows along several axes.
  record Tree2(long address) implements ChunkIndex {}

  /// Reads the index.
  ///
  /// @param filtered whether chunks go through filters: then each has a size of its own
  default ChunkTable load(ChunkGrid grid, boolean filtered) {
    ChunkTable.Builder chunks = new ChunkTable.Builder(grid);
    if (address() != FileBytes.UNDEFINED && grid.shape().size() > 0) {
      switch (this) {
        case Tree1 tree -> chunksOfTree1(grid, tree.address, filtered, chunks);
        case Single single -> {
          long size = single.size < 0 ? grid.chunkBytes() : single.size;
          chunks.add(new long[grid.rank()], single.address, size, single.mask);
        }
        case Implicit implicit -> implicit(grid, implicit.address, chunks);
        case FixedArray array -> new FixedArrayReader(grid, filtered, chunks).read(array.address);
        case ExtensibleArray array -> new ExtensibleArrayReader(grid, filtered, chunks).read(array.address);
        case Tree2 tree -> chunksOfTree2(grid, tree.address, filtered, chunks);
      }
    }
    return chunks.build();
  }

  private static void implicit(ChunkGrid grid, long address, ChunkTable.Builder chunks) {
    long count = 1;
    for (int axis = 0; axis < grid.rank(); axis++) {
      long limit = grid.limit(axis);
      if (limit < 1 || count > grid.file().room() / limit) {
        throw grid.file().corrupt(address, "chunks inside the file", "more of them than the file has bytes");
      }
      count *= limit;
    }
    grid.file().range(address, count * grid.chunkBytes(), "the chunks");
    long[] coordinates = new long[grid.rank()];
    for (long i = 0; i < count; i++) {
      grid.coordinates(i, 0, coordinates);
      chunks.add(coordinates, address + i * grid.chunkBytes(), grid.chunkBytes(), 0);
    }
  }

  private static void chunksOfTree1(ChunkGrid grid, long root, boolean filtered, ChunkTable.Builder chunks) {
    long[] coordinates = new long[grid.rank()];
    new BTree1(grid.file(), BTree1.CHUNKS, 4 + 4 + 8 * (grid.rank() + 1))
        .forEach(
            root,
            (key, address) -> {
              long size = key.u32();
              int mask = key.i32();
              if (!filtered && size != grid.chunkBytes()) {
                throw key.corrupt("a chunk of %d bytes".formatted(grid.chunkBytes()), Long.toString(size));
              }
              for (int axis = 0; axis < coordinates.length; axis++) {
                long offset = key.i64();
                if (offset < 0 || offset % grid.chunk(axis) != 0) {
                  throw key.corrupt(
                      "a chunk at a multiple of %d".formatted(grid.chunk(axis)), Long.toString(offset));
                }
                coordinates[axis] = offset / grid.chunk(axis);
              }
              chunks.add(coordinates, address, size, mask);
            });
  }

  private static void chunksOfTree2(ChunkGrid grid, long root, boolean filtered, ChunkTable.Builder chunks) {
    long[] coordinates = new long[grid.rank()];
    new BTree2(grid.file(), filtered ? 11 : 10)
        .forEach(
            root,
            record -> {
              long address = record.address();
              long size = grid.chunkBytes();
              int mask = 0;
              if (filtered) {
                long sizeBytes = record.remaining() - 4 - 8L * grid.rank();
                if (sizeBytes < 1 || sizeBytes > 8) {
                  throw record.corrupt("1 to 8 bytes for the size of a chunk", Long.toString(sizeBytes));
                }
                size = record.unsigned((int) sizeBytes);
                mask = record.i32();
              }
              for (int axis = 0; axis < coordinates.length; axis++) {
                coordinates[axis] = record.i64();
              }
              chunks.add(coordinates, address, size, mask);
            });
  }
}
