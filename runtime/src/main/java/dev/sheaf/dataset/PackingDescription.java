package dev.sheaf.dataset;

import java.nio.file.Path;
import java.util.List;

/// What stands in `packing.json` while a dataset is packed: the shards that are whole.
///
/// @param sheaf the version that packs
/// @param source the fingerprint of the rows; empty where it does not know their values
/// @param schema the fingerprint of their schema
/// @param shardRows how many rows a shard has at most
/// @param shardBytes how many bytes a shard has at most
/// @param shards the shards that are whole, from the first on
record PackingDescription(
    String sheaf, String source, String schema, long shardRows, long shardBytes, List<PackedDescription.Shard> shards) {
  static final String FORMAT = "sheaf-packing";
  static final int VERSION = 1;
  static final String FILE = "packing.json";

  PackingDescription {
    shards = List.copyOf(shards);
  }

  static PackingDescription begin(Dataset<?> rows, PackOptions options) {
    return new PackingDescription(
        ScanSetting.version(),
        knowsItsValues(rows) ? rows.fingerprint() : "",
        rows.schema().fingerprint(),
        options.shardRows(),
        options.shardBytes(),
        List.of());
  }

  /// Whether the fingerprint of a dataset changes with its rows.
  private static boolean knowsItsValues(Dataset<?> rows) {
    return switch (rows) {
      case MemoryDataset<?> _ -> false;
      case ReorderedDataset<?> some -> knowsItsValues(some.whole());
      case ConcatenatedDataset<?> all -> all.parts().stream().allMatch(PackingDescription::knowsItsValues);
      default -> true;
    };
  }

  /// Whether what another run has left is of the same rows.
  boolean continues(PackingDescription before) {
    return !source.isEmpty() && before.with(List.of()).equals(with(List.of()));
  }

  PackingDescription with(List<PackedDescription.Shard> whole) {
    return new PackingDescription(sheaf, source, schema, shardRows, shardBytes, whole);
  }

  static PackingDescription read(Path file) {
    return MetadataJson.read(file, FORMAT, VERSION, PackingDescription.class);
  }

  byte[] toJson() {
    return MetadataJson.write(FORMAT, VERSION, this);
  }
}
