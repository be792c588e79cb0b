package dev.sheaf.random;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// The seed of a random step that was given none, from the seeds said before it: Grain's rule.
///
/// Steps in different places of one pipeline never share a seed, since their distances differ.
///
/// ```java
/// DefaultSeed.of(42, 1)        // the step right after seed(42): 3329053876
/// ```
public final class DefaultSeed {
  private DefaultSeed() {}

  /// A seed that stands further up.
  ///
  /// @param seed the seed, 0 or more
  /// @param depth how many steps it is away from the one that wants a seed, 0 or more
  public record Origin(BigInteger seed, long depth) {
    /// @throws IllegalArgumentException if a number is negative
    public Origin {
      Seeds.check(seed);
      if (depth < 0) {
        throw new IllegalArgumentException("expected a depth of 0 or more, found " + depth);
      }
    }
  }

  /// The seed that follows from one seed.
  ///
  /// @param seed the seed, 0 or more
  /// @param depth how many steps it is away, 0 or more
  /// @return from 0 to 2^32 - 1
  /// @throws IllegalArgumentException if a number is negative
  public static long of(long seed, long depth) {
    return of(List.of(new Origin(BigInteger.valueOf(seed), depth)));
  }

  /// The seed that follows from those of all branches that come together before the step: nearest first, and from left
  /// to right.
  ///
  /// @return from 0 to 2^32 - 1
  /// @throws IllegalArgumentException if there are no origins
  public static long of(List<Origin> origins) {
    if (origins.isEmpty()) {
      throw new IllegalArgumentException("expected 1 seed or more to start from, found none");
    }
    List<BigInteger> entropy = new ArrayList<>();
    for (Origin origin : origins) {
      entropy.add(origin.seed());
      entropy.add(BigInteger.valueOf(origin.depth()));
    }
    return Integer.toUnsignedLong(SeedSequence.of(entropy).words(1)[0]);
  }
}
