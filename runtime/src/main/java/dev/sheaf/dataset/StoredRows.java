package dev.sheaf.dataset;

import dev.sheaf.format.FileProbe;
import dev.sheaf.format.Layout;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.RecordFormats;
import dev.sheaf.format.RowSource;
import dev.sheaf.io.InputFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The rows of one file, or one folder that a format knows, as they are stored: for tools that show data of which nobody has a
/// schema. What a row is, its format says, or nobody.
///
/// The file is not mapped, so that one that is cut off meanwhile is an error, whoever looks at it.
///
/// @param format the name of its format, or `json`
/// @param rows what is in it; closed with this
public record StoredRows(String format, RowSource rows) implements AutoCloseable {
  /// Opens a file or a folder.
  ///
  /// @throws IllegalArgumentException if an option is wrong for its format
  /// @throws dev.sheaf.format.UnsupportedFormatException if no format knows it, or it uses what is not read here
  /// @throws dev.sheaf.SheafException if it cannot be opened
  public static StoredRows open(Path place, DatasetOptions options) {
    RecordFormats formats = RecordFormats.installed();
    Optional<RecordFormat> format = options.format().map(formats::named);
    if (format.isEmpty()) {
      FileProbe probe = FileProbe.of(place);
      format = formats.find(probe);
      if (format.isEmpty() && LooseFiles.holds(probe)) {
        return new StoredRows("json", JsonRows.open(place));
      }
      if (format.isEmpty()) {
        throw formats.unknown(probe);
      }
    }
    return new StoredRows(format.get().name(), format.get().open(place, options.formatOptions()));
  }

  /// What is in a file, whether or not it can be read as rows; [Layout#EMPTY] where its format has only rows, or is unknown.
  ///
  /// @throws dev.sheaf.SheafException if it cannot be read
  public static Layout contents(Path file, DatasetOptions options) {
    RecordFormats formats = RecordFormats.installed();
    Optional<RecordFormat> format =
        options.format().map(formats::named).or(() -> formats.find(FileProbe.of(file)));
    if (format.isEmpty() || Files.isDirectory(file)) {
      return Layout.EMPTY;
    }
    try (InputFile bytes = InputFile.openPositional(file)) {
      return format.get().contents(file, bytes, options.formatOptions());
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
