package dev.sheaf.dataset;

import dev.sheaf.SheafException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.RecordSchema;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Writes the index of a dataset of loose files, of one row or many each, which [LooseFiles#openIndex] opens.
///
/// The index is a folder: `index.json` describes it, and `.npy` tables hold names, sizes, times and CRC-32C checksums
/// of all files, those that records refer to included, and the place of each row. All of it changes as one: killed at
/// any moment, the old index is there, or the new one. The same files give the same bytes.
public final class DatasetIndexer {
  private DatasetIndexer() {}

  /// Reads all rows and writes their index, unless the index in `output` is of these files as they are now. Where the
  /// data is not what the schema says, no index is written.
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
    List<Path> files = source.files();
    if (!options.force()) {
      Optional<IndexReport> kept = kept(schema, files, output, options);
      if (kept.isPresent()) {
        return kept.get();
      }
    }
    DatasetScan.Result result = DatasetScan.run(schema.row(), source, files, options, reader);
    if (result.rows().isEmpty()) {
      return new IndexReport(
          output,
          result.records(),
          files.size(),
          0,
          result.fields(),
          result.findings(),
          result.findingCount(),
          false);
    }
    RowTable rows = result.rows().get();
    try (TableFolder folder = TableFolder.lock(output)) {
      IndexDescription description =
          new IndexDescription(
              ScanSetting.of(schema, options),
              rows.size(),
              result.fields(),
              StoredFiles.write(folder, rows.files()),
              folder.put("rows", DType.INT64, rows.shape(), rows.rows()));
      folder.commit(TableFolder.INDEX, description.toJson());
      return report(output, description, false);
    }
  }

  private static Optional<IndexReport> kept(
      RecordSchema schema, List<Path> files, Path output, ScanOptions options) {
    try (Arena arena = Arena.ofConfined()) {
      DatasetIndex index = DatasetIndex.open(output, arena);
      if (!index.description().setting().equals(ScanSetting.of(schema, options))
          || index.files().difference(files, options.verify()).isPresent()) {
        return Optional.empty();
      }
      return Optional.of(report(output, index.description(), true));
    } catch (SheafException _) {
      // None is there, or it is damaged: then a new one is written.
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
