package dev.sheaf.arrayrecord;

import java.lang.foreign.MemorySegment;

/// Decodes chunks of records that lie one after the other.
///
/// ```text
/// compression   1 byte, for both sections
/// length        of the sizes section, varint
/// sizes         a varint for each record
/// values        the records, end to end
/// ```
final class SimpleChunk {
  /// A varint has at most so many bytes.
  private static final int MAX_VARINT = 10;

  private final ChunkHeader chunk;
  private final Decompressor decompressor;
  private final ByteCursor cursor;
  private final Buffer sizes = new Buffer();

  SimpleChunk(ChunkHeader chunk, Decompressor decompressor) {
    this.chunk = chunk;
    this.decompressor = decompressor;
    this.cursor = new ByteCursor(chunk);
  }

  /// Decodes the chunk whose head has just been read.
  ///
  /// @param into what the records are put into if they are compressed
  /// @return whether they are: else they lie in `data`
  /// @throws dev.sheaf.io.CorruptDataException if it contradicts itself
  /// @throws dev.sheaf.format.UnsupportedFormatException if it goes past a limit
  boolean decode(MemorySegment data, ChunkRecords records, Buffer into) {
    cursor.set(data, 0, data.byteSize());
    Compression compression = Compression.of(cursor.nextByte("a compression"), chunk);
    long sizesLength = cursor.length("a list of sizes");
    long sizesFrom = cursor.position();
    long count = chunk.records;
    decompressor.checkLimits(chunk.decodedSize, chunk.dataSize);
    decompressor.checkLimits(count, Long.MAX_VALUE);
    MemorySegment list =
        decompressor.section(compression, data, sizesFrom, sizesLength, count, count * MAX_VARINT, sizes);
    records.reset((int) count, (int) count);
    sum(list, records);
    long valuesFrom = sizesFrom + sizesLength;
    records.values(
        decompressor.section(
            compression,
            data,
            valuesFrom,
            data.byteSize() - valuesFrom,
            chunk.decodedSize,
            chunk.decodedSize,
            into));
    return compression != Compression.NONE;
  }

  private void sum(MemorySegment list, ChunkRecords records) {
    cursor.set(list, 0, list.byteSize());
    long total = chunk.decodedSize;
    long end = 0;
    for (int i = 0; i < records.count(); i++) {
      long size = cursor.varint("the size of a record");
      if (size < 0 || size > total - end) {
        throw chunk.corrupt(
            "records of %d bytes together".formatted(total), "more with record %d of the chunk".formatted(i));
      }
      end += size;
      records.end(i, end);
    }
    if (cursor.left() > 0) {
      throw chunk.corrupt("%d sizes".formatted(records.count()), "%d bytes more".formatted(cursor.left()));
    }
    if (end != total) {
      throw chunk.corrupt("records of %d bytes together".formatted(total), end + " bytes");
    }
  }

  /// Lets go of long arrays.
  void trim() {
    sizes.trim();
  }
}
