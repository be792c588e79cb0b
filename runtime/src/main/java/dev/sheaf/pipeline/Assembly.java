package dev.sheaf.pipeline;

import java.util.function.Function;

/// How items are made of rows: the item plane as a value. Thread-safe.
///
/// @param <T> the items
sealed interface Assembly<T> permits RowAssembly, BatchAssembly {
  /// How many rows one item is made of; the last of an epoch may have fewer.
  int rowsPerItem();

  /// How many items one block may have: rows go in many at a time, batches alone.
  int maxItemsPerBlock();

  /// How many items an epoch of so many rows has.
  long items(long rows);

  /// What the pipeline delivers: `row` or `batch`.
  String unit();

  /// The same, with a function applied to each item.
  <U> Assembly<U> map(Function<? super T, ? extends U> function);

  /// Makes one block. Whatever is thrown meanwhile becomes the block's failure.
  Block<T> assemble(BlockTask task);
}
