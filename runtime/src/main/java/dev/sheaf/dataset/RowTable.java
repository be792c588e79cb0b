package dev.sheaf.dataset;

import dev.sheaf.io.ByteRange;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Where each row lies: int64 `(rows, 3)` of file, offset, length in bytes. In memory or mapped; thread-safe.
///
/// A table that was mapped may be damaged, so that each access checks what it takes from it.
///
/// @param place what to call the table in errors
record RowTable(String place, MemorySegment rows, FileTable files) {
  private static final int COLUMNS = 3;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  /// The rows of all sources, file after file.
  ///
  /// @param records where the rows of each source lie, in the order of `files`
  static RowTable of(FileTable files, List<RecordRanges> records) {
    long size = records.stream().mapToLong(RecordRanges::size).sum();
    // Native memory: a Java array could not hold more than some hundred million rows.
    MemorySegment rows = Arena.ofAuto().allocate(size * COLUMNS * Long.BYTES, Long.BYTES);
    long next = 0;
    for (int file = 0; file < records.size(); file++) {
      RecordRanges ranges = records.get(file);
      for (int record = 0; record < ranges.size(); record++) {
        rows.setAtIndex(LONG, next++, file);
        rows.setAtIndex(LONG, next++, ranges.offset(record));
        rows.setAtIndex(LONG, next++, ranges.length(record));
      }
    }
    return new RowTable(files.place(), rows, files);
  }

  /// How many rows there are.
  long size() {
    return rows.byteSize() / (COLUMNS * Long.BYTES);
  }

  /// The shape of the table.
  Shape shape() {
    return Shape.of(size(), COLUMNS);
  }

  /// The file that holds a row.
  long file(long row) {
    long file = rows.getAtIndex(LONG, row * COLUMNS);
    if (file < 0 || file >= files.sources()) {
      throw corrupt(row, 0, "one of %d files".formatted(files.sources()), "file " + file);
    }
    return file;
  }

  /// Where in its file a row lies.
  ByteRange range(long row) {
    long offset = rows.getAtIndex(LONG, row * COLUMNS + 1);
    long length = rows.getAtIndex(LONG, row * COLUMNS + 2);
    long size = files.stamp(file(row)).size();
    if (offset < 0 || length < 0 || offset > size || length > size - offset) {
      throw corrupt(row, 1, "bytes inside a file of " + size, "%d bytes from %d on".formatted(length, offset));
    }
    return new ByteRange(offset, length);
  }

  /// The files of an index that counts the rows of each file.
  List<FileSlice> wholeFiles() {
    List<FileSlice> slices = new ArrayList<>();
    for (long row = 0; row < size(); row++) {
      long count = rows.getAtIndex(LONG, row * COLUMNS + 2);
      if (count < 0) {
        throw corrupt(row, 2, "a number of rows", "" + count);
      }
      slices.add(new FileSlice(files.path(file(row)), 0, count));
    }
    return slices;
  }

  private CorruptDataException corrupt(long row, int column, String expected, String found) {
    return new CorruptDataException(place, (row * COLUMNS + column) * Long.BYTES, expected, found);
  }
}
