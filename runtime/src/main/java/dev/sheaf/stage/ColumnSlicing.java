package dev.sheaf.stage;

import dev.sheaf.array.NdArray;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Cuts columns, which have equally many rows, at the same places.
final class ColumnSlicing implements RowSlicing<Map<String, NdArray>> {
  private static final String OPERATOR = "rebatch";

  private final RowSlicing<NdArray> slicing = new ArraySlicing();

  @Override
  public long rows(Map<String, NdArray> batch) {
    String first = null;
    long rows = 0;
    for (Map.Entry<String, NdArray> column : batch.entrySet()) {
      long count = slicing.rows(column.getValue());
      if (first == null) {
        first = column.getKey();
        rows = count;
      } else if (count != rows) {
        throw new UnfitItemException(
            OPERATOR, "as many rows in %s as in %s, %d".formatted(column.getKey(), first, rows), Long.toString(count));
      }
    }
    return rows;
  }

  @Override
  public Map<String, NdArray> slice(Map<String, NdArray> batch, long from, long to) {
    return each(batch, name -> slicing.slice(column(batch, name), from, to));
  }

  @Override
  public Map<String, NdArray> concatenate(List<Map<String, NdArray>> batches) {
    return each(
        batches.getFirst(),
        name -> slicing.concatenate(batches.stream().map(batch -> column(batch, name)).toList()));
  }

  private static NdArray column(Map<String, NdArray> batch, String name) {
    NdArray column = batch.get(name);
    if (column == null) {
      throw new UnfitItemException(OPERATOR, "a column " + name, batch.keySet().toString());
    }
    return column;
  }

  private static Map<String, NdArray> each(Map<String, NdArray> batch, Function<String, NdArray> column) {
    Map<String, NdArray> columns = new LinkedHashMap<>();
    batch.keySet().forEach(name -> columns.put(name, column.apply(name)));
    return Collections.unmodifiableMap(columns);
  }
}
