package dev.sheaf.arrayrecord;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// The records of one chunk: their bytes in one piece, and where each ends. Filled anew for each chunk, for one thread.
final class ChunkRecords {
  private MemorySegment values = MemorySegment.NULL;
  private int[] ends = new int[1];
  private int count;

  /// Starts over with so many records, of which no end is known yet.
  ///
  /// @param sure how many of them there are for sure: memory is taken for so many
  void reset(int records, int sure) {
    if (ends.length < sure) {
      ends = new int[sure];
    }
    count = records;
  }

  void values(MemorySegment bytes) {
    values = bytes.isReadOnly() ? bytes : bytes.asReadOnly();
  }

  void end(int record, long end) {
    if (record == ends.length) {
      ends = Arrays.copyOf(ends, (int) Math.min(2L * ends.length, count));
    }
    ends[record] = (int) end;
  }

  /// Turns the ends around, for records that were found from last to first.
  ///
  /// @param total of all bytes
  void reverse(int total) {
    for (int i = 0, j = count - 2; i < j; i++, j--) {
      int end = ends[i];
      ends[i] = ends[j];
      ends[j] = end;
    }
    for (int i = 0; i < count - 1; i++) {
      ends[i] = total - ends[i];
    }
    if (count > 0) {
      ends[count - 1] = total;
    }
  }

  int count() {
    return count;
  }

  /// One record: read-only.
  MemorySegment get(int record) {
    int from = record == 0 ? 0 : ends[record - 1];
    return values.asSlice(from, ends[record] - from);
  }

  /// Lets go of a long array.
  void trim() {
    if (ends.length > 1 << 20) {
      ends = Arrays.copyOf(ends, 1);
      count = 0;
    }
  }
}
