package dev.sheaf.stage;

import java.util.List;

/// How items are put together by their length: into which buckets, and what becomes of those that fit into none.
///
/// ```java
/// LengthBuckets.of(BucketSize.plan(4096, 512, 1, 8)).skipTooLong()
/// ```
///
/// @param sizes the buckets, the shortest first
/// @param minLength the least length
/// @param skipsTooShort whether shorter items are left out; else each is a fault that one can go on from
/// @param skipsTooLong the same for items that are longer than the longest bucket takes
/// @param dropsRemainder whether a bucket that is not full at the end of an epoch is left out
public record LengthBuckets(
    List<BucketSize> sizes, long minLength, boolean skipsTooShort, boolean skipsTooLong, boolean dropsRemainder) {
  /// @throws IllegalArgumentException if there is no bucket, or the least length is negative
  public LengthBuckets {
    if (sizes.isEmpty()) {
      throw new IllegalArgumentException("expected 1 bucket or more, found none");
    }
    if (minLength < 0) {
      throw new IllegalArgumentException("expected a least length of 0 or more, found " + minLength);
    }
    sizes = sizes.stream().sorted().toList();
  }

  /// These buckets, for items of length 1 or more; any other is a fault that one can go on from. At the end of an epoch a
  /// bucket that is not full is given.
  ///
  /// @throws IllegalArgumentException if there is none
  public static LengthBuckets of(List<BucketSize> sizes) {
    return new LengthBuckets(sizes, 1, false, false, false);
  }

  /// The same, for items of another least length.
  public LengthBuckets minLength(long length) {
    return new LengthBuckets(sizes, length, skipsTooShort, skipsTooLong, dropsRemainder);
  }

  /// The same, and items that are too short are left out.
  public LengthBuckets skipTooShort() {
    return new LengthBuckets(sizes, minLength, true, skipsTooLong, dropsRemainder);
  }

  /// The same, and items that are too long are left out.
  public LengthBuckets skipTooLong() {
    return new LengthBuckets(sizes, minLength, skipsTooShort, true, dropsRemainder);
  }

  /// The same, and a bucket that is not full at the end of an epoch is left out.
  public LengthBuckets dropRemainder() {
    return new LengthBuckets(sizes, minLength, skipsTooShort, skipsTooLong, true);
  }

  /// The greatest length that any takes.
  public long maxLength() {
    return sizes.getLast().maxLength();
  }

  /// As it stands in a plan: `8x2, 5x3, DROP`.
  @Override
  public String toString() {
    StringBuilder words = new StringBuilder();
    for (BucketSize size : sizes) {
      words.append(words.isEmpty() ? "" : ", ").append(size.count()).append('x').append(size.maxLength());
    }
    if (minLength != 1) {
      words.append(", FROM ").append(minLength);
    }
    return words
        .append(skipsTooShort ? ", SKIP_TOO_SHORT" : "")
        .append(skipsTooLong ? ", SKIP_TOO_LONG" : "")
        .append(dropsRemainder ? ", DROP" : "")
        .toString();
  }
}
