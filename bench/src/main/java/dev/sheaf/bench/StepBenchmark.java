package dev.sheaf.bench;

import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.IndexedPipeline;
import dev.sheaf.pipeline.Pipeline;
import java.util.Iterator;
import java.util.List;
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

/// Batches of 64 shuffled positions out of ten thousand up to a thousand million: the next one, and, in [#resumed()],
/// the first one after a checkpoint in the middle. Both are to cost the same however many positions there are.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StepBenchmark {
  @Param({"10000", "1000000", "100000000", "1000000000"})
  long positions = 1;

  private @Nullable DataLoader<List<Long>> loader;
  private @Nullable Iterator<List<Long>> batches;
  private @Nullable Checkpoint middle;

  private IndexedPipeline<List<Long>> pipeline() {
    return Pipeline.over(Dataset.range(0, positions, 1)).shuffle(1).repeat().batch(64, List::copyOf);
  }

  /// Opens the loader, reads on to the middle of its first epoch, and checks that it goes on there after a resume.
  @Setup
  public void prepare() {
    loader = pipeline().open();
    batches = loader.iterator();
    for (long batch = positions / 128; batch > 0; batch--) {
      batches.next();
    }
    middle = loader.checkpoint();
    if (!resumed().equals(batches.next())) {
      throw new IllegalStateException("expected the batch that comes next");
    }
  }

  /// What is measured: the next batch.
  @Benchmark
  public List<Long> batch() {
    if (batches == null) {
      throw new IllegalStateException("not prepared");
    }
    return batches.next();
  }

  /// What is measured: resuming in the middle, and the first batch there.
  @Benchmark
  public List<Long> resumed() {
    if (middle == null) {
      throw new IllegalStateException("not prepared");
    }
    try (DataLoader<List<Long>> later = pipeline().resume(middle)) {
      return later.iterator().next();
    }
  }

  /// Gives the threads back.
  @TearDown
  public void close() {
    if (loader != null) {
      loader.close();
    }
  }
}
