package dev.sheaf.arrayrecord;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.Layout;
import dev.sheaf.format.RecordReader;
import dev.sheaf.io.InputFile;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;

/// An open ArrayRecord file.
///
/// Whatever is handed out comes from a chunk whose hashes have been verified, and which holds what the index says. In a
/// mapped file, records that are not compressed are views of it, unless a block header cuts them; all others are
/// copies. A chunk of several records is decoded once as long as one thread reads from it. Damage is reported where it is read:
/// other chunks can still be read.
public final class ArrayRecordReader implements RecordReader {
  /// More threads than that are not started, whatever is asked for: as many as ArrayRecord has in its own pool.
  private static final int MAX_THREADS = 64;

  private final FileBytes file;
  private final Footer footer;
  private final ChunkIndex index;
  private final ArrayRecordReaderOptions readerOptions;
  private final DecoderPool decoders;

  private ArrayRecordReader(
      FileBytes file, Footer footer, ArrayRecordReaderOptions readerOptions, FormatOptions options) {
    this.file = file;
    this.footer = footer;
    this.index = footer.index();
    this.readerOptions = readerOptions;
    this.decoders = new DecoderPool(() -> new ChunkDecoder(file, footer.index(), options));
  }

  static ArrayRecordReader open(InputFile input, FormatOptions options) {
    ArrayRecordReaderOptions readerOptions = ArrayRecordReaderOptions.of(options.settings());
    FileBytes file = FileBytes.of(input);
    return new ArrayRecordReader(file, Footer.read(file, options), readerOptions, options);
  }

  ChunkIndex index() {
    return index;
  }

  @Override
  public long size() {
    file.checkOpen();
    return index.records();
  }

  /// How many chunks the records are in.
  public long chunks() {
    file.checkOpen();
    return index.chunks();
  }

  /// How many records the first chunk has, and usually every other but the last; 0 in a file without records.
  public long groupSize() {
    file.checkOpen();
    return index.groupSize();
  }

  /// With which options the file says it was written; empty in files from before October 2022.
  public Optional<String> writerOptions() {
    file.checkOpen();
    return Optional.ofNullable(footer.writerOptions());
  }

  @Override
  public Layout layout() {
    Layout layout = Layout.EMPTY.with("chunks", chunks()).with("records of a chunk", groupSize());
    return writerOptions().map(options -> layout.with("written with", options)).orElse(layout);
  }

  @Override
  public MemorySegment read(long record) {
    Objects.checkIndex(record, size());
    ChunkDecoder decoder = decoders.take();
    try {
      decoder.load(record, 0);
      return decoder.keep(record);
    } finally {
      decoders.give(decoder);
    }
  }

  @Override
  public long read(long record, MemorySegment target) {
    Objects.checkIndex(record, size());
    ChunkDecoder decoder = decoders.take();
    try {
      decoder.load(record, 0);
      MemorySegment bytes = decoder.get(record);
      if (bytes.byteSize() > target.byteSize()) {
        throw new IllegalArgumentException(
            "expected room for the %d bytes of record %d, found %d"
                .formatted(bytes.byteSize(), record, target.byteSize()));
      }
      MemorySegment.copy(bytes, 0, target, 0, bytes.byteSize());
      return bytes.byteSize();
    } finally {
      decoders.give(decoder);
    }
  }

  @Override
  public void read(long from, long to, Consumer consumer) {
    Objects.checkFromToIndex(from, to, size());
    if (readerOptions.maxParallelism() > 0) {
      int threads = Math.min(readerOptions.maxParallelism(), MAX_THREADS);
      new ReadAhead(this, threads, recordsAtOnce()).read(from, to, consumer);
    } else {
      inOrder(from, to, consumer);
    }
  }

  private void inOrder(long from, long to, Consumer consumer) {
    ChunkDecoder decoder = decoders.take();
    try {
      for (long record = from; record < to; ) {
        file.checkOpen();
        decoder.load(record, readerOptions.readaheadBufferSize());
        long end = Math.min(to, decoder.endRecord());
        for (; record < end; record++) {
          consumer.accept(record, decoder.get(record));
        }
      }
    } finally {
      decoders.give(decoder);
    }
  }

  /// Records to keep, in order: for those who read ahead.
  MemorySegment[] keep(long from, int count) {
    MemorySegment[] records = new MemorySegment[count];
    ChunkDecoder decoder = decoders.take();
    try {
      for (int i = 0; i < count; i++) {
        file.checkOpen();
        decoder.load(from + i, readerOptions.readaheadBufferSize());
        records[i] = decoder.keep(from + i);
      }
    } finally {
      decoders.give(decoder);
    }
    return records;
  }

  /// How many records have about as many bytes as are read ahead at once; whole chunks.
  private int recordsAtOnce() {
    long group = Math.max(1, index.groupSize());
    long groupBytes = Math.max(1, file.size() / Math.max(1, index.chunks()));
    long groups = Math.max(1, readerOptions.readaheadBufferSize() / groupBytes);
    return (int) Math.min(Math.max(group, Math.min(groups, 1 << 20) * group), 1 << 20);
  }

  @Override
  public void read(long[] records, int count, Consumer consumer) {
    long size = size();
    for (int i = 0; i < count; i++) {
      Objects.checkIndex(records[i], size);
    }
    if (index.groupSize() <= 1) {
      ChunkDecoder decoder = decoders.take();
      try {
        for (int i = 0; i < count; i++) {
          file.checkOpen();
          decoder.load(records[i], 0);
          consumer.accept(records[i], decoder.get(records[i]));
        }
      } finally {
        decoders.give(decoder);
      }
    } else {
      chunkByChunk(records, count, consumer);
    }
  }

  /// Reads in the order of the file, so that each chunk is decoded once, and hands out in the order that was asked for.
  private void chunkByChunk(long[] records, int count, Consumer consumer) {
    int[] order =
        LongStream.range(0, count)
            .boxed()
            .sorted((a, b) -> Long.compare(records[(int) (long) a], records[(int) (long) b]))
            .mapToInt(Long::intValue)
            .toArray();
    MemorySegment[] found = new MemorySegment[count];
    ChunkDecoder decoder = decoders.take();
    try {
      for (int i : order) {
        file.checkOpen();
        decoder.load(records[i], 0);
        found[i] = decoder.keep(records[i]);
      }
    } finally {
      decoders.give(decoder);
    }
    for (int i = 0; i < count; i++) {
      consumer.accept(records[i], found[i]);
    }
  }

  /// Where the chunk that holds a record begins.
  @Override
  public long offset(long record) {
    Objects.checkIndex(record, size());
    IndexEntry entry = new IndexEntry();
    index.find(record, entry);
    return entry.begin;
  }

  /// Verifies all of the index, if it was too large for that to be done on opening.
  ///
  /// @throws dev.sheaf.io.CorruptDataException if it is damaged
  public void verifyIndex() {
    file.checkOpen();
    index.verify();
  }

  @Override
  public void close() {
    index.close();
    decoders.close();
    file.close();
  }
}
