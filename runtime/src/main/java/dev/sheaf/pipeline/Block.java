package dev.sheaf.pipeline;

import org.jspecify.annotations.Nullable;

/// What one task made: some items in order, and then perhaps a failure. It passes from a worker to the consumer.
///
/// @param <T> the items
final class Block<T> {
  private static final Object[] NONE = {};

  private final Object[] items;
  private final int count;
  private final int rows;
  private final @Nullable Failure failure;

  /// @param items the items; only the first `count` count
  /// @param rows how many rows of the dataset they are made of
  Block(Object[] items, int count, int rows, @Nullable Failure failure) {
    this.items = items;
    this.count = count;
    this.rows = rows;
    this.failure = failure;
  }

  /// Nothing at all.
  static <T> Block<T> empty() {
    return new Block<>(NONE, 0, 0, null);
  }

  /// Nothing but a failure.
  static <T> Block<T> failed(Failure failure) {
    return new Block<>(NONE, 0, 0, failure);
  }

  /// The items, of which the first [#count()] count: not a copy.
  Object[] items() {
    return items;
  }

  int count() {
    return count;
  }

  /// How many rows of the dataset the items are made of.
  int rows() {
    return rows;
  }

  /// What came instead of the next item, if something went wrong.
  @Nullable Failure failure() {
    return failure;
  }

  /// How many rows one of the items is made of: a block has many items of one row, or one item of many.
  int rowsPerItem() {
    return rows / count;
  }

  @SuppressWarnings("unchecked") // Only items of T are put in.
  T item(int index) {
    return (T) items[index];
  }
}
