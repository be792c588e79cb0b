package dev.sheaf.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.format.Layout;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// What stands in `dataset.json`.
///
/// @param sheaf the version that wrote it
/// @param fingerprint over the schema and all values, however they are stored
/// @param records how many rows there are
/// @param schema the schema of a row, as its descriptor has it
/// @param shards runs of rows, one after the other
record PackedDescription(String sheaf, String fingerprint, long records, JsonNode schema, List<Shard> shards) {
  static final String FORMAT = "sheaf-dataset";
  static final int VERSION = 2;
  static final String FILE = "dataset.json";

  /// A run of rows.
  ///
  /// @param records how many rows it has
  /// @param columns one for each field, in the schema's order
  record Shard(long records, List<Column> columns) {
    Shard {
      columns = List.copyOf(columns);
    }
  }

  /// One field of a run of rows.
  ///
  /// @param field the field's name
  /// @param tables the values of shape `(rows, axes...)`; or the values end to end, `(sum of first axes, inner
  ///     axes...)`, and int64 offsets `(rows + 1,)`, where the rows differ in size
  /// @param fileBytes how many bytes the file of each table has
  record Column(String field, List<TableRef> tables, List<Long> fileBytes) {
    Column {
      tables = List.copyOf(tables);
      fileBytes = List.copyOf(fileBytes);
    }
  }

  PackedDescription {
    shards = List.copyOf(shards);
  }

  /// How many bytes the values of all rows have, without those that say where rows begin.
  long valueBytes() {
    return shards.stream()
        .flatMap(shard -> shard.columns().stream())
        .mapToLong(column -> column.tables().getFirst().byteSize())
        .sum();
  }

  /// How the rows are stored, for people.
  Layout layout() {
    Layout layout = Layout.EMPTY.with("shards", shards.size()).with("written by", "Sheaf " + sheaf);
    if (shards.isEmpty()) {
      return layout;
    }
    List<Column> first = shards.getFirst().columns();
    for (int i = 0; i < first.size(); i++) {
      int column = i;
      TableRef values = first.get(i).tables().getFirst();
      boolean ragged = first.get(i).tables().size() > 1;
      String inner = values.shape().stream().skip(1).map(Object::toString).collect(Collectors.joining(", "));
      long bytes =
          shards.stream()
              .flatMap(shard -> shard.columns().get(column).fileBytes().stream())
              .mapToLong(Long::longValue)
              .sum();
      String axes = ragged ? "any" + (inner.isEmpty() ? "" : ", " + inner) : inner;
      // As Python writes a tuple of one.
      String shape = "(" + axes + (axes.isEmpty() || axes.contains(",") ? ")" : ",)");
      layout =
          layout.with(
              new Layout.Column(first.get(i).field(), "%s %s".formatted(values.dtype(), shape), bytes)
                  .with("stored as", ragged ? "values and offsets, .npy" : "values, .npy"));
    }
    return layout;
  }

  static PackedDescription read(Path file) {
    return MetadataJson.read(file, FORMAT, VERSION, PackedDescription.class);
  }

  byte[] toJson() {
    return MetadataJson.write(FORMAT, VERSION, this);
  }
}
