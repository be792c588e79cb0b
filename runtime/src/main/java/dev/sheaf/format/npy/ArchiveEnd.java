package dev.sheaf.format.npy;

import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// What the end of a zip archive says about its directory.
///
/// ```text
/// directory | [ zip64 end record | zip64 locator ] | end record | comment
/// ```
///
/// These must follow each other without gaps, and nothing may come behind them: then there is one directory only, and
/// each reader finds the same. See sections 4.3.14 to 4.3.16 of the
/// [ZIP specification](https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT).
///
/// @param entries how many entries the directory has; -1 where that is not said
/// @param directory where it lies
record ArchiveEnd(long entries, ByteRange directory) {
  static final long END_MARK = 0x06054b50L;
  static final long ZIP64_END_MARK = 0x06064b50L;
  static final long ZIP64_LOCATOR_MARK = 0x07064b50L;
  static final int END_BYTES = 22;
  static final int ZIP64_END_BYTES = 56;
  static final int ZIP64_LOCATOR_BYTES = 20;

  /// As many entries, or more, which the zip64 end record counts.
  static final int MANY_ENTRIES = 0xFFFF;

  private static final int MAX_COMMENT = 0xFFFF;
  private static final long ELSEWHERE_INT = 0xFFFF_FFFFL;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// Reads the end of a file.
  ///
  /// @throws CorruptDataException if it is not that of an archive, or contradicts itself
  /// @throws UnsupportedFormatException if something comes behind it, or it is one of several volumes
  static ArchiveEnd read(InputFile file) {
    long first = Math.max(0, file.size() - END_BYTES - MAX_COMMENT);
    MemorySegment tail = file.slice(new ByteRange(first, file.size() - first));
    boolean trailing = false;
    CorruptDataException fault = null;
    for (long at = tail.byteSize() - END_BYTES; at >= 0; at--) {
      if (Integer.toUnsignedLong(tail.get(INT, at)) == END_MARK) {
        long comment = Short.toUnsignedLong(tail.get(SHORT, at + END_BYTES - Short.BYTES));
        if (comment == tail.byteSize() - at - END_BYTES) {
          try {
            return at(file, first + at);
          } catch (CorruptDataException e) {
            // The mark may stand in a comment; what lies nearest to the file's end is most likely what is meant.
            fault = fault == null ? e : fault;
          }
        } else {
          trailing |= comment < tail.byteSize() - at - END_BYTES;
        }
      }
    }
    if (fault != null) {
      throw fault;
    }
    if (trailing) {
      throw new UnsupportedFormatException(
          file.name(), first, "an archive that ends with its end record", "bytes behind it");
    }
    throw new CorruptDataException(
        file.name(), first, "the end record of a zip archive in the last %d bytes".formatted(tail.byteSize()), "none");
  }

  private static ArchiveEnd at(InputFile file, long position) {
    ArchiveBytes bytes = ArchiveBytes.of(file, position, END_BYTES);
    bytes.expectMark(END_MARK, "the end record");
    int disk = bytes.unsignedShort();
    int directoryDisk = bytes.unsignedShort();
    int entriesHere = bytes.unsignedShort();
    int entries = bytes.unsignedShort();
    long size = bytes.unsignedInt();
    long offset = bytes.unsignedInt();
    long locatorAt = position - ZIP64_LOCATOR_BYTES;
    if (locatorAt >= 0 && ArchiveBytes.of(file, locatorAt, Integer.BYTES).unsignedInt() == ZIP64_LOCATOR_MARK) {
      ArchiveEnd large = zip64(file, locatorAt);
      boolean same =
          agrees(entries, MANY_ENTRIES, large.entries)
              && agrees(size, ELSEWHERE_INT, large.directory.length())
              && agrees(offset, ELSEWHERE_INT, large.directory.offset());
      if (!same) {
        throw bytes.corrupt("an end record that says what the zip64 end record says", "other numbers");
      }
      return large;
    }
    if (disk != 0 || directoryDisk != 0 || entriesHere != entries) {
      throw new UnsupportedFormatException(
          file.name(), position, "an archive in one volume", "a volume of several");
    }
    checkAdjacent(bytes, offset, size, position);
    return new ArchiveEnd(entries == MANY_ENTRIES ? -1 : entries, new ByteRange(offset, size));
  }

  private static ArchiveEnd zip64(InputFile file, long locatorAt) {
    ArchiveBytes locator = ArchiveBytes.of(file, locatorAt, ZIP64_LOCATOR_BYTES);
    locator.expectMark(ZIP64_LOCATOR_MARK, "the zip64 locator");
    long disk = locator.unsignedInt();
    long recordAt = locator.size();
    long volumes = locator.unsignedInt();
    if (disk != 0 || volumes > 1) {
      throw new UnsupportedFormatException(
          file.name(), locatorAt, "an archive in one volume", "a volume of %d".formatted(volumes));
    }
    if (recordAt > locatorAt - ZIP64_END_BYTES) {
      throw locator.corrupt("a zip64 end record before byte %d".formatted(locatorAt), "byte %d".formatted(recordAt));
    }
    ArchiveBytes record = ArchiveBytes.of(file, recordAt, ZIP64_END_BYTES);
    record.expectMark(ZIP64_END_MARK, "the zip64 end record");
    long length = record.size();
    if (length != locatorAt - recordAt - 12) {
      throw record.corrupt(
          "a zip64 end record up to byte %d".formatted(locatorAt), "one of %d bytes".formatted(length));
    }
    record.skip(12);
    long entriesHere = record.size();
    long entries = record.size();
    if (entriesHere != entries) {
      throw new UnsupportedFormatException(file.name(), recordAt, "an archive in one volume", "a volume of several");
    }
    long size = record.size();
    long offset = record.size();
    checkAdjacent(record, offset, size, recordAt);
    return new ArchiveEnd(entries, new ByteRange(offset, size));
  }

  private static boolean agrees(long small, long elsewhere, long large) {
    return small == elsewhere || small == large;
  }

  private static void checkAdjacent(ArchiveBytes bytes, long offset, long size, long end) {
    if (offset > end || size != end - offset) {
      throw bytes.corrupt(
          "a directory that ends at byte %d".formatted(end), "%d bytes from byte %d on".formatted(size, offset));
    }
  }
}
