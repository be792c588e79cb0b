package dev.sheaf.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Eight bytes of a text looked at together, as one word with the first byte lowest, for the digits that it starts
/// with.
///
/// A digit becomes its value and any other byte something above 9. See Lemire, "Number Parsing at a Gigabyte per
/// Second" (2021, <https://arxiv.org/abs/2101.11408>), section 6, "Processing long numbers quickly" for the arithmetic.
final class EightDigits {
  private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ZEROS = 0x3030303030303030L;
  private static final long[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

  private EightDigits() {}

  /// The eight bytes from `at` on; all of them must lie in the buffer.
  static long at(byte[] source, int at) {
    return (long) WORD.get(source, at) ^ ZEROS;
  }

  /// How many digits the word starts with.
  static int count(long word) {
    return Long.numberOfTrailingZeros(others(word)) >>> 3;
  }

  /// Whether all eight are digits.
  static boolean areAll(long word) {
    return others(word) == 0;
  }

  /// The digits that the word starts with, and zeros in place of all that follows.
  static long padded(long word) {
    long others = others(word) >>> 7;
    return word & (others - 1) & ~others;
  }

  /// The highest bit of each byte that is no digit; right up to the first of them.
  static long others(long word) {
    return (word + 0x7676767676767676L | word) & 0x8080808080808080L;
  }

  /// The digits of `before` and behind them all eight of the word, modulo 2^64.
  static long append(long before, long word) {
    return before * 100_000_000 + value(word);
  }

  /// The digits of `before` and behind them the first `count` of the word, which may be 0 to 7, modulo 2^64.
  static long append(long before, long word, int count) {
    return before * POWERS_OF_TEN[count] + value(word << (56 - 8 * count) << 8);
  }

  /// The first two digits of the word as a number.
  static long firstTwo(long word) {
    return (word & 0xFF) * 10 + (word >>> 8 & 0xFF);
  }

  /// Pairs of digits are added up, then pairs of pairs, and both halves, all lanes at once.
  private static long value(long word) {
    long pairs = word * 10 + (word >>> 8);
    return ((pairs & 0x000000FF000000FFL) * 0x000F424000000064L
            + (pairs >>> 16 & 0x000000FF000000FFL) * 0x0000271000000001L)
        >>> 32;
  }
}
