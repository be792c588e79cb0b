package dev.sheaf.dataset;

import dev.sheaf.schema.RecordSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes a run of rows. For one thread.
final class ShardWriter implements AutoCloseable {
  private final List<PackedColumnWriter> columns = new ArrayList<>();
  private long rows;
  private long bytes;

  /// @param suffix what tells its files from those of another shard
  ShardWriter(Path folder, RecordSchema schema, String suffix) {
    for (int i = 0; i < schema.fields().size(); i++) {
      columns.add(new PackedColumnWriter(folder, i, schema.fields().get(i), suffix));
    }
  }

  /// Whether a row belongs to the next shard.
  boolean isFullFor(PackedRow row, PackOptions options) {
    return rows > 0 && (rows >= options.shardRows() || row.bytes() > options.shardBytes() - bytes);
  }

  void append(PackedRow row) {
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).append(row.elements()[i], row.lengths()[i]);
    }
    rows++;
    bytes += row.bytes();
  }

  /// Puts the files in their places.
  PackedDescription.Shard commit() {
    return new PackedDescription.Shard(rows, columns.stream().map(PackedColumnWriter::commit).toList());
  }

  /// Throws away what was not committed.
  @Override
  public void close() {
    columns.forEach(PackedColumnWriter::close);
  }
}
