package dev.sheaf.dataset;

import dev.sheaf.schema.Field;
import java.util.List;

/// What a validation found.
///
/// @param schema the name of the record
/// @param records how many rows there are
/// @param files how many files hold them
/// @param fields what was seen of each field
/// @param findings the first errors, by file and offset, then the first warnings
/// @param errorCount how many errors there are in all
/// @param warningCount how many warnings there are in all
/// @param upToDate whether nothing had changed since the last validation, so that nothing was read
public record ValidationReport(
    String schema,
    long records,
    long files,
    List<FieldSummary> fields,
    List<Finding> findings,
    long errorCount,
    long warningCount,
    boolean upToDate) {
  public ValidationReport {
    fields = List.copyOf(fields);
    findings = List.copyOf(findings);
  }

  /// What was seen of one field.
  ///
  /// @throws IllegalArgumentException if it is no field of a row, such as one of a record inside the row
  public FieldSummary seenOf(Field<?, ?> field) {
    return FieldSummary.of(field, fields);
  }

  /// The first errors, by file and offset.
  public List<Finding> errors() {
    return Finding.of(Severity.ERROR, findings);
  }

  /// The first warnings, by file and offset.
  public List<Finding> warnings() {
    return Finding.of(Severity.WARNING, findings);
  }

  /// How many findings there are in all.
  public long findingCount() {
    return errorCount + warningCount;
  }

  /// Whether all data is as its schema says. There may be warnings.
  public boolean passed() {
    return errorCount == 0;
  }
}
