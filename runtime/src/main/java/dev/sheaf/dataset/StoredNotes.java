package dev.sheaf.dataset;

import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/// [SourceNotes] as a description names them.
record StoredNotes(
    TableRef references, TableRef referenceOffsets, TableRef statistics, TableRef statisticsOffsets) {
  static StoredNotes write(TableFolder folder, SourceNotes notes) {
    return new StoredNotes(
        column(folder, "references", DType.INT64, notes.references()),
        column(folder, "reference_offsets", DType.INT64, notes.referenceOffsets()),
        column(folder, "statistics", DType.UINT8, notes.statistics()),
        column(folder, "statistics_offsets", DType.INT64, notes.statisticsOffsets()));
  }

  private static TableRef column(TableFolder folder, String name, DType dtype, MemorySegment data) {
    return folder.put(name, dtype, Shape.of(data.byteSize() / dtype.byteSize()), data);
  }

  /// All of them.
  List<TableRef> tables() {
    return List.of(references, referenceOffsets, statistics, statisticsOffsets);
  }

  /// Maps the tables.
  ///
  /// @param description what names them
  /// @throws dev.sheaf.io.CorruptDataException if they are damaged, or do not fit together
  /// @throws dev.sheaf.io.StorageException if they are not there
  SourceNotes open(Path description, MappedTables tables) {
    return new SourceNotes(
        description.toString(),
        references.map(description, DType.INT64, 1, tables).data(),
        referenceOffsets.map(description, DType.INT64, 1, tables).data(),
        statistics.map(description, DType.UINT8, 1, tables).data(),
        statisticsOffsets.map(description, DType.INT64, 1, tables).data());
  }
}
