package dev.sheaf.it.conformance;

import dev.sheaf.it.conformance.GrainValues.Tuple;
import dev.sheaf.stage.RowSlicing;
import dev.sheaf.stage.UnfitItemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Cuts batches of the cases between rows: lists, and objects and tuples of them.
final class GrainSlicing implements RowSlicing<Object> {
  @Override
  public long rows(Object batch) {
    return switch (batch) {
      case List<?> rows -> rows.size();
      case Tuple(List<Object> parts) -> rows(parts.getFirst());
      case Map<?, ?> fields -> {
        long rows = -1;
        Object first = null;
        for (var field : fields.entrySet()) {
          long more = rows(field.getValue());
          if (rows >= 0 && more != rows) {
            throw new UnfitItemException(
                "rebatch", "%d rows in %s as in %s".formatted(rows, field.getKey(), first), Long.toString(more));
          }
          first = field.getKey();
          rows = more;
        }
        yield rows;
      }
      default -> throw new UnfitItemException("rebatch", "a batch", batch.toString());
    };
  }

  @Override
  public Object slice(Object batch, long from, long to) {
    return switch (batch) {
      case List<?> rows -> rows.subList((int) from, (int) to);
      case Tuple(List<Object> parts) -> new Tuple(parts.stream().map(part -> slice(part, from, to)).toList());
      case Map<?, ?> fields -> {
        Map<Object, Object> slices = new LinkedHashMap<>();
        fields.forEach((name, field) -> slices.put(name, slice(field, from, to)));
        yield slices;
      }
      default -> throw new AssertionError(batch);
    };
  }

  @Override
  public Object concatenate(List<Object> batches) {
    return switch (batches.getFirst()) {
      case Tuple(List<Object> parts) -> {
        List<Object> joined = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
          int part = i;
          joined.add(concatenate(batches.stream().map(batch -> ((Tuple) batch).parts().get(part)).toList()));
        }
        yield new Tuple(joined);
      }
      case Map<?, ?> fields -> {
        Map<Object, Object> joined = new LinkedHashMap<>();
        for (Object name : fields.keySet()) {
          joined.put(name, concatenate(batches.stream().<Object>map(batch -> ((Map<?, ?>) batch).get(name)).toList()));
        }
        yield joined;
      }
      default -> batches.stream().<Object>flatMap(batch -> ((List<?>) batch).stream()).toList();
    };
  }
}
