package dev.sheaf.generated;

import dev.sheaf.array.NdArray;
import dev.sheaf.batch.Columns;
import dev.sheaf.batch.Ragged;
import java.util.List;

/// Hands out the columns of one batch under their types, for the batch that is assembled from them.
public final class ColumnBinder {
  private final Columns columns;

  /// Begins to assemble one batch.
  public ColumnBinder(Columns columns) {
    this.columns = columns;
  }

  /// Column `index` of arrays of one shape, stacked, or of numbers or booleans.
  ///
  /// @throws ClassCastException if its arrays are not of this type
  public <A extends NdArray> A fixed(int index, Class<A> type) {
    return type.cast(columns.fixed(index));
  }

  /// Column `index` of arrays that differ in size.
  ///
  /// @throws ClassCastException if its arrays are not of this type
  @SuppressWarnings("unchecked") // The type of the values is the type of all the arrays.
  public <A extends NdArray> Ragged<A> ragged(int index, Class<A> type) {
    Ragged<?> ragged = columns.ragged(index);
    if (!type.isInstance(ragged.values())) {
      throw new ClassCastException(
          "expected column %d to hold %s, found %s".formatted(index, type.getSimpleName(), ragged.values()));
    }
    return (Ragged<A>) ragged;
  }

  /// Column `index` of values as they are. The caller knows their type: it is the one of the row's component.
  @SuppressWarnings("unchecked") // The accessor that gave the values is of this type.
  public <T> List<T> values(int index) {
    return (List<T>) columns.values(index);
  }
}
