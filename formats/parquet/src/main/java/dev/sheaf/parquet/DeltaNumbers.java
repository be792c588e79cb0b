package dev.sheaf.parquet;

/// Whole numbers as differences from one to the next.
///
/// ```text
/// varint block size, varint miniblocks of a block, varint count, zigzag first value, then blocks:
///   zigzag smallest difference, one byte for each miniblock: bits w, miniblocks of packed numbers of w bits
///   a number is how much a difference is above the smallest
/// ```
///
/// See [the specification](https://parquet.apache.org/docs/file-format/data-pages/encodings/#DELTAENC).
final class DeltaNumbers {
  private static final String WHAT = "packed differences";
  private static final int MAX_BLOCK = 1 << 20;

  private DeltaNumbers() {}

  /// Exactly `count` numbers; 32-bit ones wrap around by themselves when they are narrowed.
  static long[] read(ByteReader in, int count) {
    if (count == 0 && in.remaining() == 0) {
      // Some writers leave out the head of nothing.
      return new long[0];
    }
    long block = in.varint(WHAT);
    long miniblocks = in.varint(WHAT);
    long found = in.varint(WHAT);
    long value = in.zigzag(WHAT);
    if (block < 128 || block > MAX_BLOCK || block % 128 != 0) {
      throw in.place.corrupt("blocks of a multiple of 128 values, at most " + MAX_BLOCK, block);
    }
    if (miniblocks < 1 || miniblocks > block || block % miniblocks != 0 || block / miniblocks % 32 != 0) {
      throw in.place.corrupt("miniblocks of a multiple of 32 values in blocks of " + block, miniblocks);
    }
    if (found != count) {
      throw in.place.corrupt("%d %s".formatted(count, WHAT), found);
    }
    int size = (int) (block / miniblocks);
    long[] values = new long[count];
    if (count > 0) {
      values[0] = value;
    }
    long[] packed = new long[size];
    for (int at = 1; at < count; ) {
      long smallest = in.zigzag(WHAT);
      int widths = in.take(miniblocks, WHAT);
      for (int miniblock = 0; miniblock < miniblocks && at < count; miniblock++) {
        int width = in.bytes[widths + miniblock] & 0xff;
        if (width > Long.SIZE) {
          throw in.place.corrupt("differences of at most 64 bits", width);
        }
        int numbers = Math.min(size, count - at);
        // A last miniblock that is cut off behind its last value is taken.
        long bytes = Math.min((long) size / 8 * width, Math.max(in.remaining(), ((long) numbers * width + 7) / 8));
        ByteReader.unpack(in.bytes, in.take(bytes, WHAT), width, packed, 0, numbers);
        for (int i = 0; i < numbers; i++) {
          value += smallest + packed[i];
          values[at++] = value;
        }
      }
    }
    return values;
  }
}
