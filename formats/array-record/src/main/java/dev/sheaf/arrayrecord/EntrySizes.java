package dev.sheaf.arrayrecord;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// Where the entries of a large index are: each says in one byte how long it is, so where one begins is a sum.
///
/// Sums are kept for every 64th entry; the rest is added up eight bytes at a time. Ten million entries are added up
/// once in a few milliseconds. Thread-safe.
final class EntrySizes {
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int RUN = 64;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private final StripedBytes sizes;
  private final long[] starts;
  private final long total;

  private EntrySizes(StripedBytes sizes, long[] starts, long total) {
    this.sizes = sizes;
    this.starts = starts;
    this.total = total;
  }

  /// Adds up the sizes; null if one has more than one byte.
  static @Nullable EntrySizes of(StripedBytes sizes) {
    long count = sizes.length();
    long[] starts = new long[(int) (count / RUN + 1)];
    long total = 0;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = total;
      long from = (long) i * RUN;
      long sum = sum(sizes, from, Math.min(RUN, count - from));
      if (sum < 0) {
        return null;
      }
      total += sum;
    }
    return new EntrySizes(sizes, starts, total);
  }

  /// Of all entries together.
  long total() {
    return total;
  }

  /// How many entries there are.
  long count() {
    return sizes.length();
  }

  /// Where an entry begins.
  long start(long entry) {
    return starts[(int) (entry / RUN)] + sum(sizes, entry & -RUN, entry & (RUN - 1));
  }

  int size(long entry) {
    return sizes.get(entry);
  }

  /// The sum of `count` bytes; negative if one of them has its high bit set.
  private static long sum(StripedBytes sizes, long from, long count) {
    long high = 0;
    long sum = 0;
    long at = from;
    long end = from + count;
    while (at < end) {
      long run = Math.min(sizes.run(at), end - at);
      long offset = sizes.offset(at);
      long words = run & -8;
      for (long i = 0; i < words; i += 8) {
        long word = sizes.bytes().get(LONG, offset + i);
        high |= word;
        long pairs = (word & 0x00ff00ff00ff00ffL) + ((word >>> 8) & 0x00ff00ff00ff00ffL);
        sum += (pairs * 0x0001000100010001L) >>> 48;
      }
      for (long i = words; i < run; i++) {
        byte one = sizes.bytes().get(ValueLayout.JAVA_BYTE, offset + i);
        high |= one;
        sum += one;
      }
      at += run;
    }
    return (high & HIGH_BITS) != 0 ? -1 : sum;
  }
}
