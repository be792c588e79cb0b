package dev.sheaf.stage;

import java.util.Optional;

/// Gathers items into results, one item at a time. Each epoch has one of its own, which is called on one thread at a time.
///
/// @param <T> the items
/// @param <R> the results
public interface Aggregator<T, R> {
  /// Takes an item; gives a result if there is one.
  Optional<R> accumulate(T item);

  /// What is left when there are no more items.
  default Optional<R> flush() {
    return Optional.empty();
  }

  /// How many of the last items, after a result, it still needs for results to come: 1 where an item that did not fit
  /// begins the next result. A resumed pipeline hands those to a new aggregator again, and no others; what it gives for
  /// them is left out.
  default int held() {
    return 0;
  }
}
