package dev.sheaf.bench;

import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.DatasetIndexer;
import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.DatasetSource;
import dev.sheaf.dataset.Datasets;
import dev.sheaf.dataset.PackedDataset;
import dev.sheaf.dataset.ScanOptions;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Opening a dataset of some thousand or ten million rows and reading its last row: by an index, and packed in 100
/// shards.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class OpeningBenchmark {
  private static final int SHARDS = 100;

  @Param({"10000", "10000000"})
  int rows = 1;

  private Path folder = Path.of("");
  private Path packed = folder;

  /// Writes, indexes and packs the rows where that was not done.
  @Setup
  public void prepare() throws IOException {
    folder = Files.createDirectories(WorkFolder.path().resolve("opening-" + rows));
    Path lines = folder.resolve("ids.jsonl");
    if (!Files.exists(folder.resolve("index"))) {
      try (Writer writer = Files.newBufferedWriter(lines)) {
        for (int i = 0; i < rows; i++) {
          writer.write("{\"id\": %d}\n".formatted(i));
        }
      }
      DatasetIndexer.index(
          Ids.SCHEMA, DatasetSource.of(folder, "ids.jsonl"), folder.resolve("index"), ScanOptions.DEFAULT);
    }
    packed = Ids.pack(folder, rows, SHARDS);
    if (index() != rows - 1L || packed() != rows - 1L) {
      throw new IllegalStateException("expected the last row");
    }
  }

  private Dataset<Object[]> openIndex() {
    return Datasets.open(folder.resolve("index"), SchemaCodec.of(Ids.SCHEMA), DatasetOptions.DEFAULT);
  }

  private static long last(Dataset<Object[]> dataset) {
    return (long) dataset.get(dataset.size() - 1)[0];
  }

  /// What is measured: an index.
  @Benchmark
  public long index() {
    try (Dataset<Object[]> dataset = openIndex()) {
      return last(dataset);
    }
  }

  /// What is measured: 100 shards.
  @Benchmark
  public long packed() {
    try (PackedDataset<Object[]> dataset = PackedDataset.open(packed)) {
      return last(dataset);
    }
  }
}
