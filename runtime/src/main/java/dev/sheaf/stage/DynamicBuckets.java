package dev.sheaf.stage;

import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// How items are gathered until they cost enough together.
///
/// ```java
/// DynamicBuckets.of(4096, (Example example) -> example.tokens().size()).atMost(64)
/// ```
///
/// @param threshold what items cost together that are enough
/// @param cost what an item costs; may be negative
/// @param min how few items are never enough, unless they are `max`
/// @param max how many items are always enough
/// @param division divides the items that are enough; none, if they are one bucket
/// @param dropsRemainder whether the items that are left at the end of an epoch are left out, unless they are enough
/// @param <T> the items
public record DynamicBuckets<T>(
    double threshold,
    ToDoubleFunction<? super T> cost,
    int min,
    int max,
    Optional<BucketDivision<T>> division,
    boolean dropsRemainder) {
  /// @throws IllegalArgumentException if the threshold is not above 0, a number is negative, `max` is 0 or below `min`
  public DynamicBuckets {
    if (!(threshold > 0)) {
      throw new IllegalArgumentException("expected a threshold above 0, found " + threshold);
    }
    if (min < 0 || max < 1 || max < min) {
      throw new IllegalArgumentException(
          "expected at least 0 and at most 1 item or more, found at least %d and at most %d".formatted(min, max));
    }
  }

  /// Buckets of items that together cost `threshold` or more.
  ///
  /// @throws IllegalArgumentException if the threshold is not above 0
  public static <T> DynamicBuckets<T> of(double threshold, ToDoubleFunction<? super T> cost) {
    return new DynamicBuckets<>(threshold, cost, 0, Integer.MAX_VALUE, Optional.empty(), false);
  }

  /// The same, and fewer items are never enough.
  ///
  /// @throws IllegalArgumentException if that is negative, or more than are at most wanted
  public DynamicBuckets<T> atLeast(int items) {
    return new DynamicBuckets<>(threshold, cost, items, max, division, dropsRemainder);
  }

  /// The same, and as many items are always enough.
  ///
  /// @throws IllegalArgumentException if that is less than 1, or fewer than are at least wanted
  public DynamicBuckets<T> atMost(int items) {
    return new DynamicBuckets<>(threshold, cost, min, items, division, dropsRemainder);
  }

  /// The same, and items that are enough are divided into several buckets and what is carried over, which costs nothing
  /// any more. What is left at the end of an epoch is not divided.
  public DynamicBuckets<T> dividedBy(BucketDivision<T> function) {
    return new DynamicBuckets<>(threshold, cost, min, max, Optional.of(function), dropsRemainder);
  }

  /// The same, and items that are left at the end of an epoch and are not enough are left out.
  public DynamicBuckets<T> dropRemainder() {
    return new DynamicBuckets<>(threshold, cost, min, max, division, true);
  }

  boolean isEnough(double gatheredCost, int count) {
    return (gatheredCost >= threshold && count >= min) || count >= max;
  }

  /// As it stands in a plan: `4096.0, AT_MOST 64`.
  @Override
  public String toString() {
    return threshold
        + (min > 0 ? ", AT_LEAST " + min : "")
        + (max < Integer.MAX_VALUE ? ", AT_MOST " + max : "")
        + (division.isPresent() ? ", DIVIDED" : "")
        + (dropsRemainder ? ", DROP" : "");
  }
}
