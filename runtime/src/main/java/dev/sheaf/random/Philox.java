package dev.sheaf.random;

import java.math.BigInteger;

/// Random numbers by position: [Philox4x64-10](https://doi.org/10.1145/2063384.2063405) as NumPy has it.
///
/// A key of 128 bits names a stream of 2^256 blocks of four words, and a counter the place in it. Going to another
/// place costs nothing and makes no object, so that one generator serves any number of items. Words are handed out from
/// the block *after* the counter.
///
/// Not thread-safe: one for each thread.
public final class Philox extends NumpyRandom {
  private static final long MULTIPLIER_0 = 0xd2e7470ee14c6c93L;
  private static final long MULTIPLIER_1 = 0xca5a826395121157L;
  private static final long KEY_STEP_0 = 0x9e3779b97f4a7c15L;
  private static final long KEY_STEP_1 = 0xbb67ae8584caa73bL;
  private static final int ROUNDS = 10;
  private static final int WORDS = 4;

  private long key0;
  private long key1;
  private long counter0;
  private long counter1;
  private long counter2;
  private long counter3;
  private long word0;
  private long word1;
  private long word2;
  private long word3;
  private int used = WORDS;

  private Philox(long key0, long key1) {
    this.key0 = key0;
    this.key1 = key1;
  }

  /// The stream of a key, from its beginning: NumPy's `Philox(key=[low, high])`.
  ///
  /// @param low the low 64 bits
  /// @param high the high 64 bits
  public static Philox ofKey(long low, long high) {
    return new Philox(low, high);
  }

  /// The stream of a key, from its beginning: NumPy's `Philox(key=key)`. Grain gives each record of a sampler the
  /// stream of the key seed + index.
  ///
  /// @param key from 0 to 2^128 - 1
  /// @throws IllegalArgumentException if the key is out of range
  public static Philox ofKey(BigInteger key) {
    if (key.signum() < 0 || key.bitLength() > 128) {
      throw new IllegalArgumentException("expected a key of up to 128 bits, 0 or more, found " + key);
    }
    return new Philox(key.longValue(), key.shiftRight(64).longValue());
  }

  /// The stream of some seeds, from its beginning: NumPy's `Philox(seed)`.
  public static Philox of(SeedSequence seeds) {
    long[] key = seeds.longs(2);
    return new Philox(key[0], key[1]);
  }

  /// Goes to a place in the stream, as if nothing had been drawn: NumPy's `counter=[...]`.
  ///
  /// @param counter0 the lowest 64 bits
  /// @param counter1 the next 64 bits
  /// @param counter2 the next 64 bits
  /// @param counter3 the highest 64 bits
  public void moveTo(long counter0, long counter1, long counter2, long counter3) {
    this.counter0 = counter0;
    this.counter1 = counter1;
    this.counter2 = counter2;
    this.counter3 = counter3;
    used = WORDS;
    forgetHalf();
  }

  /// Goes to the beginning of another stream.
  ///
  /// @param low the low 64 bits of its key
  /// @param high the high 64 bits of its key
  public void rekey(long low, long high) {
    key0 = low;
    key1 = high;
    moveTo(0, 0, 0, 0);
  }

  @Override
  public long nextLong() {
    if (used == WORDS) {
      step();
      used = 0;
    }
    return switch (used++) {
      case 0 -> word0;
      case 1 -> word1;
      case 2 -> word2;
      default -> word3;
    };
  }

  private void step() {
    if (++counter0 == 0 && ++counter1 == 0 && ++counter2 == 0) {
      counter3++;
    }
    encipher();
  }

  private void encipher() {
    long c0 = counter0;
    long c1 = counter1;
    long c2 = counter2;
    long c3 = counter3;
    long k0 = key0;
    long k1 = key1;
    for (int round = 0; round < ROUNDS; round++) {
      long high0 = Math.unsignedMultiplyHigh(MULTIPLIER_0, c0);
      long low0 = MULTIPLIER_0 * c0;
      long high1 = Math.unsignedMultiplyHigh(MULTIPLIER_1, c2);
      long low1 = MULTIPLIER_1 * c2;
      c0 = high1 ^ c1 ^ k0;
      c1 = low1;
      c2 = high0 ^ c3 ^ k1;
      c3 = low0;
      k0 += KEY_STEP_0;
      k1 += KEY_STEP_1;
    }
    word0 = c0;
    word1 = c1;
    word2 = c2;
    word3 = c3;
  }
}
