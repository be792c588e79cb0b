package dev.sheaf.order;

/// The places of the set bits of a mask, found without listing them: beside the mask, one number for each 64 bits.
final class SetBits {
  private final long[] words;

  /// How many bits are set before each word, and in all of them.
  private final long[] before;

  /// @param words 64 bits each, the lowest first; becomes this object's
  SetBits(long[] words) {
    this.words = words;
    this.before = new long[words.length + 1];
    for (int i = 0; i < words.length; i++) {
      before[i + 1] = before[i] + Long.bitCount(words[i]);
    }
  }

  /// How many are set.
  long count() {
    return before[words.length];
  }

  /// Where the set bit stands that has `rank` set bits before it.
  long at(long rank) {
    int low = 0;
    int high = words.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (before[middle] <= rank) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    long single = Long.expand(1L << (rank - before[low]), words[low]);
    return (long) low * Long.SIZE + Long.numberOfTrailingZeros(single);
  }
}
