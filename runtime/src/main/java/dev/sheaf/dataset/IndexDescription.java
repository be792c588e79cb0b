package dev.sheaf.dataset;

import java.nio.file.Path;
import java.util.List;

/// What stands in `index.json`.
///
/// @param setting what decided how records were read
/// @param records how many rows there are
/// @param fields what was seen of each field
/// @param files the files
/// @param rows int64 `(records, 3)`: the file of each row, its offset there, its length in bytes
record IndexDescription(
    ScanSetting setting, long records, List<FieldSummary> fields, StoredFiles files, TableRef rows) {
  static final String FORMAT = "sheaf-index";
  static final int VERSION = 2;

  IndexDescription {
    fields = List.copyOf(fields);
  }

  static IndexDescription read(Path file) {
    return MetadataJson.read(file, FORMAT, VERSION, IndexDescription.class);
  }

  byte[] toJson() {
    return MetadataJson.write(FORMAT, VERSION, this);
  }
}
