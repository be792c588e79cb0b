package dev.sheaf.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Writes LZ4 frames, as [Lz4Frame] reads them: 64 KiB blocks that refer to the one before, the content's size in the
/// header, no checksums. For one thread; memory does not grow with the content.
///
/// A block is packed greedily, by the
/// [block format](https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md): the last place where the same bytes
/// stood is taken as it is. One that does not get smaller is stored as it is. The same content gives the same bytes.
///
/// ```java
/// writer.begin(content.length, sink);
/// writer.write(content, 0, content.length);
/// writer.end();
/// ```
public final class Lz4FrameWriter implements ByteSink {
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int MAGIC = 0x184D2204;
  private static final int VERSION = 0x40;
  private static final int INDEPENDENT = 0x20;
  private static final int HAS_CONTENT_SIZE = 8;
  private static final int BLOCKS_OF_64_KIB = 0x40;
  private static final int STORED = 0x80000000;

  private static final int BLOCK_BYTES = 1 << 16;
  private static final int MAX_DISTANCE = 0xFFFF;

  /// A match is at least this long.
  private static final int MIN_MATCH = 4;

  /// No match starts in this many last bytes of a block, and none reaches into the last five: decoders may then copy
  /// more than they must.
  private static final int NO_MATCH_STARTS = 12;

  private static final int LAST_LITERALS = 5;

  private static final int HASH_BITS = 14;
  private static final int HASH_FACTOR = 0x9E3779B1;

  /// After 2^6 places without a match the search leaves out one more place each time.
  private static final int SKIP_BITS = 6;

  /// The 64 KiB before the block, then the block.
  private final byte[] window = new byte[2 * BLOCK_BYTES];

  /// Where in the window bytes of a hash stood last; -1 where they never did, or have left it.
  private final int[] lastPlaces = new int[1 << HASH_BITS];

  private final byte[] packed = new byte[4 + BLOCK_BYTES];
  private ByteSink sink = (_, _, _) -> {};
  private long expected;
  private long taken;

  /// Where the content begins in the window.
  private int windowStart;

  /// How many bytes the block has so far.
  private int filled;

  /// Begins a frame; one that was not ended is forgotten.
  ///
  /// @param contentSize how many bytes will be written into it
  /// @param frame takes the frame
  public void begin(long contentSize, ByteSink frame) {
    sink = frame;
    expected = contentSize;
    taken = 0;
    filled = 0;
    windowStart = BLOCK_BYTES;
    Arrays.fill(lastPlaces, -1);
    writeHeader(contentSize);
  }

  private void writeHeader(long contentSize) {
    byte[] header = new byte[15];
    int flags = VERSION;
    flags |= contentSize <= BLOCK_BYTES ? INDEPENDENT : 0;
    flags |= contentSize > 0 ? HAS_CONTENT_SIZE : 0;
    INT.set(header, 0, MAGIC);
    header[4] = (byte) flags;
    header[5] = BLOCKS_OF_64_KIB;
    int end = 6;
    if (contentSize > 0) {
      LONG.set(header, end, contentSize);
      end += 8;
    }
    header[end] = (byte) (XxHash32.of(header, 4, end - 4) >>> 8);
    sink.write(header, 0, end + 1);
  }

  /// Takes content.
  @Override
  public void write(byte[] bytes, int offset, int count) {
    int from = offset;
    int left = count;
    while (left > 0) {
      int piece = Math.min(left, BLOCK_BYTES - filled);
      System.arraycopy(bytes, from, window, BLOCK_BYTES + filled, piece);
      filled += piece;
      from += piece;
      left -= piece;
      if (filled == BLOCK_BYTES) {
        writeBlock();
      }
    }
    taken += count;
  }

  /// Ends the frame.
  ///
  /// @throws IllegalStateException if not as many bytes were written as its header says
  public void end() {
    if (taken != expected) {
      throw new IllegalStateException("expected %d bytes of content, found %d".formatted(expected, taken));
    }
    if (filled > 0) {
      writeBlock();
    }
    INT.set(packed, 0, 0);
    sink.write(packed, 0, 4);
  }

