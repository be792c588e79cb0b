package dev.sheaf.hdf5;

/// Reads the elements of the arrays that index chunks: an address each, and where chunks are filtered, their size and
/// the filters that were left out.
final class ChunkRecords {
  private final ChunkGrid grid;
  private final boolean filtered;
  private final int slowestAxis;
  private final ChunkTable.Builder chunks;
  private final long[] coordinates;
  private int elementBytes;

  /// @param slowestAxis the axis that chunks are counted by last
  ChunkRecords(ChunkGrid grid, boolean filtered, int slowestAxis, ChunkTable.Builder chunks) {
    this.grid = grid;
    this.filtered = filtered;
    this.slowestAxis = slowestAxis;
    this.chunks = chunks;
    this.coordinates = new long[grid.rank()];
  }

  /// Takes the kind and the size of the elements, which are the same in all parts of an array.
  void begin(Cursor head) {
    head.expect(filtered ? 1 : 0, "kind of chunks");
    elementBytes = head.u8();
    int address = grid.file().offsetSize();
    int sizeBytes = elementBytes - address - 4;
    if (filtered ? sizeBytes < 1 || sizeBytes > 8 : elementBytes != address) {
      throw head.corrupt(
          filtered
              ? "elements of %d to %d bytes".formatted(address + 5, address + 12)
              : "elements of %d bytes".formatted(address),
          Integer.toString(elementBytes));
    }
  }

  int elementBytes() {
    return elementBytes;
  }

  /// Takes the kind again, in a part of the array that names its head.
  void expect(Cursor part, long head) {
    part.expect(filtered ? 1 : 0, "kind of chunks");
    long found = part.address();
    if (found != head) {
      throw part.corrupt("a part of the array at 0x%x".formatted(head), "one of that at 0x%x".formatted(found));
    }
  }

  /// Takes `count` elements, of which the first is that of position `from`.
  void read(Cursor part, long from, long count) {
    for (long i = 0; i < count; i++) {
      long address = part.address();
      long size = grid.chunkBytes();
      int mask = 0;
      if (filtered) {
        size = part.unsigned(elementBytes - grid.file().offsetSize() - 4);
        mask = part.i32();
      }
      if (address != FileBytes.UNDEFINED) {
        grid.coordinates(from + i, slowestAxis, coordinates);
        chunks.add(coordinates, address, size, mask);
      }
    }
  }
}
