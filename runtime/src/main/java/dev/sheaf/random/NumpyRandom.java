package dev.sheaf.random;

import java.util.random.RandomGenerator;

/// What NumPy's `Generator` makes of a source of 64-bit words: the same numbers, for whoever asks in the same order.
///
/// | here | in NumPy |
/// |---|---|
/// | `nextLong()` | `bit_generator.random_raw()` |
/// | `nextInt()` | 32 bits: the low half of a word, and the next time its high half |
/// | `nextInt(n)`, `nextLong(n)`, `nextInt(a, b)`, `nextLong(a, b)` | `integers(n)`, `integers(a, b)`, one at a time |
/// | `nextDouble()`, `nextFloat()` | `random()`, `random(dtype=float32)` |
/// | `shuffle(a)`, `permutation(n)` | `shuffle(a)`, `permutation(n)` and `permuted(arange(n))` |
///
/// `nextGaussian` and `nextExponential` are not NumPy's, and not the JDK's, which may differ in the last bit between
/// machines; they are made of `StrictMath`. All other methods are as [RandomGenerator] says, and made of those above.
///
/// Not thread-safe: one for each thread.
public abstract sealed class NumpyRandom implements RandomGenerator permits Philox, Pcg64 {
  private static final long LOW = 0xffff_ffffL;

  private boolean hasHalf;
  private int half;

  NumpyRandom() {}

  @Override
  public abstract long nextLong();

  /// Forgets the half of a word that is left over.
  final void forgetHalf() {
    hasHalf = false;
  }

  @Override
  public final int nextInt() {
    if (hasHalf) {
      hasHalf = false;
      return half;
    }
    long word = nextLong();
    hasHalf = true;
    half = (int) (word >>> 32);
    return (int) word;
  }

  @Override
  public final int nextInt(int bound) {
    return (int) nextLong(bound);
  }

  @Override
  public final int nextInt(int origin, int bound) {
    return (int) nextLong(origin, bound);
  }

  @Override
  public final long nextLong(long bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("expected a bound of 1 or more, found " + bound);
    }
    return upTo(bound - 1);
  }

  @Override
  public final long nextLong(long origin, long bound) {
    if (origin >= bound) {
      throw new IllegalArgumentException("expected a bound above the origin %d, found %d".formatted(origin, bound));
    }
    return origin + upTo(bound - origin - 1);
  }

  /// A number from 0 to `last`, which is unsigned and below 2^64 - 1, by
  /// [Lemire's rejection](https://arxiv.org/abs/1805.10941); no word is drawn where only 0 is possible.
  private long upTo(long last) {
    if (last == 0) {
      return 0;
    }
    if (last == LOW) {
      return Integer.toUnsignedLong(nextInt());
    }
    return last >>> 32 == 0 ? upToNarrow(last) : upToWide(last);
  }

  private long upToNarrow(long last) {
    long count = last + 1;
    long product = Integer.toUnsignedLong(nextInt()) * count;
    if ((product & LOW) < count) {
      long threshold = (LOW - last) % count;
      while ((product & LOW) < threshold) {
        product = Integer.toUnsignedLong(nextInt()) * count;
      }
    }
    return product >>> 32;
  }

  private long upToWide(long last) {
    long count = last + 1;
    long word = nextLong();
    if (Long.compareUnsigned(word * count, count) < 0) {
      long threshold = Long.remainderUnsigned(~last, count);
      while (Long.compareUnsigned(word * count, threshold) < 0) {
        word = nextLong();
      }
    }
    return Math.unsignedMultiplyHigh(word, count);
  }

  /// A number from 0 to `last` by masking, which is how NumPy shuffles.
  private int masked(int last) {
    int mask = -1 >>> Integer.numberOfLeadingZeros(last);
    int value = nextInt() & mask;
    while (value > last) {
      value = nextInt() & mask;
    }
    return value;
  }

  /// Puts the values into a random order.
  public final void shuffle(long[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      swap(values, i, masked(i));
    }
  }

  /// The numbers from 0 to `size - 1` in a random order.
  ///
  /// @throws IllegalArgumentException if the size is negative
  public final long[] permutation(int size) {
    if (size < 0) {
      throw new IllegalArgumentException("expected a size of 0 or more, found " + size);
    }
    long[] values = new long[size];
    for (int i = 0; i < size; i++) {
      values[i] = i;
    }
    shuffle(values);
    return values;
  }

  static void swap(long[] values, int i, int j) {
    long value = values[j];
    values[j] = values[i];
    values[i] = value;
  }

  @Override
  public final double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  @Override
  public final float nextFloat() {
    return (nextInt() >>> 8) * 0x1p-24f;
  }

  /// By Marsaglia's polar method, of which one of the two numbers is left unused, so that nothing is kept.
  @Override
  public final double nextGaussian() {
    while (true) {
      double x = 2 * nextDouble() - 1;
      double y = 2 * nextDouble() - 1;
      double square = x * x + y * y;
      if (square < 1 && square > 0) {
        return x * Math.sqrt(-2 * StrictMath.log(square) / square);
      }
    }
  }

  @Override
  public final double nextGaussian(double mean, double deviation) {
    if (!(deviation >= 0)) {
      throw new IllegalArgumentException("expected a standard deviation of 0 or more, found " + deviation);
    }
    return mean + deviation * nextGaussian();
  }

  @Override
  public final double nextExponential() {
    return -StrictMath.log1p(-nextDouble());
  }
}
