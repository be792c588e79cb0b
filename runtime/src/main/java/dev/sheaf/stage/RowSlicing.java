package dev.sheaf.stage;

import dev.sheaf.array.NdArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How batches are cut between rows, and put together again. Stateless.
///
/// @param <B> the batches
public interface RowSlicing<B> {
  /// How many rows a batch has.
  ///
  /// @throws UnfitItemException if that cannot be said
  long rows(B batch);

  /// The rows `from` to `to - 1` of a batch.
  B slice(B batch, long from, long to);

  /// The rows of several batches, one after the other.
  ///
  /// @param batches one or more
  B concatenate(List<B> batches);

  /// Lists, of which each element is a row.
  static <E> RowSlicing<List<E>> ofLists() {
    return new RowSlicing<>() {
      @Override
      public long rows(List<E> batch) {
        return batch.size();
      }

      @Override
      public List<E> slice(List<E> batch, long from, long to) {
        return batch.subList((int) from, (int) to);
      }

      @Override
      public List<E> concatenate(List<List<E>> batches) {
        List<E> all = new ArrayList<>();
        batches.forEach(all::addAll);
        return all;
      }
    };
  }

  /// Arrays, of which each element of the first axis is a row.
  static RowSlicing<NdArray> ofArrays() {
    return new ArraySlicing();
  }

  /// Arrays by name, equally long along the first axis.
  static RowSlicing<Map<String, NdArray>> ofColumns() {
    return new ColumnSlicing();
  }
}
