package dev.sheaf.tfrecord;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordWriter;
import dev.sheaf.io.OutputFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;

/// Writes records with their lengths and checksums, compressed on the way where that is asked for.
final class TfRecordWriter implements RecordWriter {
  /// The setting for how hard to compress.
  static final String LEVEL = "level";

  private static final int BUFFER_BYTES = 1 << 18;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final OutputFile file;
  private final Compression compression;
  private final long maxRecordBytes;
  private final Deflater deflater;
  private final CRC32C crc = new CRC32C();
  private final CRC32 gzipCrc = new CRC32();
  private final MemorySegment frame = MemorySegment.ofArray(new byte[Frame.HEAD_BYTES]);

  /// Small records are gathered before they are compressed or written.
  private final byte[] gathered = new byte[BUFFER_BYTES];

  private final MemorySegment gatheredSegment = MemorySegment.ofArray(gathered);
  private final byte[] deflated = new byte[BUFFER_BYTES];
  private int gatheredBytes;
  private long plainBytes;
  private boolean committed;

  private TfRecordWriter(OutputFile file, Compression compression, int level, long maxRecordBytes) {
    this.file = file;
    this.compression = compression;
    this.maxRecordBytes = maxRecordBytes;
    this.deflater = new Deflater(level, compression == Compression.GZIP);
  }

  static TfRecordWriter create(Path target, FormatOptions options) {
    Compression compression =
        Compression.of(options.setting(Compression.SETTING, "auto")).orElseGet(() -> byName(target));
    int level = level(options.setting(LEVEL, "-1"));
    TfRecordWriter writer =
        new TfRecordWriter(OutputFile.create(target), compression, level, options.maxRecordBytes());
    if (compression == Compression.GZIP) {
      writer.file.write(MemorySegment.ofArray(GzipHeader.PLAIN));
    }
    return writer;
  }

  private static Compression byName(Path target) {
    return target.toString().toLowerCase(Locale.ROOT).endsWith(".gz") ? Compression.GZIP : Compression.NONE;
  }

  private static int level(String text) {
    if (!text.matches("-1|[0-9]")) {
      throw new IllegalArgumentException("expected %s to be -1 to 9, found \"%s\"".formatted(LEVEL, text));
    }
    return Integer.parseInt(text);
  }

  @Override
  public void write(MemorySegment record) {
    checkOpen();
    if (record.byteSize() > maxRecordBytes) {
      throw new IllegalArgumentException(
          "expected a record of at most %d bytes, found %d".formatted(maxRecordBytes, record.byteSize()));
    }
    Frame.putHead(frame, record.byteSize());
    put(frame);
    put(record);
    Frame.putChecksum(frame, 0, Checksum.of(record, crc));
    put(frame.asSlice(0, Integer.BYTES));
  }

  private void put(MemorySegment bytes) {
    for (long done = 0; done < bytes.byteSize(); ) {
      if (gatheredBytes == gathered.length) {
        flush();
      }
      long some = Math.min(gathered.length - gatheredBytes, bytes.byteSize() - done);
      MemorySegment.copy(bytes, done, gatheredSegment, gatheredBytes, some);
      gatheredBytes += (int) some;
      done += some;
    }
  }

  private void flush() {
    plainBytes += gatheredBytes;
    if (compression == Compression.NONE) {
      file.write(gatheredSegment.asSlice(0, gatheredBytes));
    } else {
      gzipCrc.update(gathered, 0, gatheredBytes);
      deflater.setInput(gathered, 0, gatheredBytes);
      while (!deflater.needsInput()) {
        deflate();
      }
    }
    gatheredBytes = 0;
  }

  private void deflate() {
    int length = deflater.deflate(deflated);
    file.write(MemorySegment.ofArray(deflated).asSlice(0, length));
  }

  @Override
  public void commit() {
    checkOpen();
    flush();
    if (compression != Compression.NONE) {
      deflater.finish();
      while (!deflater.finished()) {
        deflate();
      }
    }
    if (compression == Compression.GZIP) {
      MemorySegment trailer = MemorySegment.ofArray(new byte[2 * Integer.BYTES]);
      trailer.set(INT, 0, (int) gzipCrc.getValue());
      trailer.set(INT, Integer.BYTES, (int) plainBytes);
      file.write(trailer);
    }
    committed = true;
    file.commit();
  }

  private void checkOpen() {
    if (committed) {
      throw new IllegalStateException("the file is written already");
    }
  }

  @Override
  public void close() {
    committed = true;
    deflater.end();
    file.close();
  }
}
