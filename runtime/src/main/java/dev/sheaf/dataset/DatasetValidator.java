package dev.sheaf.dataset;

import dev.sheaf.SheafException;
import dev.sheaf.io.FilePattern;
import dev.sheaf.schema.RecordSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reads all rows of a dataset against its schema.
///
/// A row that is not what the schema says, and a file that cannot be read, are errors; validation goes on with the
/// next one. Warnings tell what no schema forbids: a file or a dataset without rows, NaN and infinities where `@Finite`
/// does not refuse them, an optional field that is absent in all rows. The calling thread waits; rows are decoded on
/// threads of this validation, which have ended when it returns.
public final class DatasetValidator {
  private DatasetValidator() {}

  /// Reads all rows.
  ///
  /// @param schema the record that describes the dataset, or its row
  /// @throws DatasetSourceException if the source names no file
  /// @throws dev.sheaf.io.StorageException if a folder of the source cannot be listed
  public static ValidationReport validate(RecordSchema schema, DatasetSource source, ScanOptions options) {
    return validate(schema, source, options, RowReader.of(schema.row(), options.decoding()));
  }

  static ValidationReport validate(
      RecordSchema schema, DatasetSource source, ScanOptions options, RowReader reader) {
    List<Path> files = source.files();
    return report(schema, files, scan(schema, source, files, options, reader));
  }

  /// Reads all rows, unless a validation that passed is kept in `output` and nothing has changed since; keeps the
  /// result there, in `validation.json`.
  ///
  /// A validation that failed is always run again: what was missing then, such as a file that a record refers to, is
  /// in no list whose sizes and times could be compared.
  ///
  /// @param schema the record that describes the dataset, or its row
  /// @throws DatasetSourceException if the source names no file
  /// @throws dev.sheaf.io.StorageException if a folder of the source cannot be listed, or `output` not written
  public static ValidationReport validate(
      RecordSchema schema, DatasetSource source, Path output, ScanOptions options) {
    return validate(schema, source, output, options, RowReader.of(schema.row(), options.decoding()));
  }

  static ValidationReport validate(
      RecordSchema schema, DatasetSource source, Path output, ScanOptions options, RowReader reader) {
    List<FilePattern.Found> found = source.found(options.threads());
    List<Path> files = found.stream().map(FilePattern.Found::path).toList();
    if (!options.force()) {
      Optional<ValidationReport> kept = kept(schema, found, output, options);
      if (kept.isPresent()) {
        return kept.get();
      }
    }
    DatasetScan.Result result = scan(schema, source, files, options, reader);
    try (TableFolder folder = TableFolder.lock(output)) {
      ValidationDescription description =
          new ValidationDescription(
              ScanSetting.of(schema, options),
              result.errorCount() == 0,
              result.records(),
              result.fields(),
              result.findings(),
              result.errorCount(),
              result.warningCount(),
              result.rows().map(rows -> StoredFiles.write(folder, rows.files())).orElseGet(StoredFiles::none));
      folder.commit(TableFolder.VALIDATION, description.toJson());
    }
    return report(schema, files, result);
  }

  /// What a validation has kept: its result, without anything being read or compared.
  ///
  /// @param file a `validation.json`
  /// @throws dev.sheaf.io.CorruptDataException if it is damaged, or something else
  /// @throws dev.sheaf.format.UnsupportedFormatException if another version wrote it
  /// @throws dev.sheaf.io.StorageException if it is not there
  public static ValidationReport read(Path file) {
    ValidationDescription kept = ValidationDescription.read(file);
    return new ValidationReport(
        kept.setting().schema(),
        kept.records(),
        kept.files().sources(),
        kept.fields(),
        kept.findings(),
        kept.errorCount(),
        kept.warningCount(),
        kept.passed());
  }

  private static DatasetScan.Result scan(
      RecordSchema schema, DatasetSource source, List<Path> files, ScanOptions options, RowReader reader) {
    return FormatScan.takes(files, options)
        ? FormatScan.run(schema.row(), source, files, options)
        : DatasetScan.run(schema.row(), source, files, options, reader, null);
  }

  private static Optional<ValidationReport> kept(
      RecordSchema schema, List<FilePattern.Found> found, Path output, ScanOptions options) {
    Path file = output.toAbsolutePath().normalize().resolve(TableFolder.VALIDATION);
    try (MappedTables tables = new MappedTables()) {
      ValidationDescription description = ValidationDescription.read(file);
      if (!description.passed()
          || !description.setting().equals(ScanSetting.of(schema, options))
          || isOther(found, description.files().open(file, tables), options, tables)) {
        return Optional.empty();
      }
      return Optional.of(
          new ValidationReport(
              schema.name(),
              description.records(),
              description.files().sources(),
              description.fields(),
              description.findings(),
              description.errorCount(),
              description.warningCount(),
              true));
    } catch (SheafException _) {
      // None is there, or it is damaged: then the data is read.
      return Optional.empty();
    }
  }

  private static boolean isOther(
      List<FilePattern.Found> found, FileTable known, ScanOptions options, MappedTables tables) {
    return tables.guard().get(() -> !known.isOf(found, options.verify()));
  }

  private static ValidationReport report(RecordSchema schema, List<Path> files, DatasetScan.Result result) {
    return new ValidationReport(
        schema.name(),
        result.records(),
        files.size(),
        result.fields(),
        result.findings(),
        result.errorCount(),
        result.warningCount(),
        false);
  }
}
