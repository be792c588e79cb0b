package dev.sheaf.bench;

import java.io.IOException;
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

/// Shuffled batches of 256 rows of 784 bytes from a packed column: the time of one epoch, from opening to closing.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ShuffledBatchesBenchmark {
  @Param("" + PackedRows.PEERS_ROWS)
  int rows = 1;

  @Param
  BatchMode mode = BatchMode.HANDED_OVER;

  private @Nullable PackedRows packed;

  /// Packs the rows where that was not done, and checks a whole epoch.
  @Setup
  public void prepare() throws IOException {
    packed = PackedRows.open(WorkFolder.path().resolve("pipeline"), rows);
    packed.check(mode);
  }

  /// What is measured.
  @Benchmark
  public long epoch() {
    if (packed == null) {
      throw new IllegalStateException("not prepared");
    }
    return packed.epoch(mode);
  }

  /// Gives the mapping back.
  @TearDown
  public void close() {
    if (packed != null) {
      packed.close();
    }
  }
}
