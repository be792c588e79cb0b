package dev.sheaf.random;

import java.util.Arrays;

/// C++'s `std::seed_seq` over one 32-bit seed, from which a [Permutation] has its round keys:
/// [rand.util.seedseq](https://eel.is/c++draft/rand.util.seedseq) of the standard, in unsigned 32-bit arithmetic.
public final class StdSeedSequence {
  private StdSeedSequence() {}

  /// The words that the seed generates when so many are asked for at once; another count gives other words.
  ///
  /// @param seed 32 bits, unsigned
  /// @param count how many words, 0 or more
  /// @throws IllegalArgumentException if the count is negative
  public static int[] words(int seed, int count) {
    if (count < 0) {
      throw new IllegalArgumentException("expected a count of 0 or more, found " + count);
    }
    int[] b = new int[count];
    if (count == 0) {
      return b;
    }
    Arrays.fill(b, 0x8b8b8b8b);
    int t = count >= 623 ? 11 : count >= 68 ? 7 : count >= 39 ? 5 : count >= 7 ? 3 : (count - 1) / 2;
    int p = (count - t) / 2;
    int q = p + t;
    int steps = Math.max(2, count);
    for (int k = 0; k < steps; k++) {
      int here = k % count;
      int r1 = 1664525 * mix(b[here] ^ b[(k + p) % count] ^ b[(k + count - 1) % count]);
      int r2 = r1 + (k == 0 ? 1 : k == 1 ? here + seed : here);
      b[(k + p) % count] += r1;
      b[(k + q) % count] += r2;
      b[here] = r2;
    }
    for (int k = steps; k < steps + count; k++) {
      int here = k % count;
      int r3 = 1566083941 * mix(b[here] + b[(k + p) % count] + b[(k + count - 1) % count]);
      int r4 = r3 - here;
      b[(k + p) % count] ^= r3;
      b[(k + q) % count] ^= r4;
      b[here] = r4;
    }
    return b;
  }

  private static int mix(int x) {
    return x ^ (x >>> 27);
  }
}
