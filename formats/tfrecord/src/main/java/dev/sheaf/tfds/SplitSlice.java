package dev.sheaf.tfds;

import org.jspecify.annotations.Nullable;

/// Some neighbouring records of one split: the form that a text such as `train[10%:]` is given by values.
///
/// @param split the name of the split
/// @param from where they begin: from the end where it is negative; null for the start
/// @param to where they end, not included: from the end where it is negative; null for the end
/// @param unit what the numbers count
/// @param rounding what percentages become that are no whole numbers of records
public record SplitSlice(
    String split, @Nullable Double from, @Nullable Double to, Unit unit, Rounding rounding) {
  /// What bounds count.
  public enum Unit {
    RECORDS,
    PERCENT,
    SHARDS
  }

  /// What becomes of percentages.
  public enum Rounding {
    /// The nearest record, half to even: slices that have a bound in common have no record in common, and leave none
    /// out.
    CLOSEST,
    /// One percent is as many records for each: a hundredth, rounded down. So equal percentages are equal numbers, and
    /// up to 99 records at the end belong to none.
    DROP_REMAINDER
  }

  /// @throws IllegalArgumentException if a percentage is beyond 100 or no number, or a number of records or shards is
  ///     no whole one
  public SplitSlice {
    for (Double bound : new Double[] {from, to}) {
      if (bound != null) {
        check(bound, unit);
      }
    }
  }

  /// A whole split.
  public static SplitSlice all(String split) {
    return new SplitSlice(split, null, null, Unit.RECORDS, Rounding.CLOSEST);
  }

  private static void check(double bound, Unit unit) {
    if (unit == Unit.PERCENT ? !(Math.abs(bound) <= 100) : bound != Math.rint(bound) || Double.isInfinite(bound)) {
      throw new IllegalArgumentException(
          unit == Unit.PERCENT
              ? "expected a percentage from -100 to 100, found %s".formatted(bound)
              : "expected a whole number of %s, found %s".formatted(unit == Unit.SHARDS ? "shards" : "records", bound));
    }
  }
}
