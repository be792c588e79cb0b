package dev.sheaf.dataset;

import dev.sheaf.io.ByteRange;
import java.util.Arrays;

/// Where records of one file lie, in its order; grows. For one thread, or handed over.
final class RecordRanges {
  private long[] offsets = {};
  private long[] lengths = {};
  private int size;

  /// Adds a record behind the others.
  void add(long offset, long length) {
    if (size == offsets.length) {
      int capacity = Math.max(16, Math.multiplyExact(2, size));
      offsets = Arrays.copyOf(offsets, capacity);
      lengths = Arrays.copyOf(lengths, capacity);
    }
    offsets[size] = offset;
    lengths[size++] = length;
  }

  /// One record.
  static RecordRanges of(long offset, long length) {
    RecordRanges ranges = new RecordRanges();
    ranges.add(offset, length);
    return ranges;
  }

  /// Adds all of `other`.
  void add(RecordRanges other) {
    for (int i = 0; i < other.size; i++) {
      add(other.offsets[i], other.lengths[i]);
    }
  }

  /// How many records there are.
  int size() {
    return size;
  }

  long offset(int record) {
    return offsets[record];
  }

  long length(int record) {
    return lengths[record];
  }

  /// Where one record lies.
  ByteRange get(int record) {
    return new ByteRange(offsets[record], lengths[record]);
  }

  /// How many bytes all records have together.
  long bytes() {
    long bytes = 0;
    for (int i = 0; i < size; i++) {
      bytes += lengths[i];
    }
    return bytes;
  }
}
