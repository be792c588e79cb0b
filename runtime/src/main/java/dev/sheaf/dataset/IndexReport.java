package dev.sheaf.dataset;

import dev.sheaf.schema.Field;
import java.nio.file.Path;
import java.util.List;

/// What came of indexing a dataset.
///
/// @param folder where the index is
/// @param records how many rows there are
/// @param files how many files there are, with those that records refer to
/// @param bytes how many bytes they have together
/// @param fields what was seen of each field
/// @param findings what is wrong with the data, the first by file and offset; when there is anything, no index was
///     written, and an older one is as it was
/// @param findingCount how many findings there are in all
/// @param upToDate whether nothing had changed since the index was written, so that nothing was done
public record IndexReport(
    Path folder,
    long records,
    long files,
    long bytes,
    List<FieldSummary> fields,
    List<Finding> findings,
    long findingCount,
    boolean upToDate) {
  public IndexReport {
    fields = List.copyOf(fields);
    findings = List.copyOf(findings);
  }

  /// What was seen of one field.
  ///
  /// @throws IllegalArgumentException if it is no field of a row, such as one of a record inside the row
  public FieldSummary seenOf(Field<?, ?> field) {
    return FieldSummary.of(field, fields);
  }

  /// Whether the index is there and new.
  public boolean passed() {
    return findingCount == 0;
  }
}
