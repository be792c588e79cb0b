package dev.sheaf.dataset;

import java.nio.file.Path;
import java.util.List;

/// What stands in `validation.json`.
///
/// @param setting what decided how records were read
/// @param passed whether there was no finding
/// @param records how many rows there are
/// @param fields what was seen of each field
/// @param findings the first findings, by file and offset
/// @param findingCount how many there are in all
/// @param files the files that it vouches for: none when it failed
record ValidationDescription(
    ScanSetting setting,
    boolean passed,
    long records,
    List<FieldSummary> fields,
    List<Finding> findings,
    long findingCount,
    StoredFiles files) {
  static final String FORMAT = "sheaf-validation";
  static final int VERSION = 2;

  ValidationDescription {
    fields = List.copyOf(fields);
    findings = List.copyOf(findings);
  }

  static ValidationDescription read(Path file) {
    return MetadataJson.read(file, FORMAT, VERSION, ValidationDescription.class);
  }

  byte[] toJson() {
    return MetadataJson.write(FORMAT, VERSION, this);
  }
}