  private void writeBlock() {
    int size = pack();
    if (size < filled) {
      INT.set(packed, 0, size);
      sink.write(packed, 0, 4 + size);
    } else {
      INT.set(packed, 0, filled | STORED);
      sink.write(packed, 0, 4);
      sink.write(window, BLOCK_BYTES, filled);
    }
    // The block is the next one's past.
    System.arraycopy(window, BLOCK_BYTES, window, 0, filled);
    for (int i = 0; i < lastPlaces.length; i++) {
      lastPlaces[i] = Math.max(-1, lastPlaces[i] - BLOCK_BYTES);
    }
    windowStart = 0;
    filled = 0;
  }

  /// Packs the block behind the first four bytes of `packed`.
  ///
  /// @return how many bytes it takes, or [Integer#MAX_VALUE] where it would not get smaller
  private int pack() {
    int end = BLOCK_BYTES + filled;
    int lastStart = end - NO_MATCH_STARTS;
    int matchLimit = end - LAST_LITERALS;
    int to = 4;
    int literals = BLOCK_BYTES;
    int at = BLOCK_BYTES;
    int searched = 1 << SKIP_BITS;
    while (at <= lastStart) {
      int four = (int) INT.get(window, at);
      int slot = (four * HASH_FACTOR) >>> (32 - HASH_BITS);
      int match = lastPlaces[slot];
      lastPlaces[slot] = at;
      if (match < 0 || at - match > MAX_DISTANCE || (int) INT.get(window, match) != four) {
        at += searched++ >>> SKIP_BITS;
        continue;
      }
      searched = 1 << SKIP_BITS;
      while (at > literals && match > windowStart && window[at - 1] == window[match - 1]) {
        at--;
        match--;
      }
      int length = MIN_MATCH + equalBytes(match + MIN_MATCH, at + MIN_MATCH, matchLimit);
      if (to + sequenceBytes(at - literals, length) > 4 + filled) {
        return Integer.MAX_VALUE;
      }
      to = putSequence(to, literals, at - literals, at - match, length);
      at += length;
      literals = at;
    }
    if (to + sequenceBytes(end - literals, 0) > 4 + filled) {
      return Integer.MAX_VALUE;
    }
    return putLiterals(to, literals, end - literals, 0) - 4;
  }

  /// How many bytes from the two places on are the same, up to `limit` for the second.
  private int equalBytes(int first, int second, int limit) {
    int at = second;
    int other = first;
    while (at <= limit - 8) {
      long difference = (long) LONG.get(window, at) ^ (long) LONG.get(window, other);
      if (difference != 0) {
        return at - second + (Long.numberOfTrailingZeros(difference) >>> 3);
      }
      at += 8;
      other += 8;
    }
    while (at < limit && window[at] == window[other]) {
      at++;
      other++;
    }
    return at - second;
  }

  /// The most that a sequence of so many literals and such a match takes.
  private static int sequenceBytes(int literals, int matchLength) {
    return 1 + literals / 255 + 1 + literals + 2 + matchLength / 255 + 1;
  }

  private int putSequence(int start, int literals, int literalCount, int distance, int matchLength) {
    int more = matchLength - MIN_MATCH;
    int to = putLiterals(start, literals, literalCount, Math.min(more, 15));
    packed[to++] = (byte) distance;
    packed[to++] = (byte) (distance >>> 8);
    return more < 15 ? to : putLength(to, more - 15);
  }

  private int putLiterals(int start, int literals, int count, int lowToken) {
    int to = start;
    packed[to++] = (byte) ((Math.min(count, 15) << 4) | lowToken);
    if (count >= 15) {
      to = putLength(to, count - 15);
    }
    System.arraycopy(window, literals, packed, to, count);
    return to + count;
  }

  private int putLength(int start, int length) {
    int to = start;
    int left = length;
    for (; left >= 255; left -= 255) {
      packed[to++] = (byte) 255;
    }
    packed[to++] = (byte) left;
    return to;
  }
}
