package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Footprint;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// The same items, and the seed that random stages further down derive their own from.
public final class SeededStage<T> extends DerivedStage<T, T> {
  private final BigInteger seed;

  /// @param seed 0 or more, of any width
  /// @throws IllegalArgumentException if the seed is negative
  public SeededStage(Stage<T> upstream, BigInteger seed) {
    if (seed.signum() < 0) {
      throw new IllegalArgumentException("expected a seed of 0 or more, found " + seed);
    }
    super(upstream);
    this.seed = seed;
  }

  /// The seed.
  public BigInteger seed() {
    return seed;
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    return upstream.open(run, epoch, from);
  }

  @Override
  public long size() {
    return upstream.size();
  }

  @Override
  public Footprint footprint() {
    return upstream.footprint();
  }

  @Override
  public String toString() {
    return then(upstream, "seed(" + seed + ")");
  }
}
