package dev.sheaf.tfrecord;

import dev.sheaf.array.Int64Array;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordIndex;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.TruncatedDataException;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Finds the records of a file by their heads; the data between them are not looked at.
final class FrameScan {
  /// Where a file is not mapped, this much is read at a time.
  private static final int WINDOW_BYTES = 1 << 16;

  /// As many as a Java array holds.
  private static final int MAX_RECORDS = Integer.MAX_VALUE - 8;

  private final InputFile file;
  private final FormatOptions options;
  private long[] offsets = new long[64];
  private long[] lengths = new long[64];
  private int count;

  private FrameScan(InputFile file, FormatOptions options) {
    this.file = file;
    this.options = options;
  }

  static RecordIndex of(InputFile file, FormatOptions options) {
    return new FrameScan(file, options).scan();
  }

  private RecordIndex scan() {
    long size = file.size();
    long start = 0;
    MemorySegment window = MemorySegment.NULL;
    for (long place = 0; place < size; ) {
      if (size - place < Frame.BYTES) {
        throw new TruncatedDataException(file.name(), new ByteRange(place, Frame.BYTES), size);
      }
      if (place - start > window.byteSize() - Frame.HEAD_BYTES) {
        start = place;
        window = file.slice(new ByteRange(place, Math.min(WINDOW_BYTES, size - place)));
      }
      long length = Frame.length(file, window, place - start, place, options);
      add(place, length);
      place += Frame.BYTES + length;
    }
    Shape shape = Shape.of(count);
    return new RecordIndex(
        Int64Array.of(shape, Arrays.copyOf(offsets, count)), Int64Array.of(shape, Arrays.copyOf(lengths, count)));
  }

  /// A record takes 16 bytes of the file, and its place in the index as many.
  private void add(long offset, long length) {
    if (count == offsets.length) {
      if (count == MAX_RECORDS) {
        throw new UnsupportedFormatException(
            file.name(), offset, "at most %d records".formatted(MAX_RECORDS), "one more");
      }
      int more = (int) Math.min(MAX_RECORDS, count * 3L / 2);
      offsets = Arrays.copyOf(offsets, more);
      lengths = Arrays.copyOf(lengths, more);
    }
    offsets[count] = offset;
    lengths[count] = length;
    count++;
  }
}
