package dev.sheaf.arrayrecord;

import static dev.sheaf.arrayrecord.BlockLayout.BLOCK;
import static dev.sheaf.arrayrecord.BlockLayout.BLOCK_HEADER;
import static dev.sheaf.arrayrecord.BlockLayout.CHUNK_HEADER;

import dev.sheaf.format.FormatOptions;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Reads chunks at given positions, and believes nothing in them before its hash has been compared: heads, data, and
/// every block header on the way, which must lead back to the begin of the chunk and on to its end.
///
/// For one thread; what it hands out is good until the next call.
final class ChunkReader {
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// What is fetched at once where the file is not mapped and chunks are small.
  private static final int FETCHED_BYTES = 1 << 12;

  /// What an array holds for sure, block headers counted.
  private static final int MAX_ARRAY = Integer.MAX_VALUE - (1 << 20);

  private final FileBytes file;
  private final long maxDataSize;
  private final HighwayHash hash = new HighwayHash();
  private final MemorySegment cutHeader = MemorySegment.ofArray(new byte[CHUNK_HEADER]);

  /// The data of a chunk that block headers cut into pieces, put together.
  private final Buffer joined = new Buffer();

  // The bytes of the file that are at hand, and where they are from: all of them where the file is mapped.
  private final Buffer fetched = new Buffer();
  private MemorySegment bytes;
  private long from;
  private long to;
  private boolean viewed;

  ChunkReader(FileBytes file, FormatOptions options) {
    this.file = file;
    // No compressor makes data longer by more than that.
    long records = Math.min(options.maxRecordBytes(), Integer.MAX_VALUE);
    this.maxDataSize = Math.min(records + records / 4 + (1 << 20), MAX_ARRAY);
    MemorySegment view = file.view();
    this.bytes = view == null ? MemorySegment.NULL : view;
    this.to = view == null ? 0 : file.size();
  }

  /// Whether what [#data] gave last is a part of the file itself, which stays as it is.
  boolean isView() {
    return viewed;
  }

  /// Reads the head of the chunk at `begin`.
  ///
  /// @param limit where it must end at the latest
  /// @param ahead how many bytes from `begin` on will be needed, as far as is known
  /// @throws dev.sheaf.io.CorruptDataException if there is no sound one
  /// @throws dev.sheaf.format.UnsupportedFormatException if it holds records in an unknown way
  void header(long begin, long limit, long ahead, ChunkHeader chunk) {
    chunk.begin = begin;
    if (!BlockLayout.isBoundary(begin)) {
      throw chunk.corrupt("a begin outside of block headers", "one at byte " + begin);
    }
    long headerEnd = BlockLayout.dataEnd(begin, CHUNK_HEADER);
    if (headerEnd > limit) {
      throw chunk.corrupt("a head of 40 bytes", "%d bytes up to byte %d".formatted(limit - begin, limit));
    }
    fetch(begin, headerEnd, begin + ahead);
    MemorySegment head = bytes;
    long at = begin - from;
    int inBlock = BlockLayout.inBlock(begin);
    if (inBlock == 0) {
      at += BLOCK_HEADER;
    } else if (inBlock + CHUNK_HEADER > BLOCK) {
      int first = BLOCK - inBlock;
      MemorySegment.copy(bytes, at, cutHeader, 0, first);
      MemorySegment.copy(bytes, at + first + BLOCK_HEADER, cutHeader, first, CHUNK_HEADER - first);
      head = cutHeader;
      at = 0;
    }
    long expected = hash.of(head, at + 8, CHUNK_HEADER - 8);
    if (head.get(LONG, at) != expected) {
      throw chunk.corrupt("a head of hash %016x".formatted(expected), "%016x".formatted(head.get(LONG, at)));
    }
    chunk.dataSize = head.get(LONG, at + 8);
    chunk.dataHash = head.get(LONG, at + 16);
    chunk.type = head.get(ValueLayout.JAVA_BYTE, at + 24);
    chunk.records = head.get(LONG, at + 24) >>> 8;
    chunk.decodedSize = head.get(LONG, at + 32);
    if (chunk.dataSize < 0 || chunk.dataSize > limit - begin) {
      throw chunk.corrupt(
          "at most %d bytes of data".formatted(limit - begin), Long.toUnsignedString(chunk.dataSize));
    }
    if (chunk.decodedSize < 0) {
      throw chunk.corrupt("records shorter than 2^63 bytes", Long.toUnsignedString(chunk.decodedSize) + " bytes");
    }
    chunk.end = BlockLayout.chunkEnd(begin, chunk.dataSize, chunk.records);
    if (chunk.end > limit) {
      throw chunk.corrupt("an end at byte %d at the latest".formatted(limit), "an end at byte " + chunk.end);
    }
    checkBlocks(begin, headerEnd, chunk);
    chunk.checkType();
  }

