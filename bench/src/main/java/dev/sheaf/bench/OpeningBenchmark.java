package dev.sheaf.bench;

import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.DatasetIndexer;
import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.DatasetPacker;
import dev.sheaf.dataset.DatasetSource;
import dev.sheaf.dataset.Datasets;
import dev.sheaf.dataset.PackOptions;
import dev.sheaf.dataset.PackedDataset;
import dev.sheaf.dataset.ScanOptions;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
/// shards; and from there to a loader's first shuffled batch.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class OpeningBenchmark {
  private static final RecordSchema SCHEMA =
      new RecordSchema(
          "dev.sheaf.bench.Id",
          "",
          false,
          List.of(new FieldSchema("id", "", new ScalarType(Scalar.LONG, List.of()))));

  private static final int SHARDS = 100;

  /// Rows that are their own position.
  private record Ids(long size) implements Dataset<Object[]> {
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

  @Param({"10000", "10000000"})
  int rows = 1;

  private Path folder = Path.of("");

  /// Writes, indexes and packs the rows where that was not done.
  @Setup
  public void prepare() throws IOException {
    folder = Files.createDirectories(WorkFolder.path().resolve("opening-" + rows));
    Path lines = folder.resolve("ids.jsonl");
    if (!Files.exists(folder.resolve("packed/dataset.json"))) {
      try (Writer writer = Files.newBufferedWriter(lines)) {
        for (int i = 0; i < rows; i++) {
          writer.write("{\"id\": %d}\n".formatted(i));
        }
      }
      DatasetIndexer.index(
          SCHEMA, DatasetSource.of(folder, "ids.jsonl"), folder.resolve("index"), ScanOptions.DEFAULT);
      PackOptions shards = PackOptions.DEFAULT.withShardRows(Math.ceilDiv(rows, SHARDS));
      DatasetPacker.pack(new Ids(rows), folder.resolve("packed"), shards);
    }
    if (index() != rows - 1L || packed() != rows - 1L) {
      throw new IllegalStateException("expected the last row");
    }
  }

  private Dataset<Object[]> openIndex() {
    return Datasets.open(folder.resolve("index"), SchemaCodec.of(SCHEMA), DatasetOptions.DEFAULT);
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
    try (PackedDataset<Object[]> dataset = PackedDataset.open(folder.resolve("packed"))) {
      return last(dataset);
    }
  }

  /// What is measured: 100 shards, and a loader's first batch of 256.
  @Benchmark
  public Object firstBatch() {
    try (PackedDataset<Object[]> dataset = PackedDataset.open(folder.resolve("packed"));
        DataLoader<?> loader = Pipeline.over(dataset).shuffle(1).batch(256, List::copyOf).open()) {
      return loader.iterator().next();
    }
  }
}
