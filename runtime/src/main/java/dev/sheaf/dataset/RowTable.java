package dev.sheaf.dataset;

import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Where each row lies: int64 `(rows, 3)` of file, offset, length in bytes. In memory or mapped; thread-safe.
///
/// @param place what to call the table in errors
record RowTable(String place, MemorySegment rows, FileTable files) {
  private static final int COLUMNS = 3;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  /// One row for each source, which is the whole file.
  static RowTable wholeFiles(FileTable files) {
    long[] rows = new long[Math.toIntExact(files.sources() * COLUMNS)];
    for (int row = 0; row < files.sources(); row++) {
      rows[row * COLUMNS] = row;
      rows[row * COLUMNS + 2] = files.stamp(row).size();
    }
    return new RowTable(files.place(), MemorySegment.ofArray(rows), files);
  }

  /// How many rows there are.
  long size() {
    return rows.byteSize() / (COLUMNS * Long.BYTES);
  }

  /// The shape of the table.
  Shape shape() {
    return Shape.of(size(), COLUMNS);
  }

  /// The file that holds a row, which in this version is the whole of it.
  long file(long row) {
    long file = rows.getAtIndex(LONG, row * COLUMNS);
    if (file < 0 || file >= files.sources()) {
      throw corrupt(row, 0, "one of %d files".formatted(files.sources()), "file " + file);
    }
    long offset = rows.getAtIndex(LONG, row * COLUMNS + 1);
    long length = rows.getAtIndex(LONG, row * COLUMNS + 2);
    long size = files.stamp(file).size();
    if (offset != 0 || length != size) {
      throw corrupt(row, 1, "the whole file, bytes 0 to " + size, "%d bytes from %d on".formatted(length, offset));
    }
    return file;
  }

  private CorruptDataException corrupt(long row, int column, String expected, String found) {
    return new CorruptDataException(place, (row * COLUMNS + column) * Long.BYTES, expected, found);
  }
}
