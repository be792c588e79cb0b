package dev.sheaf.random;

/// [MT19937](http://www.math.sci.hiroshima-u.ac.jp/m-mat/MT/emt.html) with 32-bit words, and the numbers that PyTorch
/// and fairseq2 make of them.
///
/// A state is 625 numbers: [#state()] and [#restore(int\[\])] take it out and put it in again, exactly.
///
/// Not thread-safe: one for each thread.
public final class MersenneTwister {
  private static final int SIZE = 624;
  private static final int SHIFT = 397;
  private static final int TWIST = 0x9908b0df;
  private static final int UPPER = 0x8000_0000;

  private final int[] words;
  private int used;

  private MersenneTwister(int[] words, int used) {
    this.words = words;
    this.used = used;
  }

  /// Seeded by the low 32 bits of `seed`, which is what PyTorch and fairseq2 take of it.
  public static MersenneTwister of(long seed) {
    int[] words = new int[SIZE];
    words[0] = (int) seed;
    for (int i = 1; i < SIZE; i++) {
      words[i] = 1812433253 * (words[i - 1] ^ words[i - 1] >>> 30) + i;
    }
    return new MersenneTwister(words, SIZE);
  }

  /// Seeded by several words: the reference's `init_by_array`.
  ///
  /// @param key 1 word or more
  /// @throws IllegalArgumentException if there are no words
  public static MersenneTwister ofWords(int... key) {
    if (key.length == 0) {
      throw new IllegalArgumentException("expected a key of 1 word or more, found none");
    }
    int[] words = of(19650218).words;
    int i = 1;
    int j = 0;
    for (int k = Math.max(SIZE, key.length); k > 0; k--) {
      words[i] = (words[i] ^ (words[i - 1] ^ words[i - 1] >>> 30) * 1664525) + key[j] + j;
      i = following(words, i);
      j = j + 1 == key.length ? 0 : j + 1;
    }
    for (int k = SIZE - 1; k > 0; k--) {
      words[i] = (words[i] ^ (words[i - 1] ^ words[i - 1] >>> 30) * 1566083941) - i;
      i = following(words, i);
    }
    words[0] = UPPER;
    return new MersenneTwister(words, SIZE);
  }

  /// The place after `i`; past the last one the ring closes, and the second follows on the first.
  private static int following(int[] words, int i) {
    if (i + 1 < SIZE) {
      return i + 1;
    }
    words[0] = words[SIZE - 1];
    return 1;
  }

  /// A generator that goes on where another was when its state was taken.
  ///
  /// @param state what [#state()] gave
  /// @throws IllegalArgumentException if it is no such state
  public static MersenneTwister restore(int[] state) {
    if (state.length != SIZE + 1) {
      throw new IllegalArgumentException("expected a state of %d numbers, found %d".formatted(SIZE + 1, state.length));
    }
    int used = state[SIZE];
    if (used < 0 || used > SIZE) {
      throw new IllegalArgumentException(
          "expected a state that ends with a number from 0 to %d, found %d".formatted(SIZE, used));
    }
    int[] words = new int[SIZE];
    System.arraycopy(state, 0, words, 0, SIZE);
    return new MersenneTwister(words, used);
  }

  /// Where the generator is: 624 words, and how many of them are used up. A copy.
  public int[] state() {
    int[] state = new int[SIZE + 1];
    System.arraycopy(words, 0, state, 0, SIZE);
    state[SIZE] = used;
    return state;
  }

  /// 32 random bits.
  public int nextInt() {
    if (used == SIZE) {
      twist();
      used = 0;
    }
    int word = words[used++];
    word ^= word >>> 11;
    word ^= word << 7 & 0x9d2c5680;
    word ^= word << 15 & 0xefc60000;
    return word ^ word >>> 18;
  }

  private void twist() {
    for (int i = 0; i < SIZE; i++) {
      int next = words[i + 1 < SIZE ? i + 1 : 0];
      int bits = (words[i] & UPPER) | (next & ~UPPER);
      int far = words[i < SIZE - SHIFT ? i + SHIFT : i + SHIFT - SIZE];
      words[i] = far ^ bits >>> 1 ^ (-(bits & 1) & TWIST);
    }
  }

  /// 64 random bits out of two times 32, the high ones first: PyTorch's `random64`.
  public long nextLong() {
    long upper = nextInt();
    return upper << 32 | Integer.toUnsignedLong(nextInt());
  }

  /// A number from 0 to `bound - 1`: 64 bits modulo `bound`, which is how fairseq2 shuffles. The small numbers are
  /// favoured by less than `bound / 2^64`.
  ///
  /// @throws IllegalArgumentException if the bound is below 1
  public long nextModulo(long bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("expected a bound of 1 or more, found " + bound);
    }
    return Long.remainderUnsigned(nextLong(), bound);
  }

  /// A number from 0 to 1, without 1: the low 24 of 32 bits, which is how PyTorch fills `float32` and fairseq2 samples.
  public float nextFloat() {
    return (nextInt() & 0xff_ffff) * 0x1p-24f;
  }
}
