package dev.sheaf.random;

import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// A random order of the positions from 0 to some last one, worked out position by position: no memory grows with it.
///
/// It is a block cipher over as many bits as the last position needs, at least 16: a Feistel network with the round
/// function of [Simon](https://eprint.iacr.org/2013/404), applied until the result is in range. The values are those of
/// Grain's `index_shuffle`, except that the block always has room for the last position: with 2^16 + 1, 2^18 + 1, ...
/// records Grain's has not, visits one record twice and another never. An order of up to 2^16 positions is made into
/// a table when it is made, since the cipher would walk many blocks for each of so few.
///
/// Immutable and thread-safe.
public final class Permutation {
  /// What every shuffle uses.
  private static final int ROUNDS = 4;

  /// One in so many is few: less work alone than all together.
  private static final int FEW = 6;

  /// What blocks have that have arrived, while others go on.
  private static final long MARK = Long.MIN_VALUE;

  private static final int MARK_BIT = Long.SIZE - 1;

  private static final long MAX_SEED = 0xffff_ffffL;
  private static final int MIN_BLOCK_BITS = 16;
  private static final int MIN_WORD_BITS = MIN_BLOCK_BITS / 2;
  private static final int MIN_WORD_MASK = (1 << MIN_WORD_BITS) - 1;

  private final long last;
  private final int wordBits;
  private final long wordMask;
  private final long[] keys;
  private final char @Nullable [] table;

