package dev.sheaf.cli;

import dev.sheaf.dataset.StoredDataset;
import dev.sheaf.format.FileProbe;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.RecordFormats;
import dev.sheaf.format.RowSource;
import dev.sheaf.format.TableReader;
import dev.sheaf.schema.RecordSchema;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// One of the two that are compared.
///
/// @param schema its schema, where that is known
/// @param isRow whether that is the schema of a row for sure
/// @param stored what its description says, where it is a folder with one
record DiffSide(Optional<RecordSchema> schema, boolean isRow, Optional<StoredDataset> stored) {
  /// Finds out what a name stands for.
  ///
  /// @throws IllegalArgumentException if it is neither a schema nor data that says its schema
  static DiffSide of(String name, List<Path> classPath) {
    Optional<Path> place = existing(name);
    if (place.isPresent() && StoredDataset.isIn(place.get())) {
      StoredDataset stored = StoredDataset.read(place.get());
      return new DiffSide(stored.row().or(() -> known(stored, classPath)), true, Optional.of(stored));
    }
    if (place.isPresent()) {
      Optional<RecordFormat> format = RecordFormats.installed().find(FileProbe.of(place.get()));
      if (format.isPresent()) {
        return new DiffSide(Optional.of(schema(place.get(), format.get())), true, Optional.empty());
      }
      if (Files.isDirectory(place.get())) {
        throw new IllegalArgumentException(
            "expected a folder with index.json or dataset.json, or of a format, found \"%s\"; run 'sheaf index' first"
                .formatted(name));
      }
    }
    return new DiffSide(Optional.of(SchemaLookup.find(name, classPath)), false, Optional.empty());
  }

  private static Optional<Path> existing(String name) {
    try {
      return Optional.of(Path.of(name)).filter(Files::exists);
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  /// An index knows its schema by name and fingerprint: the class counts if it is still the same.
  private static Optional<RecordSchema> known(StoredDataset stored, List<Path> classPath) {
    try {
      return Optional.of(SchemaLookup.find(stored.schema(), classPath).row())
          .filter(row -> row.fingerprint().equals(stored.rowFingerprint()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static RecordSchema schema(Path place, RecordFormat format) {
    try (RowSource rows = format.open(place, FormatOptions.DEFAULT)) {
      if (rows instanceof TableReader table) {
        return table.schema();
      }
      throw new IllegalArgumentException(
          "expected a file that says its schema, found \"%s\", whose records are bytes (%s)"
              .formatted(place, format.name()));
    }
  }
}
