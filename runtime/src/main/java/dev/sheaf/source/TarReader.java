package dev.sheaf.source;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.TruncatedDataException;
import dev.sheaf.stage.Run;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Reads the regular files in a tar archive: `ustar`, and what
/// [POSIX](https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html) (pax) and
/// [GNU](https://www.gnu.org/software/tar/manual/html_node/Standard.html) have added for long names and large files.
/// Folders, links and devices are passed over, and so is what pax says about all files at once.
///
/// Its position is the offset of the next header: the first of those that belong to one file. Tar has checksums for
/// headers only. Damage in one is the end of what can be read, as there is no other way to the next.
final class TarReader implements ItemReader<ArchiveRecord> {
  private static final int BLOCK = TarHeader.BYTES;

  private final InputFile file;
  private final FormatOptions options;
  private final Run run;
  private long next;

  private TarReader(InputFile file, long from, FormatOptions options, Run run) {
    this.file = file;
    this.options = options;
    this.run = run;
    this.next = from;
  }

  /// Whether a file begins as a tar archive does: with a header, or with the blocks of zeros that end one.
  static boolean isAhead(InputFile file) {
    if (file.size() < BLOCK) {
      return false;
    }
    TarHeader header = TarHeader.read(file, 0);
    return header.isSound() || (header.isZero() && file.size() % BLOCK == 0);
  }

  static TarReader open(InputFile file, long from, FormatOptions options, Run run) {
    if (from < 0 || from > file.size() || from % BLOCK != 0) {
      throw Archives.nowhere(file, "a header, at a multiple of %d up to byte %d,".formatted(BLOCK, file.size()), from);
    }
    return new TarReader(file, from, options, run);
  }

  @Override
  public @Nullable ArchiveRecord next() {
    PaxRecords own = PaxRecords.NONE;
    long at = next;
    while (true) {
      run.check();
      TarHeader header = header(at);
      if (header == null) {
        if (at != next) {
          throw new CorruptDataException(file.name(), at, "the file that the header before is about", "none");
        }
        return null;
      }
      long content = at + BLOCK;
      switch (header.kind()) {
        case FILE -> {
          return record(header, content, own);
        }
        case SPARSE -> throw sparse(at);
        case RECORDS -> own = own.and(PaxRecords.parse(about(content, header.size()), file.name(), content));
        case LONG_NAME ->
            own = own.withPath(TarHeader.untilNul(about(content, header.size()), file.name(), content));
        case PASSED_OVER, WITHOUT_CONTENT -> {}
      }
      boolean isWithoutContent = header.kind() == TarHeader.Kind.WITHOUT_CONTENT;
      at = end(content, isWithoutContent ? 0 : header.size());
      own = isWithoutContent ? PaxRecords.NONE : own;
      next = own.equals(PaxRecords.NONE) ? at : next;
    }
  }

  /// The header at an offset; null where the archive ends: at a block of zeros, or without one.
  private @Nullable TarHeader header(long at) {
    if (at == file.size()) {
      return null;
    }
    if (file.size() - at < BLOCK) {
      throw new TruncatedDataException(file.name(), new ByteRange(at, BLOCK), file.size());
    }
    TarHeader header = TarHeader.read(file, at);
    if (header.isZero()) {
      return null;
    }
    return header.checked();
  }

  private ArchiveRecord record(TarHeader header, long content, PaxRecords own) {
    if (own.isSparse()) {
      throw sparse(content - BLOCK);
    }
    long size = own.bytes().orElse(header.size());
    // From here on a fault is one of this file only.
    next = end(content, size);
    String name = own.path().orElseGet(header::name);
    if (size > Math.min(options.maxRecordBytes(), Integer.MAX_VALUE - 8)) {
      throw new UnsupportedFormatException(
          file.name(),
          content - BLOCK,
          "at most %d bytes (maxRecordBytes) of \"%s\"".formatted(options.maxRecordBytes(), name),
          size + " bytes");
    }
    return new ArchiveRecord(name, MemorySegment.ofArray(bytes(content, size)).asReadOnly());
  }

  private UnsupportedFormatException sparse(long at) {
    return new UnsupportedFormatException(file.name(), at, "a file without holes", "a sparse one");
  }

  /// Where the next header is: content is filled up to whole blocks, but for the very last, which some leave as it is.
  private long end(long content, long size) {
    if (size > file.size() - content) {
      throw new CorruptDataException(
          file.name(),
          content,
          "%d bytes".formatted(size),
          "the end of the file after %d".formatted(file.size() - content));
    }
    return Math.min(file.size(), Math.ceilDiv(content + size, BLOCK) * BLOCK);
  }

  /// What is said about the next file.
  private byte[] about(long content, long size) {
    end(content, size);
    if (size > TarHeader.MOST_TEXT) {
      throw new UnsupportedFormatException(
          file.name(),
          content - BLOCK,
          "at most %d bytes about a file".formatted(TarHeader.MOST_TEXT),
          size + " bytes");
    }
    return bytes(content, size);
  }

  private byte[] bytes(long offset, long size) {
    byte[] bytes = new byte[Math.toIntExact(size)];
    file.read(offset, MemorySegment.ofArray(bytes));
    return bytes;
  }

  @Override
  public long position() {
    return next;
  }

  @Override
  public boolean isReady() {
    return false;
  }
}
