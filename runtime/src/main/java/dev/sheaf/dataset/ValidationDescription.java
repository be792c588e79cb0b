package dev.sheaf.dataset;

import java.nio.file.Path;
import java.util.List;

/// What stands in `validation.json`.
///
/// @param setting what decided how records were read
/// @param passed whether there was no error
/// @param records how many rows there are
/// @param fields what was seen of each field
/// @param findings the first errors, by file and offset, then the first warnings
/// @param errorCount how many errors there are in all
/// @param warningCount how many warnings there are in all
/// @param files the files that it vouches for: none when it failed
record ValidationDescription(
    ScanSetting setting,
    boolean passed,
    long records,
    List<FieldSummary> fields,
    List<Finding> findings,
    long errorCount,
    long warningCount,
    StoredFiles files) {
  static final String FORMAT = "sheaf-validation";
  static final int VERSION = 3;

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
