package dev.sheaf.format.npy;

import dev.sheaf.io.OutputFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/// The content of one entry of an archive on its way into the file: counted, summed up, and compressed where that is
/// wanted. For one thread.
final class EntryContent implements AutoCloseable {
  private static final int PIECE = 1 << 20;

  private final OutputFile out;
  private final long start;
  private final CRC32 crc = new CRC32();
  private final @Nullable Deflater deflater;
  private final byte[] deflated;
  private long bytes;

  private EntryContent(OutputFile out, @Nullable Deflater deflater) {
    this.out = out;
    this.start = out.position();
    this.deflater = deflater;
    this.deflated = new byte[deflater == null ? 0 : PIECE];
  }

  /// Content that is written at the end of a file.
  static EntryContent of(NpzWriter.Compression compression, OutputFile out) {
    return new EntryContent(
        out,
        switch (compression) {
          case STORED -> null;
          case DEFLATE -> new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        });
  }

  void write(MemorySegment content) {
    bytes += content.byteSize();
    for (long from = 0; from < content.byteSize(); from += PIECE) {
      MemorySegment piece = content.asSlice(from, Math.min(PIECE, content.byteSize() - from));
      ByteBuffer buffer = ByteBuffer.wrap(piece.toArray(ValueLayout.JAVA_BYTE));
      crc.update(buffer.duplicate());
      if (deflater == null) {
        out.write(piece);
      } else {
        deflater.setInput(buffer);
        drain(deflater);
      }
    }
  }

  /// Ends the compressed stream.
  void finish() {
    if (deflater != null) {
      deflater.finish();
      drain(deflater);
    }
  }

  private void drain(Deflater from) {
    int count = from.deflate(deflated);
    while (count > 0) {
      out.write(MemorySegment.ofArray(deflated).asSlice(0, count));
      count = from.deflate(deflated);
    }
  }

  /// How many bytes were written to this.
  long bytes() {
    return bytes;
  }

  /// How many of them are in the file.
  long storedBytes() {
    return out.position() - start;
  }

  long crc() {
    return crc.getValue();
  }

  @Override
  public void close() {
    if (deflater != null) {
      deflater.end();
    }
  }
}
