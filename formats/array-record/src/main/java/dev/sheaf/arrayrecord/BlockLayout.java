package dev.sheaf.arrayrecord;

/// Where the bytes of a chunk lie among the block headers.
///
/// Every 65,536 bytes a header of 24 bytes stands in the file, wherever that is in a chunk. Positions in the file are
/// *physical*; without the headers counted they are *payload* positions.
///
/// ```text
/// physical  0       24                      65536    65560
///           | header | payload 0 ... 65511 | header | payload 65512 ...
/// ```
final class BlockLayout {
  /// From one block header to the next.
  static final int BLOCK = 1 << 16;

  static final int BLOCK_HEADER = 24;
  static final int CHUNK_HEADER = 40;

  /// Where the first chunk behind the signature begins.
  static final long FIRST_CHUNK = 64;

  /// Payload bytes in a block.
  static final int PAYLOAD = BLOCK - BLOCK_HEADER;

  private BlockLayout() {}

  /// Whether a chunk may begin or end there: never inside or right behind a block header.
  static boolean isBoundary(long position) {
    int inBlock = inBlock(position);
    return inBlock == 0 || inBlock > BLOCK_HEADER;
  }

  /// How far into its block a position is.
  static int inBlock(long position) {
    return (int) (position & (BLOCK - 1));
  }

  /// The first start of a block at a position or behind it.
  static long nextBlock(long position) {
    return (position + BLOCK - 1) & -BLOCK;
  }

  /// How many payload bytes come before a position.
  static long payload(long position) {
    return (position >>> 16) * PAYLOAD + Math.max(0, inBlock(position) - BLOCK_HEADER);
  }

  /// Where a payload byte is.
  static long physical(long payload) {
    return payload / PAYLOAD * BLOCK + BLOCK_HEADER + payload % PAYLOAD;
  }

  /// Where payload ends: in front of a block header if it ends there.
  static long physicalEnd(long payload) {
    long inBlock = payload % PAYLOAD;
    return payload / PAYLOAD * BLOCK + (inBlock == 0 ? 0 : BLOCK_HEADER + inBlock);
  }

  /// Where `bytes` payload bytes from `begin` on end.
  static long dataEnd(long begin, long bytes) {
    return physicalEnd(payload(begin) + bytes);
  }

  /// Where a chunk ends: behind its data, and as many bytes behind its begin as it has records, so that `begin + k` can
  /// stand for record k. The gap is filled with zeros.
  static long chunkEnd(long begin, long dataSize, long records) {
    long last = begin + records;
    return Math.max(dataEnd(begin, CHUNK_HEADER + dataSize), isBoundary(last) ? last : last - inBlock(last) + 25);
  }

  /// Where a padding chunk that begins at `position` ends: at the next block, or one further if its header has no room
  /// before that.
  static long paddingEnd(long position) {
    long end = nextBlock(position);
    return end == position || end - position >= CHUNK_HEADER ? end : end + BLOCK;
  }
}
