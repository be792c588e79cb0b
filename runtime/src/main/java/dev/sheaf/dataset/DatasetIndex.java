package dev.sheaf.dataset;

import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.StorageException;
import dev.sheaf.schema.DType;
import java.nio.file.Path;

/// An index that is open: its description, and its tables as they are mapped.
///
/// @param file `index.json`
record DatasetIndex(Path file, IndexDescription description, RowTable rows) {
  /// How often one and the same description is given another try before its missing table is an error.
  private static final int SAME_AGAIN = 3;

  /// Opens an index; nothing is read for each record. Its views live as long as `tables`.
  ///
  /// @throws dev.sheaf.io.CorruptDataException if it is damaged
  /// @throws dev.sheaf.format.UnsupportedFormatException if another version wrote it
  /// @throws StorageException if it is not there
  static DatasetIndex open(Path folder, MappedTables tables) {
    Path file = folder.toAbsolutePath().normalize().resolve(TableFolder.INDEX);
    IndexDescription description = IndexDescription.read(file);
    int sameAgain = 0;
    while (true) {
      try {
        return map(file, description, tables);
      } catch (StorageException e) {
        // A writer may have put a new index in place, and removed the tables of the one that was read just now. It may
        // even have put the first one back since; that is no longer likely the next time.
        IndexDescription again = IndexDescription.read(file);
        if (again.equals(description) && ++sameAgain > SAME_AGAIN) {
          throw e;
        }
        description = again;
      }
    }
  }

  private static DatasetIndex map(Path file, IndexDescription description, MappedTables tables) {
    FileTable files = description.files().open(file, tables);
    RowTable rows = new RowTable(file.toString(), description.rows().map(file, DType.INT64, 2, tables).data(), files);
    long expected =
        description.rowFormat().equals(StoredFormat.JSON) ? description.records() : description.files().sources();
    if (rows.size() != expected || description.rows().shape().getLast() != 3) {
      throw new CorruptDataException(
          file.toString(),
          0,
          "a row table of %d rows and 3 columns".formatted(description.records()),
          description.rows().shape().toString());
    }
    return new DatasetIndex(file, description, rows);
  }

  FileTable files() {
    return rows.files();
  }
}
