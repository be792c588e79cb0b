package dev.sheaf.random;

import java.util.random.RandomGenerator;

/// The random numbers of a position: what a function that is handed a generator gets for each item.
///
/// The numbers depend on the seed, the epoch and the position, and on nothing else: not on the thread, on what was
/// drawn for other items, on the number of readers, the machine or the JDK. A function may draw as many as it likes, by
/// any methods; the same calls in the same order give the same numbers. In epoch 0 they are those of Grain's
/// `random_map` with this seed. Each position has 2^64 blocks of a [Philox] of its own, and [NumpyRandom] says which
/// method gives what.
///
/// There is one for each thread, and no object is made for an item: the generator that [#at(long, long)] gives is
/// always the same one, moved. Whoever is handed it must not keep it, nor use it from another thread.
public final class PositionRandom {
  private final Philox random;
  private final long domain;

  private PositionRandom(SeedSequence seeds, long domain) {
    this.random = Philox.of(seeds);
    this.domain = domain;
  }

  /// The numbers of one seed.
  ///
  /// @param seed 0 or more
  /// @throws IllegalArgumentException if the seed is negative
  public static PositionRandom of(long seed) {
    return of(SeedSequence.of(seed));
  }

  /// The numbers of some seeds, which a seed of any width is too.
  ///
  /// @param seeds one seed of any width, or several
  public static PositionRandom of(SeedSequence seeds) {
    return new PositionRandom(seeds, 0);
  }

  /// The same for another purpose, whose numbers have nothing to do with those of functions.
  ///
  /// @param domain names the purpose; 0 is that of functions
  static PositionRandom of(SeedSequence seeds, long domain) {
    return new PositionRandom(seeds, domain);
  }

  /// The generator, at the beginning of the numbers of this position in this epoch. Any `long` is an epoch and a
  /// position.
  public RandomGenerator at(long epoch, long position) {
    return moved(epoch, position);
  }

  /// The same, by its own type.
  Philox moved(long epoch, long position) {
    random.moveTo(0, domain, epoch, position);
    return random;
  }
}
