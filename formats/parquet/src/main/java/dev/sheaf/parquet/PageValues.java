package dev.sheaf.parquet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The values of a page that are not null, in order.
sealed interface PageValues {
  /// How many there are.
  int size();

  /// About how many bytes of memory they take.
  long weight();

  /// Values of one width, little-endian: a view of the file where that is mapped and the page is plain.
  ///
  /// @param bytes `size * width` bytes
  /// @param width of one value in bytes
  record Fixed(MemorySegment bytes, int width, int size) implements PageValues {
    @Override
    public long weight() {
      return bytes.byteSize();
    }
  }

  /// Values of any length.
  ///
  /// @param bytes what they lie in
  /// @param bounds where each begins and ends, two numbers for each
  @SuppressWarnings("ArrayRecordComponent") // Made once for a page, and read by position.
  record Binary(byte[] bytes, int[] bounds) implements PageValues {
    @Override
    public int size() {
      return bounds.length / 2;
    }

    @Override
    public long weight() {
      return bytes.length + (long) Integer.BYTES * bounds.length;
    }

    int from(int index) {
      return bounds[2 * index];
    }

    int to(int index) {
      return bounds[2 * index + 1];
    }
  }

  /// Values that stand in the chunk's dictionary.
  ///
  /// @param indices which of them; all are there
  @SuppressWarnings("ArrayRecordComponent") // Made once for a page, and read by position.
  record Indexed(int[] indices, Dictionary dictionary) implements PageValues {
    @Override
    public int size() {
      return indices.length;
    }

    @Override
    public long weight() {
      return (long) Integer.BYTES * indices.length;
    }
  }

  /// The values from `from` to `to - 1`, which have one width, as they lie in memory.
  default void copyTo(MemorySegment target, long offset, int from, int to) {
    switch (this) {
      case Fixed(MemorySegment bytes, int width, _) ->
          MemorySegment.copy(bytes, (long) from * width, target, offset, (long) (to - from) * width);
      case Indexed(int[] indices, Dictionary dictionary) -> gather(indices, dictionary, target, offset, from, to);
      case Binary _ -> throw new IllegalArgumentException("expected values of one width, found texts or bytes");
    }
  }

  private static void gather(
      int[] indices, Dictionary dictionary, MemorySegment target, long offset, int from, int to) {
    if (!(dictionary.values() instanceof Fixed(MemorySegment bytes, int width, _))) {
      throw new IllegalArgumentException("expected values of one width, found texts or bytes");
    }
    switch (width) {
      case Integer.BYTES -> {
        for (int i = from; i < to; i++) {
          int value = bytes.get(ValueLayout.JAVA_INT_UNALIGNED, (long) indices[i] * Integer.BYTES);
          target.set(ValueLayout.JAVA_INT_UNALIGNED, offset + (long) (i - from) * Integer.BYTES, value);
        }
      }
      case Long.BYTES -> {
        for (int i = from; i < to; i++) {
          long value = bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, (long) indices[i] * Long.BYTES);
          target.set(ValueLayout.JAVA_LONG_UNALIGNED, offset + (long) (i - from) * Long.BYTES, value);
        }
      }
      default -> {
        for (int i = from; i < to; i++) {
          MemorySegment.copy(bytes, (long) indices[i] * width, target, offset + (long) (i - from) * width, width);
        }
      }
    }
  }
}
