package dev.sheaf.tfrecord;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.Layout;
import dev.sheaf.format.RecordIndex;
import dev.sheaf.format.RecordReader;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.CRC32C;

/// The records of one file, found by an index, of which nothing is believed that the file does not say too.
final class TfRecordReader implements RecordReader {
  /// Records that lie side by side are fetched together, up to so many bytes.
  private static final int RUN_BYTES = 1 << 20;

  private final InputFile file;
  private final RecordIndex index;
  private final FormatOptions options;
  private final Compression compression;
  private volatile boolean closed;

  /// @param compression what the file is wrapped in: offsets are those of what it expands to
  TfRecordReader(InputFile file, RecordIndex index, FormatOptions options, Compression compression) {
    this.file = file;
    this.index = index;
    this.options = options;
    this.compression = compression;
  }

  @Override
  public long size() {
    checkOpen();
    return index.count();
  }

  @Override
  public Layout layout() {
    checkOpen();
    return Layout.EMPTY.with("compression", compression.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public MemorySegment read(long record) {
    checkOpen();
    long end = end(Objects.checkIndex(record, index.count()));
    long start = index.offset(record);
    MemorySegment frame = file.slice(new ByteRange(start, end - start));
    return data(frame, 0, record, new CRC32C());
  }

  @Override
  public void read(long from, long to, Consumer consumer) {
    checkOpen();
    Objects.checkFromToIndex(from, to, index.count());
    CRC32C crc = new CRC32C();
    for (long first = from; first < to; ) {
      long start = index.offset(first);
      long end = end(first);
      long last = first + 1;
      while (last < to && index.offset(last) == end && end(last) - start <= RUN_BYTES) {
        end = end(last++);
      }
      MemorySegment run = file.slice(new ByteRange(start, end - start));
      for (; first < last; first++) {
        consumer.accept(first, data(run, index.offset(first) - start, first, crc));
      }
    }
  }

  @Override
  public void read(long[] records, int count, Consumer consumer) {
    checkOpen();
    CRC32C crc = new CRC32C();
    for (int i = 0; i < count; i++) {
      long record = Objects.checkIndex(records[i], index.count());
      long start = index.offset(record);
      MemorySegment frame = file.slice(new ByteRange(start, end(record) - start));
      consumer.accept(record, data(frame, 0, record, crc));
    }
  }

  /// Where a record's frame ends, if the index can be believed.
  private long end(long record) {
    long start = index.offset(record);
    long length = index.length(record);
    if (start < 0 || length < 0 || start > file.size() - Frame.BYTES || length > file.size() - Frame.BYTES - start) {
      throw new CorruptDataException(
          file.name(),
          Math.max(start, 0),
          "an index of this file of %d bytes".formatted(file.size()),
          "one in which record %d has %d bytes at %d".formatted(record, length, start));
    }
    return start + length + Frame.BYTES;
  }

  /// The data of a record whose frame begins at `at`.
  private MemorySegment data(MemorySegment bytes, long at, long record, CRC32C crc) {
    long place = index.offset(record);
    long length = Frame.length(file, bytes, at, place, options);
    if (length != index.length(record)) {
      throw new CorruptDataException(
          file.name(),
          place,
          "a record of %d bytes, as the index says".formatted(index.length(record)),
          length + " bytes");
    }
    MemorySegment data = bytes.asSlice(at + Frame.HEAD_BYTES, length);
    Frame.checkData(file, bytes, at, length, place, data, crc);
    return data.isReadOnly() ? data : data.asReadOnly();
  }

  @Override
  public long offset(long record) {
    checkOpen();
    Objects.checkIndex(record, index.count());
    return compression == Compression.NONE ? index.offset(record) : -1;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("\"%s\" is closed".formatted(file.name()));
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    file.close();
  }
}
