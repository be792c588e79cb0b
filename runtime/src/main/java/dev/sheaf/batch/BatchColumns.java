package dev.sheaf.batch;

import dev.sheaf.array.NdArray;
import java.util.List;

/// The columns of a batch that is filled.
record BatchColumns(long size, List<BatchColumn> columns) implements Columns {
  @Override
  public NdArray fixed(int index) {
    if (columns.get(index) instanceof BatchColumn.Stacked stacked) {
      return stacked.array();
    }
    throw new IllegalArgumentException(
        "expected a column of one shape, found that column %d is ragged".formatted(index));
  }

  @Override
  public Ragged<?> ragged(int index) {
    if (columns.get(index) instanceof BatchColumn.Uneven uneven) {
      return uneven.ragged();
    }
    throw new IllegalArgumentException("expected a ragged column, found that column %d has one shape".formatted(index));
  }
}
