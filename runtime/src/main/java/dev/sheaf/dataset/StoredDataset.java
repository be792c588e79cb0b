package dev.sheaf.dataset;

import dev.sheaf.schema.RecordSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an index or a packed folder says of its rows, for tools: nothing is opened but the description and, of an
/// index, the table of its files.
///
/// @param description `index.json` or `dataset.json`
/// @param schema the name of the record that the rows were read as
/// @param rowFingerprint the fingerprint of a row's schema
/// @param row what a row is made of; empty where the description does not hold it, as that of an index
/// @param fingerprint as the dataset has it when it is opened
/// @param records how many rows there are
/// @param fields what was seen of each field; empty where nobody looked
/// @param files by name: those of an index with the files that records refer to, those of a packed folder as they lie
///     in it
public record StoredDataset(
    Path description,
    String schema,
    String rowFingerprint,
    Optional<RecordSchema> row,
    String fingerprint,
    long records,
    List<FieldSummary> fields,
    List<StoredFile> files) {
  /// A file as the description knows it.
  ///
  /// @param name relative to the folder that all of them are in, with `/` between folders
  /// @param bytes how long it is
  /// @param checksum CRC-32C; 0 where the description has none
  public record StoredFile(String name, long bytes, int checksum) {}

  public StoredDataset {
    fields = List.copyOf(fields);
    files = List.copyOf(files);
  }

  /// Whether a folder has a description: whether it was indexed or packed.
  public static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(TableFolder.INDEX)) || Files.exists(folder.resolve(PackedDescription.FILE));
  }

  /// Reads the description of a folder.
  ///
  /// @throws dev.sheaf.io.CorruptDataException if it is damaged
  /// @throws dev.sheaf.format.UnsupportedFormatException if another version wrote it
  /// @throws dev.sheaf.io.StorageException if it is not there
  public static StoredDataset read(Path folder) {
    return Files.exists(folder.resolve(TableFolder.INDEX)) ? indexed(folder) : packed(folder);
  }

  private static StoredDataset indexed(Path folder) {
    try (MappedTables tables = new MappedTables()) {
      DatasetIndex index = DatasetIndex.open(folder, tables);
      IndexDescription description = index.description();
      List<StoredFile> files =
          tables
              .guard()
              .get(
                  () -> {
                    FileTable table = index.files();
                    List<StoredFile> all = new ArrayList<>();
                    for (long file = 0; file < table.size(); file++) {
                      all.add(new StoredFile(table.name(file), table.stamp(file).size(), table.checksum(file)));
                    }
                    return all;
                  });
      String row = description.setting().row();
      return new StoredDataset(
          index.file(),
          description.setting().schema(),
          row,
          Optional.empty(),
          LooseFiles.fingerprint(row, description),
          description.records(),
          description.fields(),
          files);
    }
  }

  private static StoredDataset packed(Path folder) {
    Path file = folder.resolve(PackedDescription.FILE);
    PackedDescription description = PackedDescription.read(file);
    RecordSchema row = PackedDataset.schema(file, description);
    List<StoredFile> files = new ArrayList<>();
    for (PackedDescription.Shard shard : description.shards()) {
      for (PackedDescription.Column column : shard.columns()) {
        for (int i = 0; i < column.tables().size() && i < column.fileBytes().size(); i++) {
          files.add(new StoredFile(column.tables().get(i).file(), column.fileBytes().get(i), 0));
        }
      }
    }
    return new StoredDataset(
        file,
        row.name(),
        row.fingerprint(),
        Optional.of(row),
        description.fingerprint(),
        description.records(),
        List.of(),
        files);
  }
}
