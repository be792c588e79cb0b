package dev.sheaf.tools.inspect;

import dev.sheaf.SheafException;
import dev.sheaf.format.Layout;
import dev.sheaf.schema.RecordSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An inspection in the making: what was found stays when the rest cannot be read. For one thread.
final class Draft {
  private final String place;
  String kind = "unknown";
  long files = 1;
  long bytes;
  long rows = Inspection.UNKNOWN;

  /// How many rows the bytes are those of, where only some are looked at.
  long allRows = Inspection.UNKNOWN;

  /// Whether the bytes are not only those of the rows: a folder may hold other parts of a dataset, too.
  boolean holdsMore;

  final Map<String, String> facts = new LinkedHashMap<>();
  List<Inspection.Field> fields = new ArrayList<>();
  List<Layout.Column> columns = List.of();
  final List<Inspection.Sample> samples = new ArrayList<>();
  Inspection.@Nullable Cost cost;
  private @Nullable SheafException failure;

  Draft(String place) {
    this.place = place;
  }

  void fact(String name, Object value) {
    facts.put(name, value.toString());
  }

  void layout(Layout layout) {
    facts.putAll(layout.facts());
    columns = layout.columns();
  }

  void fields(RecordSchema row) {
    fields = row.fields().stream().map(field -> new Inspection.Field(field.name(), Words.type(field.type()), "")).toList();
  }

  /// Does what may fail; the first failure is kept, and false given.
  boolean attempt(Runnable step) {
    try {
      step.run();
      return true;
    } catch (SheafException e) {
      if (failure == null) {
        failure = e;
      } else {
        failure.addSuppressed(e);
      }
      return false;
    }
  }

  private Inspection.Cost withStoredBytes(Inspection.Cost timed) {
    long of = allRows >= 0 ? allRows : rows;
    long stored = holdsMore ? Inspection.UNKNOWN : bytes / Math.max(1, of);
    return new Inspection.Cost(timed.rows(), stored, timed.decodedBytes(), timed.nanos());
  }

  Inspection done() {
    return new Inspection(
        place,
        kind,
        files,
        bytes,
        rows,
        facts,
        fields,
        columns,
        samples,
        Optional.ofNullable(cost).map(this::withStoredBytes),
        Optional.ofNullable(failure));
  }
}