  /// The data of a chunk whose head has just been read: a view where they lie in one piece of a mapped file.
  ///
  /// @throws dev.sheaf.io.CorruptDataException if they are damaged
  /// @throws dev.sheaf.format.UnsupportedFormatException if they are longer than the limit
  MemorySegment data(ChunkHeader chunk) {
    if (chunk.dataSize > maxDataSize) {
      throw chunk.unsupported("at most %d bytes in a chunk".formatted(maxDataSize), chunk.dataSize + " bytes");
    }
    long payload = BlockLayout.payload(chunk.begin) + CHUNK_HEADER;
    long dataEnd = BlockLayout.physicalEnd(payload + chunk.dataSize);
    long headerEnd = BlockLayout.physicalEnd(payload);
    fetch(headerEnd, dataEnd, dataEnd);
    checkBlocks(headerEnd, dataEnd, chunk);
    long start = BlockLayout.physical(payload);
    boolean whole = BlockLayout.inBlock(start) + chunk.dataSize <= BLOCK;
    viewed = whole && file.view() != null;
    MemorySegment data =
        whole
            ? bytes.asSlice(chunk.dataSize == 0 ? 0 : start - from, chunk.dataSize)
            : join(start, (int) chunk.dataSize);
    long expected = hash.of(data, 0, chunk.dataSize);
    if (chunk.dataHash != expected) {
      throw chunk.corrupt("data of hash %016x".formatted(chunk.dataHash), "%016x".formatted(expected));
    }
    return data;
  }

  /// Sees to it that what lies between two chunks holds no records: padding, metadata and the like.
  ///
  /// @param begin where the first ends
  /// @param end where the second begins
  void checkNoRecords(long begin, long end, ChunkHeader chunk) {
    long at = begin;
    while (at < end) {
      header(at, end, 0, chunk);
      if (chunk.records != 0 || chunk.type == ChunkHeader.SIMPLE || chunk.type == ChunkHeader.TRANSPOSED) {
        throw chunk.corrupt("a place in the index", "none: the index passes over it");
      }
      at = chunk.end;
    }
  }

  private MemorySegment join(long start, int size) {
    joined.atLeast(size);
    MemorySegment target = joined.segment().asSlice(0, size);
    long at = start;
    int done = 0;
    while (done < size) {
      int piece = Math.min(BLOCK - BlockLayout.inBlock(at), size - done);
      MemorySegment.copy(bytes, at - from, target, done, piece);
      done += piece;
      at += piece + BLOCK_HEADER;
    }
    return target;
  }

  /// Block headers from one position to another.
  private void checkBlocks(long begin, long end, ChunkHeader chunk) {
    for (long block = BlockLayout.nextBlock(begin); block < end; block += BLOCK) {
      check(block, bytes, block - from, hash, chunk);
    }
  }

  /// One block header, which must point back to the chunk's begin and on to its end.
  ///
  /// @param block where it is in the file
  /// @param at where it is in `bytes`
  static void check(long block, MemorySegment bytes, long at, HighwayHash hash, ChunkHeader chunk) {
    long expected = hash.of(bytes, at + 8, 16);
    long found = bytes.get(LONG, at);
    if (found != expected) {
      throw chunk.corrupt(
          "a block header of hash %016x at byte %d".formatted(expected, block), "%016x".formatted(found));
    }
    long previous = bytes.get(LONG, at + 8);
    long next = bytes.get(LONG, at + 16);
    if (previous != block - chunk.begin || next != chunk.end - block) {
      throw chunk.corrupt(
          "a block header at byte %d that says the chunk lies %d bytes back and %d bytes on"
              .formatted(block, block - chunk.begin, chunk.end - block),
          "%s back and %s on".formatted(Long.toUnsignedString(previous), Long.toUnsignedString(next)));
    }
  }

  /// Gets bytes of the file to hand.
  ///
  /// @param ahead up to where it is worth to fetch them
  private void fetch(long begin, long end, long ahead) {
    if (begin >= from && end <= to) {
      return;
    }
    long until = Math.min(file.size(), Math.max(Math.max(end, ahead), begin + FETCHED_BYTES));
    int count = (int) Math.min(until - begin, Math.max(end - begin, 1 << 26));
    to = from;
    fetched.atLeast(count);
    bytes = fetched.segment();
    file.read(begin, bytes.asSlice(0, count));
    from = begin;
    to = begin + count;
  }

  /// Lets go of long arrays.
  void trim() {
    joined.trim();
    if (file.view() == null) {
      fetched.trim();
      bytes = fetched.segment();
      to = Math.min(to, from + bytes.byteSize());
    }
  }
}
