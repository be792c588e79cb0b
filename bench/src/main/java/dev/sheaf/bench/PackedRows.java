package dev.sheaf.bench;

import dev.sheaf.array.UInt8Array;
import dev.sheaf.batch.ColumnCollator;
import dev.sheaf.dataset.DatasetPacker;
import dev.sheaf.dataset.PackOptions;
import dev.sheaf.dataset.PackedDataset;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.IndexedPipeline;
import dev.sheaf.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A packed column of rows of 784 bytes, read in shuffled batches of 256 through the whole pipeline.
final class PackedRows implements AutoCloseable {
  static final String WORK = "packed column, shuffled batches of 256";
  static final int PEERS_ROWS = 200_000;

  private static final int BATCH = 256;

  private final PackedDataset<Object[]> dataset;
  private final IndexedPipeline<UInt8Array> pipeline;
  private final long checksum;

  private PackedRows(PackedDataset<Object[]> dataset, long checksum) {
    this.dataset = dataset;
    this.checksum = checksum;
    this.pipeline =
        Pipeline.over(dataset)
            .shuffle(1)
            .batch(
                BATCH,
                new ColumnCollator<Object[], UInt8Array>(
                    RowSource.SCHEMA, List.of(row -> row[0]), columns -> (UInt8Array) columns.fixed(0)))
            .prefetch(3);
  }

  /// All batches, again and again.
  DataLoader<UInt8Array> endless(BatchMode mode) {
    return mode.open(pipeline.repeat());
  }

  /// The work, as a figure's row names it.
  static String work(BatchMode mode) {
    return mode == BatchMode.HANDED_OVER ? WORK : WORK + ", " + mode;
  }

  /// Opens the packed rows in a folder, in one shard; packs them first where that was not done.
  static PackedRows open(Path folder, long rows) throws IOException {
    return open(folder, rows, 1);
  }

  /// The same, in so many shards.
  static PackedRows open(Path folder, long rows, int shards) throws IOException {
    Files.createDirectories(folder);
    try (RowSource source = RowSource.open(folder, rows)) {
      Path packed = folder.resolve("packed-uint8-%s-%d-%d".formatted(source.name(), rows, shards));
      if (!Files.exists(packed.resolve("dataset.json"))) {
        DatasetPacker.pack(source, packed, PackOptions.DEFAULT.withShardRows(Math.ceilDiv(rows, shards)));
      }
      return new PackedRows(PackedDataset.open(packed), source.checksum());
    }
  }

  /// How many bytes the rows have together.
  long bytes() {
    return dataset.size() * RowSource.CELLS;
  }

  /// Reads all rows once: how many there were.
  long epoch(BatchMode mode) {
    long rows = 0;
    try (DataLoader<UInt8Array> loader = mode.open(pipeline)) {
      for (UInt8Array batch : loader) {
        rows += batch.shape().dim(0);
      }
    }
    return rows;
  }

  /// Reads all rows once: the seconds from opening to closing. Fails unless all rows were there.
  double timeEpoch(BatchMode mode) {
    long start = System.nanoTime();
    long rows = epoch(mode);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (rows != dataset.size()) {
      throw new IllegalStateException("expected " + dataset.size() + " rows, found " + rows);
    }
    return seconds;
  }

  /// Reads all rows once, and fails unless each was there once, bit for bit, and they were not in the dataset's order.
  void check(BatchMode mode) {
    long sum = 0;
    boolean first = true;
    try (DataLoader<UInt8Array> loader = mode.open(pipeline)) {
      for (UInt8Array batch : loader) {
        sum += RowSource.checksum(batch.segment());
        if (first && batch.at(0).equals(dataset.get(0)[0]) && batch.at(1).equals(dataset.get(1)[0])) {
          throw new IllegalStateException("the rows are not shuffled");
        }
        first = false;
      }
    }
    if (sum != checksum) {
      throw new IllegalStateException("expected each row once: checksum %x, found %x".formatted(checksum, sum));
    }
  }

  @Override
  public void close() {
    dataset.close();
  }
}
