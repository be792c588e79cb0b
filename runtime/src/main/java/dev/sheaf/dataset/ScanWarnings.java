package dev.sheaf.dataset;

import java.nio.file.Path;
import java.util.List;

/// What a scan has seen that no schema forbids and a person wants to know. Each kind is told once for a file or a
/// field, not once for each row. For one thread.
final class ScanWarnings {
  private final DatasetSource source;
  private final Findings warnings;

  ScanWarnings(DatasetSource source, int kept) {
    this.source = source;
    this.warnings = new Findings(kept);
  }

  /// How many there are.
  long count() {
    return warnings.count();
  }

  /// The first of them.
  List<Finding> first() {
    return warnings.first();
  }

  /// A file was read to its end, and had no row.
  void noRows(Path file) {
    add(source.display(file), "", "no-rows", "a row or more", "none");
  }

  /// All files were read to their ends, and none had a row.
  void noRows() {
    add("", "", "no-rows", "a row or more in the dataset", "none");
  }

  /// What was seen of the fields.
  void fields(List<FieldStatistics> fields, List<NonFinite> floats, List<Path> files) {
    for (FieldStatistics field : fields) {
      if (field.isAlwaysAbsent()) {
        add("", field.name(), "always-absent", "a value in some row", "none in any of " + field.count());
      }
    }
    for (NonFinite seen : floats) {
      NonFinite.Place first = seen.first();
      if (first != null) {
        warnings.add(
            new Finding(
                Severity.WARNING,
                source.display(files.get(first.source())),
                first.record(),
                first.offset(),
                seen.field().name(),
                "not-finite",
                "finite numbers",
                "%s in all rows, from this one on; declare @Finite to refuse them".formatted(seen.inWords())));
      }
    }
  }

  private void add(String file, String field, String rule, String expected, String found) {
    warnings.add(new Finding(Severity.WARNING, file, Finding.WHOLE_FILE, -1, field, rule, expected, found));
  }
}
