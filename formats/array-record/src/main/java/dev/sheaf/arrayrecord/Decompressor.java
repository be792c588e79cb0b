package dev.sheaf.arrayrecord;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.sheaf.format.FormatOptions;
import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.brotli.dec.BrotliInputStream;
import org.jspecify.annotations.Nullable;

/// Takes sections of chunks out of their compression: the size that it has afterwards, then one stream that fills the
/// rest.
///
/// The size is held against what it may be before memory is taken, and the stream must give just as many bytes. For one
/// thread.
final class Decompressor implements AutoCloseable {
  /// Below this much no limit on the expansion holds.
  private static final long FREE_BYTES = 64L << 20;

  /// The first seven bits of a brotli stream with windows longer than RFC 7932 knows.
  private static final int LARGE_WINDOW = 0x11;

  private final FormatOptions options;
  private final ChunkHeader chunk;
  private final ByteCursor cursor;
  private final Buffer source = new Buffer();
  private final SnappyJavaDecompressor snappy = new SnappyJavaDecompressor();
  private @Nullable ZstdDecompressCtx zstd;

  Decompressor(ChunkHeader chunk, FormatOptions options) {
    this.chunk = chunk;
    this.cursor = new ByteCursor(chunk);
    this.options = options;
  }

  /// The content of a section.
  ///
  /// @param min how many bytes it must have at least
  /// @param max how many bytes it may have at most
  /// @param into what it is put into if it is compressed
  /// @throws dev.sheaf.io.CorruptDataException if it is no such section
  /// @throws dev.sheaf.format.UnsupportedFormatException if it goes past a limit
  MemorySegment section(
      Compression compression, MemorySegment data, long from, long length, long min, long max, Buffer into) {
    boolean plain = compression == Compression.NONE;
    cursor.set(data, from, length);
    long size = plain ? length : cursor.varint("the size of a section");
    if (size < min || size > max) {
      throw chunk.corrupt(
          min == max
              ? "a section of %d bytes".formatted(min)
              : "a section of %d to %s bytes".formatted(min, Long.toUnsignedString(max)),
          Long.toUnsignedString(size) + " bytes");
    }
    if (plain) {
      return data.asSlice(from, length);
    }
    int compressed = (int) cursor.left();
    checkLimits(size, compressed);
    byte[] bytes = source.atLeast(compressed);
    MemorySegment.copy(data, cursor.position(), source.segment(), 0, compressed);
    byte[] target = into.atLeast((int) size);
    boolean exact =
        switch (compression) {
          case ZSTD -> zstd(bytes, compressed, target, (int) size);
          case SNAPPY -> snappy(bytes, compressed, target, (int) size);
          case BROTLI -> brotli(bytes, compressed, target, (int) size);
          case NONE -> throw new AssertionError();
        };
    if (!exact) {
      throw chunk.corrupt(
          "one stream of %s with %d bytes in it".formatted(compression, size), "another stream, or more than one");
    }
    return into.segment().asSlice(0, size);
  }

  /// Sees to it that records that are so long are read.
  void checkLimits(long size, long compressed) {
    long limit = Math.min(options.maxRecordBytes(), Integer.MAX_VALUE - 16);
    if (size > limit) {
      throw chunk.unsupported(
          "at most %d bytes of records in a chunk (maxRecordBytes)".formatted(limit), size + " bytes");
    }
    if (size > FREE_BYTES && size / options.maxExpansion() > compressed) {
      throw chunk.unsupported(
          "at most %d bytes for each compressed one (maxExpansion)".formatted(options.maxExpansion()),
          "%d bytes of %d".formatted(size, compressed));
    }
  }

  private boolean zstd(byte[] bytes, int length, byte[] target, int size) {
    if (ZstdFrame.length(bytes, length) != length) {
      return false;
    }
    int plain = ZstdFrame.plainContent(bytes, length);
    if (plain >= 0) {
      System.arraycopy(bytes, plain, target, 0, Math.min(size, length - plain));
      return length - plain == size;
    }
    if (zstd == null) {
      zstd = new ZstdDecompressCtx();
    }
    try {
      return zstd.decompressByteArray(target, 0, size, bytes, 0, length) == size;
    } catch (ZstdException e) {
      throw damaged(Compression.ZSTD, e);
    }
  }

  private boolean snappy(byte[] bytes, int length, byte[] target, int size) {
    try {
      return snappy.getUncompressedLength(bytes, 0) == size
          && snappy.decompress(bytes, 0, length, target, 0, size) == size;
    } catch (MalformedInputException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw damaged(Compression.SNAPPY, e);
    }
  }

  private boolean brotli(byte[] bytes, int length, byte[] target, int size) {
    if (length > 0 && (bytes[0] & 0x7f) == LARGE_WINDOW) {
      throw chunk.unsupported(
          "brotli of RFC 7932, with windows of up to 24 bits",
          "a stream with a large window (window_log of 25 or more)");
    }
    try (BrotliInputStream stream = new BrotliInputStream(new ByteArrayInputStream(bytes, 0, length))) {
      int done = 0;
      while (done < size) {
        int read = stream.read(target, done, size - done);
        if (read <= 0) {
          return false;
        }
        done += read;
      }
      return stream.read() < 0;
    } catch (IOException | IllegalStateException | IndexOutOfBoundsException e) {
      throw damaged(Compression.BROTLI, e);
    }
  }

  private RuntimeException damaged(Compression compression, Exception cause) {
    RuntimeException corrupt =
        chunk.corrupt("a stream of " + compression, "a damaged one (%s)".formatted(cause.getMessage()));
    corrupt.addSuppressed(cause);
    return corrupt;
  }

  /// Lets go of long arrays.
  void trim() {
    source.trim();
  }

  @Override
  public void close() {
    if (zstd != null) {
      zstd.close();
    }
  }
}
