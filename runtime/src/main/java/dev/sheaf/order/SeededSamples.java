package dev.sheaf.order;

import java.math.BigInteger;

/// The same items, and the seed that random steps further down derive their own from.
public final class SeededSamples<T> extends ReorderedSamples<T> {
  private final BigInteger seed;

  /// @param seed 0 or more, of any width
  /// @throws IllegalArgumentException if the seed is negative
  public SeededSamples(Samples<T> parent, BigInteger seed) {
    super(parent);
    if (seed.signum() < 0) {
      throw new IllegalArgumentException("expected a seed of 0 or more, found " + seed);
    }
    this.seed = seed;
  }

  @Override
  public BigInteger seed() {
    return seed;
  }

  @Override
  public long size() {
    return parent().size();
  }

  @Override
  protected void toParent(long[] positions, int count) {
    // The order is the parent's.
  }

  @Override
  protected String call() {
    return "seed(" + seed + ")";
  }
}
