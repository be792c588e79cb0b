package dev.sheaf.engine;

import java.util.function.ToLongFunction;

/// How much may wait, where items are of very different sizes.
///
/// @param budget what those that wait may weigh before no more are drawn
/// @param measure what an item weighs
record Weighing<T>(long budget, ToLongFunction<? super T> measure) {
  /// What errors call it.
  static final String STAGE = "prefetchBytes";

  /// What an exception with its stack weighs, about.
  static final long FAULT = 1024;

  /// @throws IllegalArgumentException if the budget is less than 1
  Weighing {
    if (budget < 1) {
      throw new IllegalArgumentException("expected a prefetch of 1 byte or more, found " + budget);
    }
  }

  /// What an item weighs: 1 at least, so that there is an end to those that wait.
  ///
  /// @throws IllegalArgumentException if the measure gives less than 0
  long weigh(T item) {
    long weight = measure.applyAsLong(item);
    if (weight < 0) {
      throw new IllegalArgumentException("expected a measure of 0 or more, found " + weight);
    }
    return Math.max(1, weight);
  }
}
