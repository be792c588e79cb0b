package dev.sheaf.format;

import dev.sheaf.io.InputFile;
import java.nio.file.Path;

/// A format whose files have to be read through once before their records can be found: whoever keeps what was found
/// opens them without that.
public interface IndexedRecordFormat extends RecordFormat {
  /// Finds the records of a file, which stays open.
  ///
  /// @throws IllegalArgumentException if the options name a setting that the format does not have
  /// @throws dev.sheaf.io.CorruptDataException if it is damaged, or of another kind
  /// @throws UnsupportedFormatException if it uses a part of the format that is not read here, or goes past a limit
  /// @throws dev.sheaf.io.StorageException if it cannot be read
  RecordIndex scan(InputFile file, FormatOptions options);

  /// Opens a file by what [#scan] found in it. An index that is not that of this file is noticed where it leads to
  /// something that is no record.
  ///
  /// @param index stays in use until the result is closed
  /// @throws IllegalArgumentException if the options name a setting that the format does not have
  /// @throws dev.sheaf.io.StorageException if it cannot be read
  RecordReader open(Path path, InputFile file, RecordIndex index, FormatOptions options);
}
