package dev.sheaf.random;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Well mixed words out of seeds of any width: NumPy's
/// [SeedSequence](https://numpy.org/doc/stable/reference/random/bit_generators/index.html), word for word, without
/// spawning.
///
/// Each number of the entropy is cut into 32-bit words, the low word first; all words are hashed into a pool of four,
/// and the pool into as many words as are asked for. Immutable and thread-safe.
public final class SeedSequence {
  private static final int POOL = 4;
  private static final int INIT_A = 0x43b0d7e5;
  private static final int MULT_A = 0x931e8875;
  private static final int INIT_B = 0x8b51f9dd;
  private static final int MULT_B = 0x58f38ded;
  private static final int MIX_LEFT = 0xca01f9dd;
  private static final int MIX_RIGHT = 0x4973f715;

  private final int[] pool;

  private SeedSequence(int[] entropy) {
    this.pool = new Pooling().pool(entropy);
  }

  /// A sequence over one seed or several.
  ///
  /// @param entropy the seeds, each 0 or more; none at all is a sequence too
  /// @throws IllegalArgumentException if a seed is negative
  public static SeedSequence of(long... entropy) {
    return of(Arrays.stream(entropy).mapToObj(BigInteger::valueOf).toList());
  }

  /// A sequence over seeds that may be wider than a `long`.
  ///
  /// @param entropy the seeds, each 0 or more
  /// @throws IllegalArgumentException if a seed is negative
  public static SeedSequence of(List<BigInteger> entropy) {
    List<Integer> words = new ArrayList<>();
    for (BigInteger number : entropy) {
      for (int word : Words.ofMagnitude(Seeds.check(number))) {
        words.add(word);
      }
    }
    return new SeedSequence(words.stream().mapToInt(Integer::intValue).toArray());
  }

  /// The first words that the seeds generate, each 32 bits; fewer are the beginning of more.
  ///
  /// @param count how many, 0 or more
  /// @throws IllegalArgumentException if the count is negative
  public int[] words(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("expected a count of 0 or more, found " + count);
    }
    int[] words = new int[count];
    int hash = INIT_B;
    for (int i = 0; i < count; i++) {
      int word = pool[i % POOL] ^ hash;
      hash *= MULT_B;
      word *= hash;
      words[i] = word ^ (word >>> 16);
    }
    return words;
  }

  /// The first words that the seeds generate, two and two, the low one first.
  ///
  /// @param count how many pairs, from 0 to 2^30 - 1
  /// @throws IllegalArgumentException if the count is out of range
  public long[] longs(int count) {
    if (count < 0 || count > Integer.MAX_VALUE / 2) {
      throw new IllegalArgumentException(
          "expected a count from 0 to %d, found %d".formatted(Integer.MAX_VALUE / 2, count));
    }
    int[] words = words(2 * count);
    long[] longs = new long[count];
    for (int i = 0; i < count; i++) {
      longs[i] = Integer.toUnsignedLong(words[2 * i]) | (long) words[2 * i + 1] << 32;
    }
    return longs;
  }

  /// Makes the pool. The hash changes with every word that goes through it.
  private static final class Pooling {
    private int hash = INIT_A;

    int[] pool(int[] entropy) {
      int[] pool = new int[POOL];
      for (int i = 0; i < POOL; i++) {
        pool[i] = hash(i < entropy.length ? entropy[i] : 0);
      }
      for (int source = 0; source < POOL; source++) {
        for (int target = 0; target < POOL; target++) {
          if (source != target) {
            pool[target] = mix(pool[target], hash(pool[source]));
          }
        }
      }
      for (int i = POOL; i < entropy.length; i++) {
        for (int target = 0; target < POOL; target++) {
          pool[target] = mix(pool[target], hash(entropy[i]));
        }
      }
      return pool;
    }

    private int hash(int word) {
      int mixed = word ^ hash;
      hash *= MULT_A;
      mixed *= hash;
      return mixed ^ (mixed >>> 16);
    }

    private static int mix(int left, int right) {
      int mixed = MIX_LEFT * left - MIX_RIGHT * right;
      return mixed ^ (mixed >>> 16);
    }
  }
}
