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
    throw another(index, "a column of one shape");
  }

  @Override
  public Ragged<?> ragged(int index) {
    if (columns.get(index) instanceof BatchColumn.Uneven uneven) {
      return uneven.ragged();
    }
    throw another(index, "a ragged column");
  }

  @Override
  public List<?> values(int index) {
    if (columns.get(index) instanceof BatchColumn.Listed(List<?> values)) {
      return values;
    }
    throw another(index, "a column of values as they are");
  }

  private IllegalArgumentException another(int index, String expected) {
    return new IllegalArgumentException(
        "expected %s, found that column %d %s".formatted(expected, index, columns.get(index).inWords()));
  }
}
