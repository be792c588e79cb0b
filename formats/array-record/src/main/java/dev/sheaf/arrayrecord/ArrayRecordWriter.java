package dev.sheaf.arrayrecord;

import dev.sheaf.format.RecordWriter;
import dev.sheaf.io.OutputFile;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// Writes an ArrayRecord file: chunks of records as they come, then the index, which is kept in memory until then
/// (about 10 bytes for each chunk).
///
/// Without compression the file is byte for byte the one that ArrayRecord's own writer makes.
final class ArrayRecordWriter implements RecordWriter {
  private static final byte[] NOTHING = {};
  private static final long POSTSCRIPT_MAGIC = 0x71930e704fdae05eL;
  private static final int POSTSCRIPTS = 3;

  private final ArrayRecordWriterOptions options;
  private final OutputFile out;
  private final ChunkWriter chunks;
  private final Compressor compressor;
  private final Compressor uncompressed = new Compressor(ArrayRecordWriterOptions.parse("uncompressed"));

  // The chunk that is being filled.
  private final ByteArray sizes = new ByteArray();
  private final ByteArray values = new ByteArray();
  private final ByteArray data = new ByteArray();
  private int inGroup;

  // The index.
  private final ByteArray entrySizes = new ByteArray();
  private final ByteArray entries = new ByteArray();
  private long chunkCount;
  private long recordCount;
  private boolean done;

  private ArrayRecordWriter(ArrayRecordWriterOptions options, OutputFile out, Compressor compressor) {
    this.options = options;
    this.out = out;
    this.chunks = new ChunkWriter(out, 0);
    this.compressor = compressor;
    chunks.write(ChunkHeader.SIGNATURE, MemorySegment.ofArray(NOTHING), 0, 0);
  }

  static ArrayRecordWriter create(Path target, ArrayRecordWriterOptions options) {
    if (options.transpose()) {
      throw new IllegalArgumentException(
          "expected transpose:false: transposed files are read and not written by this version of Sheaf");
    }
    Compressor compressor = new Compressor(options);
    try {
      return new ArrayRecordWriter(options, OutputFile.create(target), compressor);
    } catch (RuntimeException e) {
      compressor.close();
      throw e;
    }
  }

  @Override
  public void write(MemorySegment record) {
    if (done) {
      throw new IllegalStateException("the file has been committed or closed");
    }
    if (record.byteSize() > ByteArray.MAX_BYTES / 2) {
      throw new IllegalArgumentException(
          "expected records of at most %d bytes, found %d".formatted(ByteArray.MAX_BYTES / 2, record.byteSize()));
    }
    if (record.byteSize() > ByteArray.MAX_BYTES / 2 - values.length()) {
      throw new IllegalArgumentException(
          "expected at most %d bytes in the %d records of a group (group_size), found more"
              .formatted(ByteArray.MAX_BYTES / 2, options.groupSize()));
    }
    sizes.addVarint(record.byteSize());
    values.add(record);
    if (++inGroup == options.groupSize()) {
      writeGroup();
    }
  }

  private void writeGroup() {
    int start = entries.length();
    entries.add(0x08).addVarint(chunks.position()).add(0x10).addVarint(values.length()).add(0x18).addVarint(inGroup);
    entrySizes.addVarint(entries.length() - start);
    chunkCount++;
    recordCount += inGroup;
    writeSimple(compressor, options.compression(), inGroup);
    inGroup = 0;
    if (options.padToBlockBoundary()) {
      chunks.pad();
    }
  }

  /// Writes a chunk of what is in `sizes` and `values`, and empties them.
  private void writeSimple(Compressor with, Compression compression, long records) {
    ByteArray section = new ByteArray();
    with.add(sizes, section);
    data.clear();
    data.add(compression.code()).addVarint(section.length()).add(section.segment());
    with.add(values, data);
    chunks.write(ChunkHeader.SIMPLE, data.segment(), records, values.length());
    sizes.clear();
    values.clear();
  }

  @Override
  public void commit() {
    if (done) {
      throw new IllegalStateException("the file has been committed or closed");
    }
    if (inGroup > 0) {
      writeGroup();
    }
    long footer = chunks.position();
    byte[] metadata = metadata();
    sizes.addVarint(metadata.length).add(entrySizes.segment());
    values.add(metadata).add(entries.segment());
    writeSimple(compressor, options.compression(), chunkCount + 1);
    chunks.pad();
    for (int i = 0; i < POSTSCRIPTS; i++) {
      int start = values.length();
      values.add(0x08).addVarint(footer).add(0x10).addVarint(POSTSCRIPT_MAGIC);
      sizes.addVarint(values.length() - start);
    }
    writeSimple(uncompressed, Compression.NONE, POSTSCRIPTS);
    chunks.pad();
    chunks.flush();
    out.commit();
    done = true;
  }

  private byte[] metadata() {
    byte[] text = options.recorded().getBytes(StandardCharsets.UTF_8);
    ByteArray inner = new ByteArray();
    inner.add(0x08).addVarint(1).add(0x10).addVarint(chunkCount).add(0x18).addVarint(recordCount);
    inner.add(0x22).addVarint(text.length).add(text);
    ByteArray outer = new ByteArray();
    outer.add(0x0a).addVarint(inner.length()).add(inner.segment());
    return Arrays.copyOf(outer.array(), outer.length());
  }

  @Override
  public void close() {
    done = true;
    compressor.close();
    uncompressed.close();
    out.close();
  }
}
