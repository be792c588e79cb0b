package dev.sheaf.hdf5;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Where the chunks of a dataset are: what was read from its index, by number. Immutable.
@SuppressWarnings("ArrayRecordComponent") // Read by position, never compared.
final class ChunkTable {
  private final long[] numbers;
  private final long[] addresses;
  private final int[] sizes;
  private final int[] masks;

  private ChunkTable(long[] numbers, long[] addresses, int[] sizes, int[] masks) {
    this.numbers = numbers;
    this.addresses = addresses;
    this.sizes = sizes;
    this.masks = masks;
  }

  /// The position of a chunk in this table; negative where it was never written.
  int find(long number) {
    return Arrays.binarySearch(numbers, number);
  }

  long address(int position) {
    return addresses[position];
  }

  /// How many bytes it has in the file.
  int size(int position) {
    return sizes[position];
  }

  /// The filters that were left out: a bit for each.
  int mask(int position) {
    return masks[position];
  }

  /// How many bytes all chunks have in the file.
  long stored() {
    long stored = 0;
    for (int size : sizes) {
      stored += size;
    }
    return stored;
  }

  /// Collects chunks in any order.
  static final class Builder {
    private final ChunkGrid grid;
    private long[] numbers = new long[16];
    private long[] addresses = new long[16];
    private int[] sizes = new int[16];
    private int[] masks = new int[16];
    private int count;

    Builder(ChunkGrid grid) {
      this.grid = grid;
    }

    /// Adds a chunk, unless it has no address or is outside the dataset.
    void add(long[] coordinates, long address, long size, int mask) {
      long number = grid.number(coordinates);
      if (address == FileBytes.UNDEFINED || number < 0) {
        return;
      }
      grid.file().range(address, size, "a chunk");
      if (size > Integer.MAX_VALUE - 8) {
        throw grid.file().corrupt(address, "a chunk of at most 2^31 - 9 bytes", Long.toString(size));
      }
      if (count == numbers.length) {
        int more = 2 * count;
        numbers = Arrays.copyOf(numbers, more);
        addresses = Arrays.copyOf(addresses, more);
        sizes = Arrays.copyOf(sizes, more);
        masks = Arrays.copyOf(masks, more);
      }
      numbers[count] = number;
      addresses[count] = address;
      sizes[count] = (int) size;
      masks[count] = mask;
      count++;
    }

    ChunkTable build() {
      boolean sorted = true;
      for (int i = 1; i < count && sorted; i++) {
        sorted = numbers[i - 1] < numbers[i];
      }
      if (sorted) {
        return new ChunkTable(
            Arrays.copyOf(numbers, count),
            Arrays.copyOf(addresses, count),
            Arrays.copyOf(sizes, count),
            Arrays.copyOf(masks, count));
      }
      int[] order =
          IntStream.range(0, count)
              .boxed()
              .sorted((a, b) -> Long.compare(numbers[a], numbers[b]))
              .mapToInt(i -> i)
              .toArray();
      for (int i = 1; i < count; i++) {
        if (numbers[order[i - 1]] == numbers[order[i]]) {
          throw grid.file().corrupt(addresses[order[i]], "each chunk once", "one that is there twice");
        }
      }
      return new ChunkTable(
          IntStream.of(order).mapToLong(i -> numbers[i]).toArray(),
          IntStream.of(order).mapToLong(i -> addresses[i]).toArray(),
          IntStream.of(order).map(i -> sizes[i]).toArray(),
          IntStream.of(order).map(i -> masks[i]).toArray());
    }
  }
}
