package dev.sheaf.bench;

import dev.sheaf.array.Int64Array;
import dev.sheaf.batch.ColumnCollator;
import dev.sheaf.dataset.PackedDataset;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// From nothing to the first shuffled batch of 256 rows: a packed dataset is opened, a loader over it, and the batch is
/// taken. Closing both is not measured. Of 100 shards such a batch touches nearly all.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class FirstBatchBenchmark {
  @Param({"10000", "10000000"})
  int rows = 1;

  @Param({"1", "100"})
  int shards = 1;

  private Path packed = Path.of("");
  private @Nullable PackedDataset<Object[]> dataset;
  private @Nullable DataLoader<Int64Array> loader;

  /// Packs the rows where that was not done.
  @Setup
  public void prepare() throws IOException {
    packed = Ids.pack(WorkFolder.path().resolve("opening-" + rows), rows, shards);
  }

  /// What is measured.
  @Benchmark
  public Int64Array firstBatch() {
    dataset = PackedDataset.open(packed);
    loader =
        Pipeline.over(dataset)
            .shuffle(1)
            .batch(
                256,
                new ColumnCollator<Object[], Int64Array>(
                    Ids.SCHEMA, List.of(row -> row[0]), columns -> (Int64Array) columns.fixed(0)))
            .open();
    return loader.iterator().next();
  }

  /// Gives threads and mappings back, after each time.
  @TearDown(Level.Invocation)
  public void close() {
    if (loader != null) {
      loader.close();
    }
    if (dataset != null) {
      dataset.close();
    }
  }
}
