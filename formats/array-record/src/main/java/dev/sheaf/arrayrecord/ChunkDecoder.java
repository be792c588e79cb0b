package dev.sheaf.arrayrecord;

import dev.sheaf.format.FormatOptions;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// Finds, reads, verifies and decodes chunks of records, and keeps the one that it decoded last. For one thread at a
/// time; what it hands out is good until the next call.
final class ChunkDecoder implements AutoCloseable {
  private final FileBytes file;
  private final FormatOptions options;
  private final ChunkIndex index;
  private final ChunkHeader chunk;
  private final ChunkReader reader;
  private final Decompressor decompressor;
  private final SimpleChunk simple;
  private final TransposedChunk transposed;
  private final Buffer values = new Buffer();
  private final ChunkRecords records = new ChunkRecords();
  private final IndexEntry entry = new IndexEntry();

  /// Reads what lies between chunks; null as long as nothing does.
  private @Nullable ChunkReader gap;

  /// Which chunk is decoded, or -1.
  private long decoded = -1;

  /// Whether the records lie in the file itself.
  private boolean viewed;

  ChunkDecoder(FileBytes file, ChunkIndex index, FormatOptions options) {
    this.file = file;
    this.options = options;
    this.index = index;
    this.chunk = new ChunkHeader(file.name());
    this.reader = new ChunkReader(file, options);
    this.decompressor = new Decompressor(chunk, options);
    this.simple = new SimpleChunk(chunk, decompressor);
    this.transposed = new TransposedChunk(chunk, decompressor);
  }

  /// Decodes the chunk that holds a record, unless it is decoded already.
  ///
  /// @param ahead how many bytes to fetch at once where the file is not mapped; 0 for just that chunk
  /// @throws dev.sheaf.io.CorruptDataException if it is damaged, or is not what the index says
  void load(long record, long ahead) {
    if (decoded >= 0 && record >= entry.firstRecord && record < entry.firstRecord + entry.records) {
      index.confirmed();
      return;
    }
    decoded = -1;
    index.find(record, entry);
    reader.header(entry.begin, entry.end, Math.max(ahead, Math.min(entry.end - entry.begin, 1 << 20)), chunk);
    if (chunk.records != entry.records) {
      throw chunk.corrupt("the %d records that the index says".formatted(entry.records), chunk.records + " records");
    }
    long end = chunk.end;
    MemorySegment data = reader.data(chunk);
    boolean plain = false;
    switch (chunk.type) {
      case ChunkHeader.SIMPLE -> plain = !simple.decode(data, records, values);
      case ChunkHeader.TRANSPOSED -> transposed.decode(data, records, values);
      default -> throw chunk.corrupt("records", "a chunk of type 0x%02x".formatted(chunk.type));
    }
    viewed = plain && reader.isView();
    if (end < entry.end) {
      checkGap(end);
    }
    index.confirmed();
    decoded = entry.chunk;
  }

  /// What lies between this chunk and the next must hold no records. It is looked at through other buffers: records may
  /// still lie in those of the chunk.
  private void checkGap(long end) {
    if (gap == null) {
      gap = new ChunkReader(file, options);
    }
    gap.checkNoRecords(end, entry.end, new ChunkHeader(file.name()));
  }

  /// The first record of the decoded chunk.
  long firstRecord() {
    return entry.firstRecord;
  }

  /// The record behind the last one of the decoded chunk.
  long endRecord() {
    return entry.firstRecord + entry.records;
  }

  /// Where the decoded chunk begins in the file.
  long begin() {
    return entry.begin;
  }

  /// A record of the decoded chunk, read-only; good until the next call.
  MemorySegment get(long record) {
    return records.get((int) (record - entry.firstRecord));
  }

  /// A record of the decoded chunk, read-only, that stays as it is.
  MemorySegment keep(long record) {
    MemorySegment bytes = get(record);
    return viewed ? bytes : MemorySegment.ofArray(bytes.toArray(ValueLayout.JAVA_BYTE)).asReadOnly();
  }

  /// Lets go of long arrays, unless more records may be read from them.
  void trim() {
    if (decoded < 0 || entry.records == 1) {
      decoded = -1;
      values.trim();
      records.trim();
      reader.trim();
    }
    simple.trim();
    decompressor.trim();
  }

  @Override
  public void close() {
    decompressor.close();
  }
}
