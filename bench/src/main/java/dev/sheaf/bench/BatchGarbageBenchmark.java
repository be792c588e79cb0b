package dev.sheaf.bench;

import dev.sheaf.array.UInt8Array;
import dev.sheaf.pipeline.DataLoader;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// One shuffled batch of 256 rows of 784 bytes after the other, by a loader that is open: what a batch costs, and, with
/// `-prof gc`, how many bytes of garbage all threads together make for one (`gc.alloc.rate.norm`).
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class BatchGarbageBenchmark {
  @Param("" + PackedRows.PEERS_ROWS)
  int rows = 1;

  @Param({"1", "100"})
  int shards = 1;

  @Param
  BatchMode mode = BatchMode.HANDED_OVER;

  private @Nullable PackedRows packed;
  private @Nullable DataLoader<UInt8Array> loader;
  private @Nullable Iterator<UInt8Array> batches;

  /// Packs the rows where that was not done, checks a whole epoch, and opens the loader.
  @Setup
  public void prepare() throws IOException {
    packed = PackedRows.open(WorkFolder.path().resolve("pipeline"), rows, shards);
    packed.check(mode);
    loader = packed.endless(mode);
    batches = loader.iterator();
  }

  /// What is measured: the batch is taken, and not read.
  @Benchmark
  public UInt8Array batch() {
    if (batches == null) {
      throw new IllegalStateException("not prepared");
    }
    return batches.next();
  }

  /// Gives the memory back.
  @TearDown
  public void close() {
    if (loader != null) {
      loader.close();
    }
    if (packed != null) {
      packed.close();
    }
  }
}
