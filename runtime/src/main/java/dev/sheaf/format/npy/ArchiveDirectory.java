package dev.sheaf.format.npy;

import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Reads the directory of a zip archive: section 4.3.12 of the
/// [ZIP specification](https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT).
///
/// Nothing in it is believed that does not fit the rest: entries must lie before it, each in a place of its own, and be
/// as many as the end record says.
final class ArchiveDirectory {
  static final long ENTRY_MARK = 0x02014b50L;
  static final int ENTRY_BYTES = 46;
  static final int LOCAL_BYTES = 30;
  static final int ZIP64_EXTRA = 1;
  static final long ELSEWHERE = 0xFFFF_FFFFL;

  private ArchiveDirectory() {}

  /// The entries in the directory's order.
  ///
  /// @throws CorruptDataException if the archive contradicts itself
  /// @throws UnsupportedFormatException if it is of a kind that is not read here
  static List<ArchiveEntry> read(InputFile file) {
    ArchiveEnd end = ArchiveEnd.read(file);
    ArchiveBytes bytes = ArchiveBytes.of(file, end.directory().offset(), end.directory().length());
    List<ArchiveEntry> entries = new ArrayList<>();
    while (bytes.left() > 0) {
      entries.add(entry(bytes, end.directory().offset()));
    }
    if (end.entries() < 0 && entries.size() != ArchiveEnd.MANY_ENTRIES) {
      throw bytes.unsupported(
          "a directory of 65535 entries, or a zip64 end record that counts them", "%d".formatted(entries.size()));
    }
    if (end.entries() >= 0 && end.entries() != entries.size()) {
      throw bytes.corrupt("a directory of %d entries".formatted(end.entries()), "%d".formatted(entries.size()));
    }
    return withEnds(entries, end.directory().offset(), file);
  }

  private static ArchiveEntry entry(ArchiveBytes bytes, long directoryAt) {
    bytes.expectMark(ENTRY_MARK, "an entry of the directory");
    bytes.skip(4);
    int flags = bytes.unsignedShort();
    int method = bytes.unsignedShort();
    bytes.skip(4);
    long crc = bytes.unsignedInt();
    long storedBytes = bytes.unsignedInt();
    long size = bytes.unsignedInt();
    int nameLength = bytes.unsignedShort();
    int extraLength = bytes.unsignedShort();
    int commentLength = bytes.unsignedShort();
    bytes.skip(8);
    long headerAt = bytes.unsignedInt();
    String name = bytes.name(nameLength, (flags & ArchiveEntry.UTF_8_NAME) != 0);
    LargeNumbers large = LargeNumbers.of(bytes.take(extraLength));
    size = large.orNext(size);
    storedBytes = large.orNext(storedBytes);
    headerAt = large.orNext(headerAt);
    long room = directoryAt - LOCAL_BYTES - nameLength;
    if (headerAt > room || storedBytes > room - headerAt) {
      throw bytes.corrupt(
          "\"%s\" before the directory at byte %d".formatted(name, directoryAt),
          "%d bytes from byte %d on".formatted(storedBytes, headerAt));
    }
    if (method == ArchiveEntry.STORED && size != storedBytes) {
      throw bytes.corrupt(
          "one size of \"%s\", which is not compressed".formatted(name),
          "%d and %d bytes".formatted(storedBytes, size));
    }
    bytes.skip(commentLength);
    return new ArchiveEntry(name, flags, method, crc, storedBytes, size, headerAt, directoryAt);
  }

  /// Each entry ends where the next begins, at the latest.
  private static List<ArchiveEntry> withEnds(List<ArchiveEntry> entries, long directoryAt, InputFile file) {
    List<Integer> byPosition =
        IntStream.range(0, entries.size())
            .boxed()
            .sorted(Comparator.comparingLong(i -> entries.get(i).headerAt()))
            .toList();
    List<ArchiveEntry> ended = new ArrayList<>(entries);
    long end = directoryAt;
    for (int i : byPosition.reversed()) {
      ArchiveEntry entry = entries.get(i).endingAt(end);
      if (entry.storedBytes() > end - entry.headerAt() - LOCAL_BYTES) {
        throw new CorruptDataException(
            file.name(),
            entry.headerAt(),
            "\"%s\" in a place of its own, up to byte %d".formatted(entry.name(), end),
            "%d bytes, which overlap with another entry".formatted(entry.storedBytes()));
      }
      ended.set(i, entry);
      end = entry.headerAt();
    }
    return List.copyOf(ended);
  }

  /// The numbers that did not fit into four bytes: the extra field of section 4.5.3.
  static final class LargeNumbers {
    private final ArchiveBytes all;
    private ArchiveBytes numbers;

    private LargeNumbers(ArchiveBytes all, ArchiveBytes numbers) {
      this.all = all;
      this.numbers = numbers;
    }

    static LargeNumbers of(ArchiveBytes extra) {
      ArchiveBytes numbers = extra.take(0);
      // A last field of fewer bytes than its own head is padding.
      while (extra.left() >= 4) {
        int id = extra.unsignedShort();
        ArchiveBytes field = extra.take(extra.unsignedShort());
        if (id == ZIP64_EXTRA && numbers.left() == 0) {
          numbers = field;
        }
      }
      return new LargeNumbers(extra, numbers);
    }

    /// `small`, unless it says that the number stands here.
    long orNext(long small) {
      if (small != ELSEWHERE) {
        return small;
      }
      if (numbers.left() < Long.BYTES) {
        throw all.corrupt("a zip64 field with the number", "none");
      }
      return numbers.size();
    }
  }
}
