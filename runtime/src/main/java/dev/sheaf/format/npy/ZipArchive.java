package dev.sheaf.format.npy;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.ViewGuard;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// The entries of a zip archive, whatever is in them, in the order of the directory at its end. Names lead nowhere:
/// nothing is unpacked. Safe for any number of threads, as the file is.
public final class ZipArchive {
  private static final int MARK = 0x4b50;

  private final InputFile file;
  private final FormatOptions options;
  private final List<ArchiveEntry> entries;

  private ZipArchive(InputFile file, FormatOptions options, List<ArchiveEntry> entries) {
    this.file = file;
    this.options = options;
    this.entries = entries;
  }

  /// Reads the directory of an archive. The file stays the caller's.
  ///
  /// @throws CorruptDataException if it is no zip archive, or contradicts itself
  /// @throws UnsupportedFormatException if it is of a kind that is not read here
  /// @throws dev.sheaf.io.StorageException if it cannot be read
  public static ZipArchive read(InputFile file, FormatOptions options) {
    return new ZipArchive(
        file, options, new ViewGuard(List.of(file)).get(() -> ArchiveDirectory.read(file)));
  }

  /// Whether a file begins as a zip archive does.
  public static boolean isAhead(InputFile file) {
    return file.size() >= Short.BYTES
        && new ViewGuard(List.of(file)).get(() -> ArchiveBytes.of(file, 0, Short.BYTES).unsignedShort()) == MARK;
  }

  /// How many entries there are, folders too.
  public int size() {
    return entries.size();
  }

  /// The name of an entry; that of a folder ends with `/`.
  ///
  /// @throws IndexOutOfBoundsException if there is no such entry
  public String name(int entry) {
    return entries.get(entry).name();
  }

  /// The content of an entry, its checksum verified: read-only memory that stays valid when the file is closed.
  ///
  /// @throws IndexOutOfBoundsException if there is no such entry
  /// @throws CorruptDataException if the entry is damaged
  /// @throws UnsupportedFormatException if it is encrypted, compressed with something else than DEFLATE, or larger than
  ///     the options allow
  /// @throws dev.sheaf.io.StorageException if the file cannot be read
  public MemorySegment content(int entry) {
    ArchiveEntry there = entries.get(entry);
    if (there.bytes() > Math.min(options.maxRecordBytes(), Integer.MAX_VALUE - 8)) {
      throw new UnsupportedFormatException(
          file.name(),
          there.headerAt(),
          "at most %d bytes (maxRecordBytes) of the entry \"%s\"".formatted(options.maxRecordBytes(), there.name()),
          there.bytes() + " bytes");
    }
    return new ViewGuard(List.of(file)).get(() -> kept(ArchiveContent.read(file, there, options), there));
  }

  /// Bytes that are stored as they are may be a view of the file.
  private static MemorySegment kept(MemorySegment content, ArchiveEntry entry) {
    return entry.method() == ArchiveEntry.STORED
        ? MemorySegment.ofArray(content.toArray(ValueLayout.JAVA_BYTE)).asReadOnly()
        : content;
  }
}
