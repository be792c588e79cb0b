package dev.sheaf.examples.ownformat;

import dev.sheaf.format.RecordReader;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.TruncatedDataException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.LongStream;

/// Finds the frames once, when the file is opened, and verifies each whenever it is read.
final class FramesReader implements RecordReader {
  private final InputFile file;
  private final long maxRecordBytes;

  /// Where each frame begins.
  private final long[] frames;

  private volatile boolean closed;

  FramesReader(InputFile file, long maxRecordBytes) {
    this.file = file;
    this.maxRecordBytes = maxRecordBytes;
    byte[] start = Frame.START.getBytes(StandardCharsets.US_ASCII);
    if (bytes(0, start.length).mismatch(MemorySegment.ofArray(start)) >= 0) {
      throw new CorruptDataException(file.name(), 0, "a file of frames", "another beginning");
    }
    frames = find(start.length);
  }

  private long[] find(long first) {
    LongStream.Builder found = LongStream.builder();
    long count = 0;
    long at = first;
    for (int length = length(at); length != Frame.END; length = length(at)) {
      found.add(at);
      count++;
      at += Frame.HEAD_BYTES + length;
    }
    MemorySegment end = bytes(at, Frame.HEAD_BYTES + Long.BYTES);
    verify(at, end, Frame.END, Long.BYTES);
    long stored = end.get(Frame.LONG, Frame.HEAD_BYTES);
    if (stored != count || at + end.byteSize() != file.size()) {
      throw new CorruptDataException(
          file.name(), at, "the end behind %d records".formatted(stored), count + " records, or more bytes");
    }
    return found.build().toArray();
  }

  /// The length of the record whose frame is there: never believed before it is held against the file.
  private int length(long at) {
    int length = bytes(at, Integer.BYTES).get(Frame.INT, 0);
    long left = file.size() - at - Frame.HEAD_BYTES;
    if (length != Frame.END && (length < 0 || length > maxRecordBytes || length > left)) {
      throw new CorruptDataException(
          file.name(), at, "a record of 0 to %d bytes".formatted(Math.min(maxRecordBytes, left)), length + " bytes");
    }
    return length;
  }

  private MemorySegment bytes(long at, long length) {
    ByteRange range = new ByteRange(at, length);
    if (length > file.size() - at) {
      throw new TruncatedDataException(file.name(), range, file.size());
    }
    return file.slice(range);
  }

  private void verify(long at, MemorySegment frame, int length, long dataBytes) {
    int stored = frame.get(Frame.INT, Integer.BYTES);
    int actual = Frame.checksum(length, frame.asSlice(Frame.HEAD_BYTES, dataBytes));
    if (frame.get(Frame.INT, 0) != length || stored != actual) {
      throw new CorruptDataException(
          file.name(), at, "the checksum %08x".formatted(stored), "bytes with %08x".formatted(actual));
    }
  }

  @Override
  public long size() {
    checkOpen();
    return frames.length;
  }

  @Override
  public MemorySegment read(long record) {
    checkOpen();
    long at = offset(record);
    int length = length(at);
    MemorySegment frame = bytes(at, Frame.HEAD_BYTES + Math.max(0, length));
    verify(at, frame, length, Math.max(0, length));
    return frame.asSlice(Frame.HEAD_BYTES).asReadOnly();
  }

  @Override
  public long offset(long record) {
    checkOpen();
    return frames[(int) Objects.checkIndex(record, frames.length)];
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
