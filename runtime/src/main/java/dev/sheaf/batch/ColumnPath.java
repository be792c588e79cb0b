package dev.sheaf.batch;

import java.util.ArrayList;
import java.util.List;

/// Where a column is in values without a schema: keys of maps, as [String], and indices of lists, as [Long].
///
/// @param steps from the value down; none is the value itself
public record ColumnPath(List<Object> steps) {
  static final ColumnPath ROOT = new ColumnPath(List.of());

  public ColumnPath {
    steps = List.copyOf(steps);
    for (Object step : steps) {
      if (!(step instanceof String || step instanceof Long)) {
        throw new IllegalArgumentException("expected a key (String) or an index (Long), found " + step);
      }
    }
  }

  ColumnPath key(Object key) {
    return then(String.valueOf(key));
  }

  ColumnPath index(long index) {
    return then(index);
  }

  private ColumnPath then(Object step) {
    List<Object> longer = new ArrayList<>(steps);
    longer.add(step);
    return new ColumnPath(longer);
  }

  /// As a text such as `foo[1].y`; empty for the value itself.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Object step : steps) {
      switch (step) {
        case Long index -> text.append('[').append(index).append(']');
        default -> text.append(text.isEmpty() ? "" : ".").append(step);
      }
    }
    return text.toString();
  }
}
