package dev.sheaf.random;

import java.math.BigInteger;

/// What a seed may be.
final class Seeds {
  private Seeds() {}

  /// The seed itself.
  static BigInteger check(BigInteger seed) {
    if (seed.signum() < 0) {
      throw new IllegalArgumentException("expected a seed of 0 or more, found " + seed);
    }
    return seed;
  }
}
