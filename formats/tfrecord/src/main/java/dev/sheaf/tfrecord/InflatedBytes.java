package dev.sheaf.tfrecord;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.TruncatedDataException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Expands a compressed file from front to back, and verifies each checksum on the way. For one thread at a time.
///
/// A gzip file is any number of members, one after the other, also empty ones; a zlib file is one stream. A file of no
/// bytes expands to nothing. What follows the last of them is an error.
final class InflatedBytes implements AutoCloseable {
  /// The most that is read of a gzip header: names and comments are short.
  private static final int MAX_HEADER_BYTES = 1 << 17;

  private static final int INPUT_BYTES = 1 << 16;
  private static final int GZIP_TRAILER_BYTES = 8;

  /// Below this an expansion is never too much.
  private static final long SMALL_BYTES = 64L << 20;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final InputFile file;
  private final boolean gzip;
  private final long maxExpansion;
  private final CRC32 crc = new CRC32();
  private final Inflater inflater;

  /// Where the deflated data of the present member begin; what the inflater has taken counts from there.
  private long memberStart;

  private boolean insideMember;
  private long memberBytes;
  private long position;

  InflatedBytes(InputFile file, Compression compression, FormatOptions options) {
    this.file = file;
    this.gzip = compression == Compression.GZIP;
    this.maxExpansion = options.maxExpansion();
    this.inflater = new Inflater(gzip);
  }

  /// How many bytes have been expanded.
  long position() {
    return position;
  }

  /// Fills `target` from its start.
  ///
  /// @return how many bytes it got: fewer than it has room for only at the end
  int read(byte[] target) {
    int length = 0;
    while (length < target.length && (insideMember || nextMember())) {
      int more = inflate(target, length);
      length += more;
      position += more;
      memberBytes += more;
      if (inflater.finished()) {
        endMember();
      }
    }
    return length;
  }

  private long compressedPosition() {
    return memberStart + inflater.getBytesRead();
  }

  /// Begins the next member, if there is one.
  private boolean nextMember() {
    if (memberStart == file.size()) {
      return false;
    }
    if (gzip) {
      long left = Math.min(MAX_HEADER_BYTES, file.size() - memberStart);
      long header = GzipHeader.length(file.slice(new ByteRange(memberStart, left)));
      if (header == GzipHeader.CUT && left < MAX_HEADER_BYTES) {
        throw new TruncatedDataException(file.name(), new ByteRange(memberStart, left + 1), file.size());
      }
      if (header < 0) {
        throw new CorruptDataException(
            file.name(),
            memberStart,
            memberStart == 0 ? "the header of a gzip file" : "the end of the file, or the header of a gzip member",
            "something else");
      }
      memberStart += header;
    } else if (memberStart > 0) {
      throw new CorruptDataException(
          file.name(),
          memberStart,
          "the end of the file after its zlib stream",
          "%d bytes more".formatted(file.size() - memberStart));
    }
    inflater.reset();
    crc.reset();
    memberBytes = 0;
    insideMember = true;
    return true;
  }

  private int inflate(byte[] target, int from) {
    try {
      if (inflater.needsInput()) {
        long at = compressedPosition();
        if (at == file.size()) {
          throw new TruncatedDataException(file.name(), new ByteRange(at, 1), at);
        }
        MemorySegment input = file.slice(new ByteRange(at, Math.min(INPUT_BYTES, file.size() - at)));
        inflater.setInput(input.asByteBuffer());
      }
      int more = inflater.inflate(target, from, target.length - from);
      if (inflater.needsDictionary()) {
        throw new UnsupportedFormatException(
            file.name(), memberStart, "a zlib stream without a preset dictionary", "one that needs a dictionary");
      }
      crc.update(target, from, more);
      checkExpansion(position + more);
      return more;
    } catch (DataFormatException e) {
      throw new CorruptDataException(
          file.name(),
          compressedPosition(),
          gzip ? "gzip data" : "zlib data",
          e.getMessage() == null ? "something else" : e.getMessage());
    }
  }

  private void checkExpansion(long bytes) {
    long compressed = compressedPosition();
    if (bytes > SMALL_BYTES && bytes / Math.max(1, compressed) >= maxExpansion) {
      throw new UnsupportedFormatException(
          file.name(),
          compressed,
          "data that expand at most %d times".formatted(maxExpansion),
          "%d bytes out of %d".formatted(bytes, compressed));
    }
  }

  /// Checks what stands behind a member; the inflater has checked that of a zlib stream itself.
  private void endMember() {
    insideMember = false;
    memberStart = compressedPosition();
    if (gzip) {
      ByteRange trailer = new ByteRange(memberStart, GZIP_TRAILER_BYTES);
      if (trailer.end() > file.size()) {
        throw new TruncatedDataException(file.name(), trailer, file.size());
      }
      MemorySegment bytes = file.slice(trailer);
      checkTrailer(bytes.get(INT, 0), (int) crc.getValue(), 0, "the checksum %08x of the data");
      checkTrailer(bytes.get(INT, 4), (int) memberBytes, 4, "the length %08x of the data");
      memberStart = trailer.end();
    }
    inflater.reset();
  }

  private void checkTrailer(int found, int expected, int at, String what) {
    if (found != expected) {
      throw new CorruptDataException(file.name(), memberStart + at, what.formatted(expected), "%08x".formatted(found));
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
