package dev.sheaf.bench;

import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.DatasetPacker;
import dev.sheaf.dataset.PackOptions;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Rows that are their own position.
record Ids(long size) implements Dataset<Object[]> {
  static final RecordSchema SCHEMA =
      new RecordSchema(
          "dev.sheaf.bench.Id", "", false, List.of(new FieldSchema("id", "", new ScalarType(Scalar.LONG, List.of()))));

  /// Packs so many rows where that was not done; where they are.
  static Path pack(Path folder, long rows, int shards) throws IOException {
    Path packed = Files.createDirectories(folder).resolve("packed-" + shards);
    if (!Files.exists(packed.resolve("dataset.json"))) {
      DatasetPacker.pack(new Ids(rows), packed, PackOptions.DEFAULT.withShardRows(Math.ceilDiv(rows, shards)));
    }
    return packed;
  }

  @Override
  public RecordSchema schema() {
    return SCHEMA;
  }

  @Override
  public Object[] get(long position) {
    return new Object[] {position};
  }

  @Override
  public String fingerprint() {
    return "ids up to " + size;
  }

  @Override
  public void close() {
    // There is nothing to give back.
  }
}
