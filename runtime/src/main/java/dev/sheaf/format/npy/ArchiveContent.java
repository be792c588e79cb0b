package dev.sheaf.format.npy;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Reads the content of one entry of a zip archive, and verifies its checksum: section 4.3.7 of the
/// [ZIP specification](https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT).
final class ArchiveContent {
  static final long LOCAL_MARK = 0x04034b50L;

  /// Nothing that DEFLATE can write becomes more: a match of 258 bytes takes two bits.
  private static final long MOST_DEFLATE = 1032;

  /// Up to here expansion does no harm.
  private static final long HARMLESS_BYTES = 64L << 20;

  /// One call into zlib or CRC-32 takes at most this much.
  private static final long PIECE = 1L << 30;

  private final InputFile file;
  private final ArchiveEntry entry;

  private ArchiveContent(InputFile file, ArchiveEntry entry) {
    this.file = file;
    this.entry = entry;
  }

  /// The bytes of an entry, read-only: a view where it is stored as it is and the file is mapped.
  ///
  /// @throws CorruptDataException if they are damaged
  /// @throws UnsupportedFormatException if they are encrypted, compressed in a way that is not read here, or more than
  ///     the options allow
  static MemorySegment read(InputFile file, ArchiveEntry entry, FormatOptions options) {
    return new ArchiveContent(file, entry).read(options);
  }

  private MemorySegment read(FormatOptions options) {
    if (!entry.isReadable()) {
      throw unsupported("an entry that is not encrypted", "the flags 0x%04x".formatted(entry.flags()));
    }
    MemorySegment stored = file.slice(new ByteRange(contentAt(), entry.storedBytes()));
    return switch (entry.method()) {
      case ArchiveEntry.STORED -> {
        checkSum(stored);
        yield stored;
      }
      case ArchiveEntry.DEFLATED -> inflated(stored, options);
      default -> throw unsupported("an entry that is stored or deflated", "method %d".formatted(entry.method()));
    };
  }

  /// Reads the header in front of the content, which must say what the directory says.
  private long contentAt() {
    ArchiveBytes bytes = ArchiveBytes.of(file, entry.headerAt(), entry.end() - entry.headerAt());
    bytes.expectMark(LOCAL_MARK, "the header of \"%s\"".formatted(entry.name()));
    bytes.skip(2);
    int flags = bytes.unsignedShort();
    int method = bytes.unsignedShort();
    bytes.skip(4);
    long crc = bytes.unsignedInt();
    long storedBytes = bytes.unsignedInt();
    long size = bytes.unsignedInt();
    int nameLength = bytes.unsignedShort();
    int extraLength = bytes.unsignedShort();
    String name = bytes.name(nameLength, (flags & ArchiveEntry.UTF_8_NAME) != 0);
    ArchiveDirectory.LargeNumbers large = ArchiveDirectory.LargeNumbers.of(bytes.take(extraLength));
    boolean sizesFollow = (flags & ArchiveEntry.SIZES_FOLLOW) != 0;
    if (!name.equals(entry.name()) || flags != entry.flags() || method != entry.method()) {
      throw bytes.corrupt(
          "a header as the directory has it: \"%s\", method %d, flags 0x%04x"
              .formatted(entry.name(), entry.method(), entry.flags()),
          "\"%s\", method %d, flags 0x%04x".formatted(name, method, flags));
    }
    if (!sizesFollow) {
      long largeSize = large.orNext(size);
      long largeStored = large.orNext(storedBytes);
      if (crc != entry.crc() || largeStored != entry.storedBytes() || largeSize != entry.bytes()) {
        throw bytes.corrupt(
            "%d bytes, %d stored, checksum %08x, as the directory says"
                .formatted(entry.bytes(), entry.storedBytes(), entry.crc()),
            "%d bytes, %d stored, checksum %08x".formatted(largeSize, largeStored, crc));
      }
    }
    if (entry.storedBytes() > bytes.left()) {
      throw bytes.corrupt(
          "%d bytes of \"%s\" up to byte %d".formatted(entry.storedBytes(), entry.name(), entry.end()),
          "%d".formatted(bytes.left()));
    }
    return bytes.position();
  }

  private MemorySegment inflated(MemorySegment stored, FormatOptions options) {
    long size = entry.bytes();
    if (size > options.maxRecordBytes()) {
      throw unsupported(
          "an entry of at most %d bytes (maxRecordBytes)".formatted(options.maxRecordBytes()), size + " bytes");
    }
    if (size > HARMLESS_BYTES && size / options.maxExpansion() > stored.byteSize()) {
      throw unsupported(
          "an entry that expands at most %d times (maxExpansion)".formatted(options.maxExpansion()),
          "%d bytes in %d".formatted(size, stored.byteSize()));
    }
    if (size / MOST_DEFLATE > stored.byteSize()) {
      throw corrupt("at most %d times the %d bytes".formatted(MOST_DEFLATE, stored.byteSize()), size + " bytes");
    }
    MemorySegment content = Arena.ofAuto().allocate(size, 64);
    Inflater inflater = new Inflater(true);
    try {
      long written = inflate(inflater, stored, content);
      boolean more = written == size && inflate(inflater, stored, MemorySegment.ofArray(new byte[1])) > 0;
      checkSum(content.asSlice(0, written));
      if (written < size || more || !inflater.finished() || inflater.getBytesRead() != stored.byteSize()) {
        // The bytes are right, as their checksum is. It is the archive that is put together in another way.
        throw unsupported(
            "%d bytes that end with their %d compressed ones".formatted(size, stored.byteSize()),
            more ? "more bytes" : "%d bytes in %d".formatted(written, inflater.getBytesRead()));
      }
    } catch (DataFormatException e) {
      throw corrupt("a deflated entry", String.valueOf(e.getMessage()));
    } finally {
      inflater.end();
    }
    return content.asReadOnly();
  }

  /// Inflates until `to` is full or the stream ends: how many bytes that were. Goes on where the call before it ended.
  private static long inflate(Inflater inflater, MemorySegment from, MemorySegment to) throws DataFormatException {
    long written = 0;
    while (written < to.byteSize() && !inflater.finished()) {
      if (inflater.needsInput()) {
        long read = inflater.getBytesRead();
        if (read == from.byteSize()) {
          break;
        }
        inflater.setInput(piece(from, read));
      }
      int count = inflater.inflate(piece(to, written));
      written += count;
      if (count == 0 && (inflater.needsDictionary() || (!inflater.needsInput() && !inflater.finished()))) {
        break;
      }
    }
    return written;
  }

  private static ByteBuffer piece(MemorySegment bytes, long from) {
    return bytes.asSlice(from, Math.min(PIECE, bytes.byteSize() - from)).asByteBuffer();
  }

  private void checkSum(MemorySegment content) {
    CRC32 crc = new CRC32();
    for (long from = 0; from < content.byteSize(); from += PIECE) {
      crc.update(piece(content, from));
    }
    if (crc.getValue() != entry.crc()) {
      throw corrupt("checksum %08x".formatted(entry.crc()), "%08x".formatted(crc.getValue()));
    }
  }

  private CorruptDataException corrupt(String expected, String found) {
    return new CorruptDataException(file.name(), entry.headerAt(), expected + inEntry(), found);
  }

  private UnsupportedFormatException unsupported(String expected, String found) {
    return new UnsupportedFormatException(file.name(), entry.headerAt(), expected + inEntry(), found);
  }

  private String inEntry() {
    return " of the entry \"%s\"".formatted(entry.name());
  }
}
