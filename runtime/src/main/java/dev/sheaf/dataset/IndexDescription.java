package dev.sheaf.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What stands in `index.json`.
///
/// @param setting what decided how records were read
/// @param rowFormat what finds the rows in the files
/// @param records how many rows there are
/// @param fields what was seen of each field
/// @param files the files
/// @param rows int64 `(records, 3)`: the file of each row, its offset there, its length in bytes; of a
///     format that finds rows by itself, `(files, 3)`: the file, 0, and how many rows it has
/// @param notes what was seen in each source, for the next time it is indexed
record IndexDescription(
    ScanSetting setting,
    StoredFormat rowFormat,
    long records,
    List<FieldSummary> fields,
    StoredFiles files,
    TableRef rows,
    StoredNotes notes) {
  static final String FORMAT = "sheaf-index";
  static final int VERSION = 3;

  IndexDescription {
    fields = List.copyOf(fields);
  }

  /// All tables that it names.
  List<TableRef> tables() {
    List<TableRef> tables = new ArrayList<>(files.tables().values());
    tables.add(rows);
    tables.addAll(notes.tables());
    return tables;
  }

  static IndexDescription read(Path file) {
    return MetadataJson.read(file, FORMAT, VERSION, IndexDescription.class);
  }

  byte[] toJson() {
    return MetadataJson.write(FORMAT, VERSION, this);
  }
}
