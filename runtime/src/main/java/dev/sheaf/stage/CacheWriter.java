package dev.sheaf.stage;

import static dev.sheaf.stage.CacheFile.HEAD;
import static dev.sheaf.stage.CacheFile.INT;
import static dev.sheaf.stage.CacheFile.ITEM_HEAD;
import static dev.sheaf.stage.CacheFile.LONG;

import dev.sheaf.io.OutputFile;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;

/// Writes a cache, item by item, into a file that is there when it is complete. 8 bytes are kept in memory for each
/// item. For one thread.
final class CacheWriter implements AutoCloseable {
  /// Items are gathered to so much before they are written.
  private static final int BUFFER = 1 << 18;

  private final OutputFile file;
  private final MemorySegment buffer = MemorySegment.ofArray(new byte[BUFFER]);
  private long[] offsets = new long[64];
  private int count;
  private long buffered;

  private CacheWriter(OutputFile file) {
    this.file = file;
  }

  /// @throws dev.sheaf.io.StorageException if it cannot be written
  static CacheWriter create(Path path) {
    OutputFile file = OutputFile.create(path);
    CacheWriter writer = new CacheWriter(file);
    writer.append(MemorySegment.ofArray(new byte[HEAD]));
    return writer;
  }

  private long position() {
    return file.position() + buffered;
  }

  /// Appends an item.
  ///
  /// @throws dev.sheaf.io.StorageException if it cannot be written
  void write(MemorySegment bytes) {
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, Math.multiplyExact(count, 2));
    }
    offsets[count] = position();
    MemorySegment head = MemorySegment.ofArray(new byte[ITEM_HEAD]);
    head.set(LONG, 0, count);
    head.set(LONG, CacheFile.LENGTH_AT, bytes.byteSize());
    head.set(
        INT, CacheFile.ITEM_CHECKSUM_AT, CacheFile.checksum(head.asSlice(0, CacheFile.ITEM_CHECKSUM_AT), bytes));
    append(head);
    append(bytes);
    append(MemorySegment.ofArray(new byte[(int) (-position() & (Long.BYTES - 1))]));
    count++;
  }

  private void append(MemorySegment bytes) {
    if (bytes.byteSize() > BUFFER - buffered) {
      flush();
    }
    if (bytes.byteSize() > BUFFER) {
      file.write(bytes);
    } else {
      buffer.asSlice(buffered, bytes.byteSize()).copyFrom(bytes);
      buffered += bytes.byteSize();
    }
  }

  private void flush() {
    file.write(buffer.asSlice(0, buffered));
    buffered = 0;
  }

  /// Puts the file in its place: all items have been written.
  ///
  /// @throws dev.sheaf.io.StorageException if it cannot be written
  void commit(CacheOrigin origin) {
    long index = position();
    for (int item = 0; item < count; item++) {
      MemorySegment entry = MemorySegment.ofArray(new byte[Long.BYTES]);
      entry.set(LONG, 0, offsets[item]);
      append(entry);
    }
    long origins = position();
    MemorySegment madeBy = origin.toBytes();
    append(madeBy);
    flush();
    MemorySegment head = MemorySegment.ofArray(new byte[HEAD]);
    head.asSlice(0, CacheFile.MAGIC.length).copyFrom(MemorySegment.ofArray(CacheFile.MAGIC));
    head.set(INT, CacheFile.VERSION_AT, CacheFile.VERSION);
    head.set(LONG, CacheFile.COUNT_AT, count);
    head.set(LONG, CacheFile.INDEX_AT, index);
    head.set(LONG, CacheFile.ORIGIN_AT, origins);
    head.set(LONG, CacheFile.END_AT, file.position());
    head.set(INT, CacheFile.CHECKSUM_AT, CacheFile.checksum(head.asSlice(CacheFile.COUNT_AT), madeBy));
    file.overwrite(0, head);
    file.commit();
  }

  /// Throws away what was not committed.
  @Override
  public void close() {
    file.close();
  }
}
