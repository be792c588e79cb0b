package dev.sheaf.dataset;

import dev.sheaf.SheafException;
import dev.sheaf.io.FilePattern;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.RecordSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

/// Writes the index of a dataset of loose files, of one row or many each, which [LooseFiles#openIndex] opens.
///
/// The index is a folder: `index.json` describes it, and `.npy` tables hold names, sizes, times and CRC-32C checksums
/// of all files, those that records refer to included, and the place of each row. All of it changes as one: killed at
/// any moment, the old index is there, or the new one. The same files give the same bytes.
public final class DatasetIndexer {
  private DatasetIndexer() {}

  /// Writes an index of all rows, unless the one in `output` is of these files as they are now. Where the data is not
  /// what the schema says, no index is written; warnings, which [DatasetValidator] tells of, are no
  /// hindrance.
  ///
  /// Only what has changed is read: a file whose size and time are those of the old index is taken over from there, and
  /// so is one that was only touched, which its checksum tells. The new index has the bytes that it would have if
  /// everything had been read.
  ///
  /// Whether files are as they are now, their sizes and times tell: a change that keeps both, such as two writes in one
  /// tick of the file system's clock, is found with [ScanOptions#verify()] only.
  ///
  /// The calling thread waits; rows are decoded on threads of this call, which have ended when it returns.
  ///
  /// @param schema the record that describes the dataset, or its row
  /// @throws DatasetSourceException if the source names no file
  /// @throws IllegalStateException if another thread of this process writes to `output`
  /// @throws dev.sheaf.io.StorageException if a folder of the source cannot be listed, or `output` not written
  public static IndexReport index(RecordSchema schema, DatasetSource source, Path output, ScanOptions options) {
    return index(schema, source, output, options, RowReader.of(schema.row(), options.decoding()));
  }

  static IndexReport index(
      RecordSchema schema, DatasetSource source, Path output, ScanOptions options, RowReader reader) {
    DatasetScan.Result result;
    List<Path> files;
    boolean ofFormat;
    // Where nothing has changed, finding the files and opening the old index take the time, and about the same.
    try (MappedTables tables = new MappedTables();
        Workers opening = new Workers("sheaf-index-", 1)) {
      Future<Optional<Before>> opened =
          opening.begin(() -> options.force() ? Optional.empty() : before(schema, output, options, tables));
      List<FilePattern.Found> found = source.found(options.threads());
      files = found.stream().map(FilePattern.Found::path).toList();
      ofFormat = FormatScan.takes(files, options);
      if (ofFormat && files.stream().anyMatch(Files::isDirectory)) {
        throw new DatasetSourceException(
            "expected files, found a folder, which needs no index: open it as it is", null);
      }
      Optional<Before> before = opening.await(opened);
      if (before.isPresent() && isOf(found, before.get().index(), options, tables)) {
        return report(output, before.get().index().description(), true);
      }
      KnownSources known = before.flatMap(old -> known(old, options, tables)).orElse(null);
      result =
          ofFormat
              ? FormatScan.run(schema.row(), source, files, options)
              : DatasetScan.run(schema.row(), source, files, options, reader, known);
    }
    if (result.rows().isEmpty()) {
      return new IndexReport(
          output,
          result.records(),
          files.size(),
          0,
          result.fields(),
          Finding.of(Severity.ERROR, result.findings()),
          result.errorCount(),
          false);
    }
    RowTable rows = result.rows().get();
    try (TableFolder folder = TableFolder.lock(output)) {
      IndexDescription description =
          new IndexDescription(
              ScanSetting.of(schema, options),
              ofFormat ? StoredFormat.of(options.reading()) : StoredFormat.JSON,
              result.records(),
              result.fields(),
              StoredFiles.write(folder, rows.files()),
              folder.put("rows", DType.INT64, rows.shape(), rows.rows()),
              StoredNotes.write(folder, result.notes().orElseThrow()));
      folder.commit(TableFolder.INDEX, description.toJson());
      return report(output, description, false);
    }
  }

  /// An index that is there.
  private record Before(DatasetIndex index, SourceNotes notes) {}

  /// The index in `output`, if it was made in the same way.
  private static Optional<Before> before(
      RecordSchema schema, Path output, ScanOptions options, MappedTables tables) {
    try {
      DatasetIndex index = DatasetIndex.open(output, tables);
      return index.description().setting().equals(ScanSetting.of(schema, options))
          ? Optional.of(new Before(index, index.description().notes().open(index.file(), tables)))
          : Optional.empty();
    } catch (SheafException _) {
      // None is there, or it is damaged: then a new one is written.
      return Optional.empty();
    }
  }

  private static boolean isOf(
      List<FilePattern.Found> found, DatasetIndex index, ScanOptions options, MappedTables tables) {
    try {
      return tables.guard().get(() -> index.files().isOf(found, options.verify()));
    } catch (SheafException _) {
      return false;
    }
  }

  private static Optional<KnownSources> known(Before before, ScanOptions options, MappedTables tables) {
    try {
      DatasetIndex index = before.index();
      // What is taken over is written again as if it had been read.
      index.description().tables().forEach(table -> table.verify(index.file(), tables));
      return Optional.of(new KnownSources(index.rows(), before.notes(), options.verify(), tables.guard()));
    } catch (SheafException _) {
      // It is damaged: then everything is read.
      return Optional.empty();
    }
  }

  private static IndexReport report(Path output, IndexDescription description, boolean upToDate) {
    return new IndexReport(
        output,
        description.records(),
        description.files().files(),
        description.files().bytes(),
        description.fields(),
        List.of(),
        0,
        upToDate);
  }
}
