package dev.sheaf.random;

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
    if (index < 0 || index > last) {
      throw new IndexOutOfBoundsException("expected an index from 0 to %d, found %d".formatted(last, index));
    }
    return table != null ? table[(int) index] : walk(index);
  }

  /// Replaces the first `count` of `indices` by the positions that stand there.
  ///
  /// @throws IndexOutOfBoundsException if an index is not from 0 to the last position; those before it are replaced
  public void apply(long[] indices, int count) {
    for (int i = 0; i < count; i++) {
      indices[i] = at(indices[i]);
    }
  }

  /// All positions. Words have 8 bits here, so that the round function is a table too.
  private char[] table() {
    int[] mixed = new int[1 << MIN_WORD_BITS];
    for (int word = 0; word < mixed.length; word++) {
      mixed[word] = (int) mix(word);
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

  private long encipher(long block) {
    long left = block >>> wordBits;
    long right = block & wordMask;
    for (int round = 0; round < keys.length; round += 2) {
      left ^= mix(right) ^ keys[round];
      right ^= mix(left) ^ keys[round + 1];
    }
    return left << wordBits | right;
  }

  private long mix(long word) {
    return (rotate(word, 1) & rotate(word, 8)) ^ rotate(word, 2);
  }

  private long rotate(long word, int bits) {
    return (word << bits | word >>> (wordBits - bits)) & wordMask;
  }
}
