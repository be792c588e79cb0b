package dev.sheaf.stage;

import java.util.ArrayList;
import java.util.List;

/// One bucket of a pipeline that puts items of like length together.
///
/// @param count how many items fill it; 0 is as 1
/// @param maxLength the greatest length of an item in it
public record BucketSize(int count, long maxLength) implements Comparable<BucketSize> {
  /// @throws IllegalArgumentException if a number is negative
  public BucketSize {
    if (count < 0 || maxLength < 0) {
      throw new IllegalArgumentException(
          "expected a count and a length of 0 or more, found %d items up to length %d".formatted(count, maxLength));
    }
  }

  /// As few buckets as give each the most items that keep a batch, padded to its longest, within `maxElements` elements:
  /// for lengths from `minLength` to `maxLength`, shortest first.
  ///
  /// `plan(16, 8, 2, 1)` is 8 items up to length 2, 5 up to 3, 4 up to 4, 3 up to 5 and 2 up to 8.
  ///
  /// @param maxElements how many elements a padded batch has at most: a multiple of `maxLength`
  /// @param multipleOf counts above it are rounded down to a multiple of it
  /// @throws IllegalArgumentException if the lengths are not from 1 on and in order, `maxElements` is no multiple of
  ///     `maxLength`, or `multipleOf` is less than 1
  public static List<BucketSize> plan(int maxElements, long maxLength, long minLength, int multipleOf) {
    if (minLength < 1 || minLength > maxLength) {
      throw new IllegalArgumentException(
          "expected lengths from 1 on, the least not above the greatest, found %d to %d".formatted(minLength, maxLength));
    }
    if (maxElements < maxLength || maxElements % maxLength != 0) {
      throw new IllegalArgumentException(
          "expected a number of elements that is a multiple of the greatest length, found %d for length %d"
              .formatted(maxElements, maxLength));
    }
    if (multipleOf < 1) {
      throw new IllegalArgumentException("expected counts that are multiples of 1 or more, found " + multipleOf);
    }
    List<BucketSize> sizes = new ArrayList<>();
    for (long length = minLength; length <= maxLength; ) {
      long count = maxElements / length;
      // The greatest length of which as many items fit.
      long greatest = Math.min(maxElements / count, maxLength);
      long rounded = count > multipleOf ? count / multipleOf * multipleOf : count;
      sizes.add(new BucketSize((int) rounded, greatest));
      length = greatest + 1;
    }
    return List.copyOf(sizes);
  }

  /// The shorter bucket comes first.
  @Override
  public int compareTo(BucketSize other) {
    int byLength = Long.compare(maxLength, other.maxLength);
    return byLength != 0 ? byLength : Integer.compare(count, other.count);
  }
}
