package dev.sheaf.tools.profile;

import java.util.List;

/// How many numbers lie between neighbouring powers of two, by their sign: where numbers of very different size meet, a
/// [Histogram] shows one bar, and this what is in it. Numbers that are zero are in none of them.
///
/// @param octaves the counts, by sign and exponent, the smallest number first; none is 0
public record Magnitudes(List<Octave> octaves) {
  public Magnitudes {
    octaves = List.copyOf(octaves);
  }

  /// The numbers `x` with `2^exponent <= |x| < 2^(exponent + 1)`; below -1022 all that is smaller, too.
  ///
  /// @param negative whether `x < 0`
  /// @param exponent the power of two
  /// @param count how many there are
  public record Octave(boolean negative, int exponent, long count) {}
}
