package dev.sheaf.hdf5;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The elements of a dataset in chunks. Its index is read when it is needed for the first time; a region reads those
/// chunks only that have a part in it.
final class ChunkStore implements ElementStore {
  private final long header;
  private final ChunkGrid grid;
  private final DataLayout.Chunked layout;
  private final FilterPipeline filters;
  private final Optional<byte[]> fill;
  private final ChunkCache cache;
  private final long[] strides;
  private volatile @Nullable ChunkTable table;

  /// @param header the address of the dataset
  /// @param fill what elements are that were never written; empty for zeros
  ChunkStore(
      long header,
      ChunkGrid grid,
      DataLayout.Chunked layout,
      FilterPipeline filters,
      Optional<byte[]> fill,
      ChunkCache cache) {
    this.header = header;
    this.grid = grid;
    this.layout = layout;
    this.filters = filters;
    this.fill = fill;
    this.cache = cache;
    long[] strides = new long[grid.rank()];
    long bytes = grid.elementBytes();
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      strides[axis] = bytes;
      bytes *= grid.chunk(axis);
    }
    this.strides = strides;
  }

  private ChunkTable table() {
    ChunkTable known = table;
    if (known == null) {
      // Two threads may both read it: they find the same.
      known = layout.index().load(grid, !filters.filters().isEmpty());
      table = known;
    }
    return known;
  }

  @Override
  public void read(Region region, MemorySegment target) {
    fill.ifPresent(value -> FillValue.fill(target, value));
    if (region.shape().size() > 0) {
      new Reading(region, target).axis(0);
    }
  }

  @Override
  public long offset(long row) {
    long[] coordinates = new long[grid.rank()];
    coordinates[0] = row / grid.chunk(0);
    ChunkTable table = table();
    int position = table.find(grid.number(coordinates));
    return position < 0 ? -1 : grid.file().base() + table.address(position);
  }

  private MemorySegment chunk(
      ChunkTable table, int position, long number, long[] coordinates, boolean whole) {
    long address = table.address(position);
    int size = table.size(position);
    boolean plain = filters.filters().isEmpty() || (layout.wholeEdges() && grid.atEdge(coordinates));
    if (plain) {
      if (size != grid.chunkBytes()) {
        throw grid.file()
            .corrupt(address, "a chunk of %d bytes".formatted(grid.chunkBytes()), "%d".formatted(size));
      }
      return grid.file().slice(address, size, "a chunk");
    }
    return MemorySegment.ofArray(
        cache.get(
            new ChunkCache.Key(header, number),
            !whole,
            () ->
                filters.decode(
                    grid.file().slice(address, size, "a chunk"), address, table.mask(position), grid.chunkBytes())));
  }

  /// One read: goes from chunk to chunk.
  private final class Reading {
    private final Region region;
    private final MemorySegment target;
    private final ChunkTable table = table();
    private final long[] targetStrides;
    private final long[] sourceSteps;
    private final long[] coordinates;
    private final long[] inChunk;
    private final long[] inTarget;
    private final long[] counts;

    Reading(Region region, MemorySegment target) {
      this.region = region;
      this.target = target;
      int rank = grid.rank();
      targetStrides = ElementStore.strides(region.shape(), grid.elementBytes());
      sourceSteps = new long[rank];
      for (int axis = 0; axis < rank; axis++) {
        // A step over the end of a chunk takes one element of it.
        sourceSteps[axis] = strides[axis] * Math.min(region.step()[axis], grid.chunk(axis));
      }
      coordinates = new long[rank];
      inChunk = new long[rank];
      inTarget = new long[rank];
      counts = new long[rank];
    }

    /// Goes through the chunks along `axis`, those along the axes before it being chosen.
    void axis(int axis) {
      if (axis == grid.rank()) {
        copy();
        return;
      }
      long step = region.step()[axis];
      long count = region.shape().dim(axis);
      long done = 0;
      while (done < count) {
        long index = region.from()[axis] + done * step;
        long chunk = index / grid.chunk(axis);
        long left = grid.chunk(axis) - index % grid.chunk(axis);
        long here = Math.min(count - done, (left - 1) / step + 1);
        coordinates[axis] = chunk;
        inChunk[axis] = index % grid.chunk(axis);
        inTarget[axis] = done;
        counts[axis] = here;
        axis(axis + 1);
        done += here;
      }
    }

    /// Whether all is wanted that the chunk has inside the dataset.
    private boolean whole() {
      for (int axis = 0; axis < counts.length; axis++) {
        long left = grid.shape().dim(axis) - coordinates[axis] * grid.chunk(axis);
        if (counts[axis] < Math.min(left, grid.chunk(axis))) {
          return false;
        }
      }
      return true;
    }

    private void copy() {
      long number = grid.number(coordinates);
      int position = table.find(number);
      if (position < 0) {
        return;
      }
      long from = 0;
      long to = 0;
      for (int axis = 0; axis < coordinates.length; axis++) {
        from += inChunk[axis] * strides[axis];
        to += inTarget[axis] * targetStrides[axis];
      }
      Boxes.copy(
          chunk(table, position, number, coordinates, whole()),
          from,
          sourceSteps,
          target,
          to,
          targetStrides,
          counts,
          grid.elementBytes());
    }
  }
}