  private Permutation(long last, long seed, int rounds) {
    if (seed < 0 || seed > MAX_SEED) {
      throw new IllegalArgumentException("expected a seed from 0 to %d, found %d".formatted(MAX_SEED, seed));
    }
    if (rounds < 4 || rounds > 1024 || rounds % 2 != 0) {
      throw new IllegalArgumentException("expected an even number of rounds from 4 to 1024, found " + rounds);
    }
    this.last = last;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(last, 0));
    this.wordBits = Math.max(bits + bits % 2, MIN_BLOCK_BITS) / 2;
    this.wordMask = (1L << wordBits) - 1;
    int[] words = StdSeedSequence.words((int) seed, rounds);
    this.keys = new long[rounds];
    for (int round = 0; round < rounds; round++) {
      keys[round] = words[round] & wordMask;
    }
    this.table = last < 1 << MIN_BLOCK_BITS ? table() : null;
  }

  /// An order of the positions from 0 to `size - 1`.
  ///
  /// @param size how many positions there are, 0 or more
  /// @param seed decides the order: from 0 to 2^32 - 1
  /// @throws IllegalArgumentException if an argument is out of range
  public static Permutation of(long size, long seed) {
    return of(size, seed, ROUNDS);
  }

  /// An order of the positions from 0 to `size - 1`, with another number of rounds than the usual 4.
  ///
  /// @param size how many positions there are, 0 or more
  /// @param seed decides the order: from 0 to 2^32 - 1
  /// @param rounds how often the cipher mixes: even, from 4 to 1024
  /// @throws IllegalArgumentException if an argument is out of range
  public static Permutation of(long size, long seed, int rounds) {
    if (size < 0) {
      throw new IllegalArgumentException("expected a size of 0 or more, found " + size);
    }
    return new Permutation(size - 1, seed, rounds);
  }

  /// An order of the positions from 0 to `last` itself, which may be 2^63 - 1.
  ///
  /// @param last the last position, 0 or more
  /// @param seed decides the order: from 0 to 2^32 - 1
  /// @param rounds how often the cipher mixes: even, from 4 to 1024
  /// @throws IllegalArgumentException if an argument is out of range
  public static Permutation through(long last, long seed, int rounds) {
    if (last < 0) {
      throw new IllegalArgumentException("expected a last position of 0 or more, found " + last);
    }
    return new Permutation(last, seed, rounds);
  }

  /// The position that stands at `index`; no other index has the same.
  ///
  /// @throws IndexOutOfBoundsException if the index is not from 0 to the last position
  public long at(long index) {
    check(index);
    return table != null ? table[(int) index] : walk(index);
  }

  /// Replaces the first `count` of `indices` by the positions that stand there.
  ///
  /// @throws IndexOutOfBoundsException if an index is not from 0 to the last position; none is replaced then
  public void apply(long[] indices, int count) {
    apply(indices, 0, count, 0);
  }

  /// Replaces the indices from `begin` to before `end` by the positions that stand there, both counted from `first`: the
  /// same as one by one, and several times as fast, since processors work on several at once.
  ///
  /// @throws IndexOutOfBoundsException if an index is not from `first` to `first` plus the last position; none is replaced
  ///     then
  public void apply(long[] indices, int begin, int end, long first) {
    Objects.checkFromToIndex(begin, end, indices.length);
    for (int i = begin; i < end; i++) {
      check(indices[i] - first);
    }
    if (table != null) {
      for (int i = begin; i < end; i++) {
        indices[i] = first + table[(int) (indices[i] - first)];
      }
    } else {
      walk(indices, begin, end, first);
    }
  }

  private void check(long index) {
    if (index < 0 || index > last) {
      throw new IndexOutOfBoundsException("expected an index from 0 to %d, found %d".formatted(last, index));
    }
  }

  /// All positions. Words have 8 bits here, so that the round function is a table too.
  private char[] table() {
    int[] mixed = new int[1 << MIN_WORD_BITS];
    for (int word = 0; word < mixed.length; word++) {
      mixed[word] = (int) mix(word, wordBits, wordMask);
    }
    int[] roundKeys = LongStream.of(keys).mapToInt(key -> (int) key).toArray();
    char[] positions = new char[(int) (last + 1)];
    if (last == 0) {
      return positions;
    }
    for (int i = 0; i < positions.length; i++) {
      int block = i;
      do {
        int left = block >>> MIN_WORD_BITS;
        int right = block & MIN_WORD_MASK;
        for (int round = 0; round < roundKeys.length; round += 2) {
          left ^= mixed[right] ^ roundKeys[round];
          right ^= mixed[left] ^ roundKeys[round + 1];
        }
        block = left << MIN_WORD_BITS | right;
      } while (block > last);
      positions[i] = (char) block;
    }
    return positions;
  }

  /// Enciphers until the result is in range. Different indices end differently, as their walks lie on one cycle each.
  private long walk(long index) {
    long position = index;
    do {
      position = encipher(position);
    } while (Long.compareUnsigned(position, last) > 0);
    return position;
  }

  /// All together: short loops without a branch, of which the compiler makes vectors. When few blocks are left outside,
  /// these go on alone.
  private void walk(long[] blocks, int begin, int end, long first) {
    for (int i = begin; i < end; i++) {
      blocks[i] -= first;
    }
    for (long key : keys) {
      round(blocks, begin, end, key, wordBits, wordMask);
    }
    while (2 * wordBits < MARK_BIT && outside(blocks, begin, end) > (end - begin) / FEW) {
      for (int i = begin; i < end; i++) {
        blocks[i] |= ~outside(blocks[i], last) & MARK;
      }
      for (long key : keys) {
        roundUnlessMarked(blocks, begin, end, key, wordBits, wordMask);
      }
      for (int i = begin; i < end; i++) {
        blocks[i] &= ~MARK;
      }
    }
    for (int i = begin; i < end; i++) {
      long block = blocks[i];
      blocks[i] = first + (outside(block, last) == 0 ? block : walk(block));
    }
  }

  private long outside(long[] blocks, int begin, int end) {
    long count = 0;
    for (int i = begin; i < end; i++) {
      count -= outside(blocks[i], last);
    }
    return count;
  }

  /// -1 if a block is behind the last position, else 0. Blocks have no sign.
  private static long outside(long block, long last) {
    return ((last - block) | block) >> MARK_BIT;
  }

  private static void round(long[] blocks, int begin, int end, long key, int wordBits, long wordMask) {
    for (int i = begin; i < end; i++) {
      blocks[i] = round(blocks[i], key, wordBits, wordMask);
    }
  }

  private static void roundUnlessMarked(long[] blocks, int begin, int end, long key, int wordBits, long wordMask) {
    for (int i = begin; i < end; i++) {
      long block = blocks[i];
      long marked = block >> MARK_BIT;
      blocks[i] = (block & marked) | (round(block, key, wordBits, wordMask) & ~marked);
    }
  }

  private long encipher(long block) {
    long enciphered = block;
    for (long key : keys) {
      enciphered = round(enciphered, key, wordBits, wordMask);
    }
    return enciphered;
  }

  /// One round of the cipher, behind which the two words stand in each other's place: after an even number in their own.
  private static long round(long block, long key, int wordBits, long wordMask) {
    long right = block & wordMask;
    return right << wordBits | (block >>> wordBits ^ mix(right, wordBits, wordMask) ^ key);
  }

  private static long mix(long word, int wordBits, long wordMask) {
    long mixed =
        ((word << 1 | word >>> (wordBits - 1)) & (word << 8 | word >>> (wordBits - 8)))
            ^ (word << 2 | word >>> (wordBits - 2));
    return mixed & wordMask;
  }
}
