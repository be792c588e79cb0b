package dev.sheaf.stage;

/// Which random numbers decide what is drawn.
public enum DrawnBy {
  /// Those of [dev.sheaf.random.PositionRandom]: each draw is worked out from its number, so that resuming costs the same
  /// anywhere.
  POSITION,
  /// Those of fairseq2: [dev.sheaf.random.MersenneTwister], and weights of 32 bits, for the same draws from the same
  /// seed. An epoch `e` has the seed `seed + e`. Resuming goes through all numbers of the epoch again.
  MERSENNE_TWISTER
}
