package dev.sheaf.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What an index says of its data, without the data being looked at.
///
/// @param schema the name of the record that it was made for
/// @param row the fingerprint of the schema of a row
/// @param format what finds the rows in the files: `json`, or the name of a format; empty where the files say it
/// @param records how many rows there are
/// @param sources how many files hold rows
/// @param files how many files there are, with those that records refer to
/// @param bytes how many bytes they have together
/// @param fields what was seen of each field
public record IndexSummary(
    String schema,
    String row,
    String format,
    long records,
    long sources,
    long files,
    long bytes,
    List<FieldSummary> fields) {
  public IndexSummary {
    fields = List.copyOf(fields);
  }

  /// Whether a folder is an index.
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(TableFolder.INDEX));
  }

  /// Reads what an index says.
  ///
  /// @throws dev.sheaf.io.CorruptDataException if it is damaged
  /// @throws dev.sheaf.format.UnsupportedFormatException if another version wrote it
  /// @throws dev.sheaf.io.StorageException if it is not there
  public static IndexSummary read(Path folder) {
    try (MappedTables tables = new MappedTables()) {
      DatasetIndex index = DatasetIndex.open(folder, tables);
      IndexDescription description = index.description();
      FileTable files = index.files();
      return tables
          .guard()
          .get(
              () ->
                  new IndexSummary(
                      description.setting().schema(),
                      description.setting().row(),
                      description.rowFormat().name(),
                      description.records(),
                      files.sources(),
                      files.size(),
                      files.bytes(),
                      description.fields()));
    }
  }
}
