package dev.sheaf.arrayrecord;

import static dev.sheaf.arrayrecord.BlockLayout.BLOCK;

import dev.sheaf.arrayrecord.FooterMessages.Metadata;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.TruncatedDataException;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// What stands at the end of a file, and is read first.
///
/// ```text
/// 0        block header and signature: the same 64 bytes in every file
/// 64       chunks of records
///          footer: a simple chunk of the metadata and an entry for each chunk
///          padding to the next block
/// size-64K postscript: a simple chunk that says where the footer is
///          padding to the end
/// ```
///
/// @param index where the chunks are
/// @param writerOptions with which options the file was written; null in files from before October 2022
record Footer(ChunkIndex index, @Nullable String writerOptions) {
  /// The first bytes of every file.
  private static final byte[] SIGNATURE =
      HexFormat.of()
          .parseHex(
              "83af70d10d884a3f0000000000000000400000000000000091bac23c9287e1a9"
                  + "0000000000000000e19f13c0e9b1c37273000000000000000000000000000000");

  /// Footers of more bytes, decompressed, are not parsed when a file is opened.
  static final long LARGE = 1 << 20;

  /// What every file begins with.
  static byte[] signature() {
    return SIGNATURE.clone();
  }

  /// Reads the end of a file.
  ///
  /// @throws CorruptDataException if it is damaged, or no such file
  /// @throws dev.sheaf.format.UnsupportedFormatException if it is of another version, or goes past a limit
  /// @throws dev.sheaf.io.StorageException if it cannot be read
  static Footer read(FileBytes file, FormatOptions options) {
    long size = file.size();
    checkSize(file, size);
    checkSignature(file);
    ChunkHeader chunk = new ChunkHeader(file.name());
    ChunkReader reader = new ChunkReader(file, options);
    try (Decompressor decompressor = new Decompressor(chunk, options)) {
      ChunkRecords records = new ChunkRecords();
      SimpleChunk simple = new SimpleChunk(chunk, decompressor);
      long postscript = size - BLOCK;
      reader.header(postscript, size, 0, chunk);
      long begin = FooterMessages.footerOffset(chunk, first(simple, chunk, reader, records, "a postscript"));
      if (begin < SIGNATURE.length || begin >= postscript) {
        throw chunk.corrupt(
            "a footer between byte %d and byte %d".formatted(SIGNATURE.length, postscript),
            "one at byte " + Long.toUnsignedString(begin));
      }
      reader.header(begin, postscript, 0, chunk);
      if (BlockLayout.paddingEnd(chunk.end) != postscript) {
        // Two files, one behind the other, would give the records of the first alone.
        throw chunk.corrupt(
            "a footer that ends right before the last block, at byte " + postscript,
            "an end at byte " + chunk.end);
      }
      if (chunk.decodedSize > LARGE && chunk.type == ChunkHeader.SIMPLE) {
        Footer large = large(file, chunk, reader, decompressor);
        if (large != null) {
          return large;
        }
      }
      Metadata metadata =
          FooterMessages.metadata(chunk, first(simple, chunk, reader, records, "a footer"));
      return new Footer(ParsedIndex.read(chunk, metadata, records), metadata.writerOptions());
    }
  }

  private static void checkSize(FileBytes file, long size) {
    if (size < 2 * BLOCK) {
      throw new TruncatedDataException(file.name(), new ByteRange(0, 2 * BLOCK), size);
    }
    if (size % BLOCK != 0) {
      throw new CorruptDataException(
          file.name(),
          size,
          "the end of the file at a multiple of 65,536 bytes, where writers end it when they are closed",
          "an end at byte " + size);
    }
  }

  private static void checkSignature(FileBytes file) {
    byte[] start = new byte[SIGNATURE.length];
    file.read(0, MemorySegment.ofArray(start));
    for (int i = 0; i < start.length; i++) {
      if (start[i] != SIGNATURE[i]) {
        throw new CorruptDataException(
            file.name(), i, "the start of an ArrayRecord file", "0x%02x".formatted(start[i]));
      }
    }
  }

  /// The first record of a chunk whose head has just been read.
  private static MemorySegment first(
      SimpleChunk simple, ChunkHeader chunk, ChunkReader reader, ChunkRecords records, String what) {
    if (chunk.type != ChunkHeader.SIMPLE || chunk.records == 0) {
      throw chunk.corrupt(
          "%s, which is a simple one with records".formatted(what), "%d records".formatted(chunk.records));
    }
    simple.decode(reader.data(chunk), records, new Buffer());
    return records.get(0);
  }

  /// A footer that is left where it is; null if it must be parsed whole.
  private static @Nullable Footer large(
      FileBytes file, ChunkHeader chunk, ChunkReader reader, Decompressor decompressor) {
    MemorySegment view = file.view();
    long from = view == null ? chunk.begin & -BLOCK : 0;
    StripedBytes data = StripedBytes.of(view == null ? file.slice(from, chunk.end) : view, from, chunk);
    MemorySegment head = MemorySegment.ofArray(new byte[(int) Math.min(1 << 12, data.length())]);
    data.copy(0, head, head.byteSize());
    ByteCursor in = new ByteCursor(chunk).set(head, 0, head.byteSize());
    Compression compression = Compression.of(in.nextByte("a compression"), chunk);
    long sizesLength = in.varint("a list of sizes");
    long sizesFrom = in.position();
    if (sizesLength < 0 || sizesLength > data.length() - sizesFrom) {
      return null;
    }
    long valuesFrom = sizesFrom + sizesLength;
    if (compression == Compression.NONE) {
      return large(
          chunk,
          data.slice(sizesFrom, sizesLength),
          data.slice(valuesFrom, data.length() - valuesFrom),
          data);
    }
    MemorySegment whole = reader.data(chunk);
    return large(
        chunk,
        StripedBytes.whole(
            decompressor.section(
                compression, whole, sizesFrom, sizesLength, chunk.records, chunk.records * 10, new Buffer())),
        StripedBytes.whole(
            decompressor.section(
                compression,
                whole,
                valuesFrom,
                whole.byteSize() - valuesFrom,
                chunk.decodedSize,
                chunk.decodedSize,
                new Buffer())),
        null);
  }

  private static @Nullable Footer large(
      ChunkHeader chunk, StripedBytes sizes, StripedBytes values, @Nullable StripedBytes unverified) {
    MemorySegment start = MemorySegment.ofArray(new byte[(int) Math.min(10, sizes.length())]);
    sizes.copy(0, start, start.byteSize());
    ByteCursor in = new ByteCursor(chunk).set(start, 0, start.byteSize());
    long metadataSize = in.varint("the size of the metadata");
    if (values.length() != chunk.decodedSize || metadataSize < 0 || metadataSize > Math.min(LARGE, values.length())) {
      return null;
    }
    MemorySegment message = MemorySegment.ofArray(new byte[(int) metadataSize]);
    values.copy(0, message, metadataSize);
    Metadata metadata = FooterMessages.metadata(chunk, message);
    ChunkIndex index =
        LargeIndex.of(
            chunk,
            metadata,
            sizes.slice(in.position(), sizes.length() - in.position()),
            values.slice(metadataSize, values.length() - metadataSize),
            unverified);
    return index == null ? null : new Footer(index, metadata.writerOptions());
  }
}
