package dev.sheaf.tools.profile;

import java.util.List;

/// Which values there are, and how often.
///
/// Up to 4096 different values are counted, each exactly. Where there are more, `distinct` is estimated, from the
/// values whose hashes are smallest, and `top` are the most frequent of those: a fair sample, in which a frequent value
/// may be missing.
///
/// @param count how many values there are
/// @param distinct how many different ones
/// @param exact whether all were counted
/// @param top the most frequent first, at most 50
public record ValueProfile(long count, long distinct, boolean exact, List<ValueCount> top) {
  public ValueProfile {
    top = List.copyOf(top);
  }

  /// How often one value is there.
  ///
  /// @param value the value; of a long text its first 120 characters
  /// @param cut whether it is longer
  /// @param count how often
  public record ValueCount(String value, boolean cut, long count) {}
}
