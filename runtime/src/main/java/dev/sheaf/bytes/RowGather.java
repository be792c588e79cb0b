package dev.sheaf.bytes;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/// Copies rows of one size from anywhere in a large piece of memory to where they lie end to end: what a shuffled batch
/// is made by.
///
/// Such rows are in no cache, and most not even in the table of pages that the processor has at hand. A plain loop
/// waits for both at the start of each row. So a row is *touched* some rows before it is copied: its first and its last
/// byte are read, which start the way through the page table and wake the processor's own prefetching. More bytes of a
/// row, or bytes of more rows at once, make it slower again: Java has no instruction that fetches without waiting, as C
/// has, and reads hold up what comes behind them.
///
/// Stateless; safe for as many threads as the memory is.
public final class RowGather {
  /// How many rows before it is copied a row is touched: time for the memory to answer, and few enough for the cache.
  private static final int AHEAD = 6;

  /// Rows of fewer bytes are copied faster than they could be touched.
  private static final long MIN_TOUCHED_BYTES = 128;

  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private RowGather() {}

  /// Copies the rows at the first `count` of `positions`, in that order, to the start of `target`.
  ///
  /// @param source `rows` rows of `rowBytes` bytes
  /// @throws IndexOutOfBoundsException if a position is no row, or `target` is too small; what `target` holds then is
  ///     undefined
  public static void gather(
      MemorySegment source, long rows, long rowBytes, long[] positions, int count, MemorySegment target) {
    if (rowBytes >= MIN_TOUCHED_BYTES) {
      int touched = Math.max(0, count - AHEAD);
      touching(source, rows, rowBytes, positions, touched, target);
      copy(source, rows, rowBytes, positions, touched, count, target);
    } else {
      small(source, rows, rowBytes, positions, count, target);
    }
  }

  /// Without a condition in the loop: a touch that may be left out is not started ahead of the copy before it.
  private static void touching(
      MemorySegment source, long rows, long rowBytes, long[] positions, int count, MemorySegment target) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      long ahead = Objects.checkIndex(positions[i + AHEAD], rows) * rowBytes;
      sum += source.get(BYTE, ahead) + source.get(BYTE, ahead + rowBytes - 1);
      long from = Objects.checkIndex(positions[i], rows) * rowBytes;
      MemorySegment.copy(source, from, target, i * rowBytes, rowBytes);
    }
    mustBeRead(sum);
  }

  private static void copy(
      MemorySegment source, long rows, long rowBytes, long[] positions, int first, int count, MemorySegment target) {
    for (int i = first; i < count; i++) {
      long from = Objects.checkIndex(positions[i], rows) * rowBytes;
      MemorySegment.copy(source, from, target, i * rowBytes, rowBytes);
    }
  }

  /// Copies the first `count` of the rows that begin at `offsets[i]` in `sources[i]`, in that order, to the start of
  /// `target`.
  ///
  /// @throws IndexOutOfBoundsException if a row is not inside its source, or `target` is too small; what `target` holds
  ///     then is undefined
  public static void gather(
      MemorySegment[] sources, long[] offsets, int count, long rowBytes, MemorySegment target) {
    int touched = rowBytes >= MIN_TOUCHED_BYTES ? Math.max(0, count - AHEAD) : 0;
    long sum = 0;
    for (int i = 0; i < touched; i++) {
      MemorySegment source = sources[i + AHEAD];
      long ahead = offsets[i + AHEAD];
      sum += source.get(BYTE, ahead) + source.get(BYTE, ahead + rowBytes - 1);
      MemorySegment.copy(sources[i], offsets[i], target, i * rowBytes, rowBytes);
    }
    for (int i = touched; i < count; i++) {
      MemorySegment.copy(sources[i], offsets[i], target, i * rowBytes, rowBytes);
    }
    mustBeRead(sum);
  }

  /// No sum of bytes is that; but the compiler does not know, and has to read them.
  private static void mustBeRead(long sum) {
    if (sum == Long.MIN_VALUE) {
      throw new AssertionError();
    }
  }

  /// Single numbers are moved as such: a call for each takes longer than its few bytes.
  private static void small(
      MemorySegment source, long rows, long rowBytes, long[] positions, int count, MemorySegment target) {
    switch ((int) rowBytes) {
      case Byte.BYTES -> {
        for (int i = 0; i < count; i++) {
          target.set(BYTE, i, source.get(BYTE, Objects.checkIndex(positions[i], rows)));
        }
      }
      case Short.BYTES -> {
        for (int i = 0; i < count; i++) {
          target.setAtIndex(SHORT, i, source.getAtIndex(SHORT, Objects.checkIndex(positions[i], rows)));
        }
      }
      case Integer.BYTES -> {
        for (int i = 0; i < count; i++) {
          target.setAtIndex(INT, i, source.getAtIndex(INT, Objects.checkIndex(positions[i], rows)));
        }
      }
      case Long.BYTES -> {
        for (int i = 0; i < count; i++) {
          target.setAtIndex(LONG, i, source.getAtIndex(LONG, Objects.checkIndex(positions[i], rows)));
        }
      }
      default -> copy(source, rows, rowBytes, positions, 0, count, target);
    }
  }
}
