package dev.sheaf.examples.ownformat;

import dev.sheaf.format.RecordWriter;
import dev.sheaf.io.OutputFile;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Writes frames; the file appears when it is committed.
final class FramesWriter implements RecordWriter {
  private final OutputFile file;
  private final long maxRecordBytes;
  private long count;
  private boolean committed;

  FramesWriter(Path target, long maxRecordBytes) {
    this.file = OutputFile.create(target);
    this.maxRecordBytes = Math.min(maxRecordBytes, Integer.MAX_VALUE);
    file.write(MemorySegment.ofArray(Frame.START.getBytes(StandardCharsets.US_ASCII)));
  }

  @Override
  public void write(MemorySegment record) {
    checkOpen();
    if (record.byteSize() > maxRecordBytes) {
      throw new IllegalArgumentException(
          "expected a record of at most %d bytes, found %d".formatted(maxRecordBytes, record.byteSize()));
    }
    put((int) record.byteSize(), record);
    count++;
  }

  private void put(int length, MemorySegment bytes) {
    MemorySegment head = MemorySegment.ofArray(new byte[Frame.HEAD_BYTES]);
    head.set(Frame.INT, 0, length);
    head.set(Frame.INT, Integer.BYTES, Frame.checksum(length, bytes));
    file.write(head);
    file.write(bytes);
  }

  @Override
  public void commit() {
    checkOpen();
    MemorySegment number = MemorySegment.ofArray(new byte[Long.BYTES]);
    number.set(Frame.LONG, 0, count);
    put(Frame.END, number);
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
    file.close();
  }
}
