package dev.sheaf.tools.inspect;

import dev.sheaf.format.Layout;
import dev.sheaf.pipeline.MemoryPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// An inspection as lines for people: what it is, then facts, fields, storage, rows and cost, each under its name.
final class InspectionText {
  private final List<String> lines = new ArrayList<>();

  private InspectionText() {}

  static String of(Inspection found) {
    InspectionText text = new InspectionText();
    text.head(found);
    text.facts(found.facts());
    text.fields(found.fields());
    text.columns(found.columns());
    text.samples(found.samples());
    found.cost().ifPresent(cost -> text.cost(cost, found.rows()));
    return String.join("\n", text.lines);
  }

  private void head(Inspection found) {
    String rows = found.rows() < 0 ? "rows unknown" : count(found.rows(), found.kind().equals("cache") ? "item" : "row");
    boolean hasRows = !found.kind().equals("descriptor") && !found.kind().equals("checkpoint");
    lines.add(
        "%s: %s, %s, %s%s"
            .formatted(
                found.place(),
                found.kind(),
                count(found.files(), "file"),
                MemoryPlan.inWords(found.bytes()),
                hasRows ? ", " + rows : ""));
  }

  private static String count(long count, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
  }

  private void facts(Map<String, String> facts) {
    table(
        "",
        facts.entrySet().stream().map(fact -> List.of(fact.getKey(), fact.getValue())).toList());
  }

  private void fields(List<Inspection.Field> fields) {
    table("fields", fields.stream().map(field -> List.of(field.name(), field.type(), field.seen())).toList());
  }

  private void columns(List<Layout.Column> columns) {
    table(
        "stored columns",
        columns.stream()
            .map(
                column ->
                    List.of(
                        column.name(),
                        column.type(),
                        column.storedBytes() < 0 ? "" : MemoryPlan.inWords(column.storedBytes()),
                        column.facts().entrySet().stream()
                            .map(fact -> "%s %s".formatted(fact.getKey(), fact.getValue()))
                            .collect(Collectors.joining("; "))))
            .toList());
  }

  private void samples(List<Inspection.Sample> samples) {
    for (Inspection.Sample sample : samples) {
      table(
          "row %d".formatted(sample.row()),
          sample.values().entrySet().stream().map(value -> List.of(value.getKey(), value.getValue())).toList());
    }
  }

  private void cost(Inspection.Cost cost, long rows) {
    List<List<String>> table = new ArrayList<>();
    if (cost.storedBytes() >= 0) {
      table.add(List.of("stored", MemoryPlan.inWords(cost.storedBytes()) + " a row"));
    }
    if (cost.decodedBytes() >= 0) {
      table.add(List.of("decoded", MemoryPlan.inWords(cost.decodedBytes()) + " a row"));
    }
    table.add(
        List.of(
            "to read all",
            "about %s on one thread, an estimate from the first %s, which took %s"
                .formatted(
                    Words.time(cost.nanosFor(Math.max(rows, cost.rows()))),
                    count(cost.rows(), "row"),
                    Words.time(cost.nanos()))));
    table("cost", table);
  }

  /// Rows of cells, each column as wide as its widest cell.
  private void table(String title, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    if (!title.isEmpty()) {
      lines.add("  " + title);
    }
    String indent = title.isEmpty() ? "  " : "    ";
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int i = 0; i < columns; i++) {
        String cell = row.get(i);
        line.append(cell).append(" ".repeat(widths[i] - cell.length() + (widths[i] > 0 ? 2 : 0)));
      }
      lines.add(line.toString().stripTrailing());
    }
  }
}
