package dev.sheaf.bench;

import dev.sheaf.dataset.Dataset;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.stage.StageOptions;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// A function of the item plane that is called twice at once on the pool, for each item: what the hand-over costs where the
/// function does next to nothing, and whether one of 10 us still has both threads.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ConcurrentMapBenchmark {
  private static final int CHEAP = 1_000_000;
  private static final int BUSY = 20_000;

  /// Whether results come in the order of the items.
  @Param({"true", "false"})
  boolean ordered = true;

  private StageOptions options() {
    StageOptions options = StageOptions.parallel(2);
    return ordered ? options : options.unordered();
  }

  private long sum(int items, boolean busy) {
    Pipeline<Long> pipeline = Pipeline.over(Dataset.range(0, items, 1)).items().threads(2);
    pipeline = busy ? pipeline.map(ConcurrentMapBenchmark::mixed, options()) : pipeline.map(x -> x + 1, options());
    long sum = 0;
    long count = 0;
    try (DataLoader<Long> loader = pipeline.open()) {
      for (long number : loader) {
        sum += number;
        count++;
      }
    }
    if (count != items || (!busy && sum != count * (count + 1) / 2)) {
      throw new IllegalStateException("expected %d items, found %d with the sum %d".formatted(items, count, sum));
    }
    return sum;
  }

  /// About 10 us.
  private static long mixed(long number) {
    long mixed = number;
    for (int i = 0; i < 4000; i++) {
      mixed = Numbers.mixed(mixed);
    }
    return mixed;
  }

  /// What is measured, for each item: adding 1.
  @Benchmark
  @OperationsPerInvocation(CHEAP)
  public long addsOne() {
    return sum(CHEAP, false);
  }

  /// What is measured, for each item: 10 us of work.
  @Benchmark
  @OperationsPerInvocation(BUSY)
  public long tenMicroseconds() {
    return sum(BUSY, true);
  }
}
