package dev.sheaf.dataset;

import java.nio.file.Path;
import java.util.List;

/// What stands in `pack.json`: which rows were packed, and how. It is written before the first part is.
///
/// @param sheaf the version that packs
/// @param source the fingerprint of the rows; empty where it does not know their values
/// @param schema the fingerprint of their schema
/// @param shardRows how many rows a shard has at most
/// @param shardBytes how many bytes a shard has at most
/// @param shuffle the seed of their order; empty for their own
/// @param parts the folders that they are divided among; none for one folder with all rows
record PlanDescription(
    String sheaf,
    String source,
    String schema,
    long shardRows,
    long shardBytes,
    String shuffle,
    List<Part> parts) {
  static final String FORMAT = "sheaf-pack";
  static final int VERSION = 1;
  static final String FILE = "pack.json";

  /// @param name of the folder
  /// @param share of the rows, in decimals
  record Part(String name, String share) {}

  PlanDescription {
    parts = List.copyOf(parts);
  }

  static PlanDescription of(Dataset<?> rows, PackPlan plan) {
    PackingDescription packing = PackingDescription.begin(rows, plan.options());
    return new PlanDescription(
        packing.sheaf(),
        packing.source(),
        packing.schema(),
        packing.shardRows(),
        packing.shardBytes(),
        plan.shuffle().isPresent() ? "" + plan.shuffle().getAsLong() : "",
        plan.parts().stream().map(part -> new Part(part.name(), part.share().toPlainString())).toList());
  }

  /// Whether what another run has packed, or begun to pack, is what this one would.
  boolean isSameAs(PlanDescription before) {
    return !source.isEmpty() && equals(before);
  }

  static PlanDescription read(Path file) {
    return MetadataJson.read(file, FORMAT, VERSION, PlanDescription.class);
  }

  byte[] toJson() {
    return MetadataJson.write(FORMAT, VERSION, this);
  }
}
