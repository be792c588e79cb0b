package dev.sheaf.tools.measure;

import java.util.OptionalLong;

/// What is measured. Immutable.
///
/// @param batch how many rows a batch has
/// @param threads how many threads work at once
/// @param seconds how long all measurements take together, about
/// @param shuffle the seed that rows are shuffled by; empty for the dataset's own order
public record BenchOptions(int batch, int threads, double seconds, OptionalLong shuffle) {
  /// Batches of 64 rows in order, on as many threads as the machine has cores, for ten seconds.
  public static final BenchOptions DEFAULT =
      new BenchOptions(64, Runtime.getRuntime().availableProcessors(), 10, OptionalLong.empty());

  private static final int MAX_THREADS = 1024;
  private static final double MAX_SECONDS = 86_400;

  public BenchOptions {
    if (batch < 1) {
      throw new IllegalArgumentException("expected batches of 1 row or more, found " + batch);
    }
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException("expected 1 to %d threads, found %d".formatted(MAX_THREADS, threads));
    }
    if (!(seconds > 0 && seconds <= MAX_SECONDS)) {
      throw new IllegalArgumentException("expected above 0 and at most 86400 seconds, found " + seconds);
    }
  }

  /// The same with other batches.
  public BenchOptions withBatch(int rows) {
    return new BenchOptions(rows, threads, seconds, shuffle);
  }

  /// The same with other threads.
  public BenchOptions withThreads(int count) {
    return new BenchOptions(batch, count, seconds, shuffle);
  }

  /// The same for another time.
  public BenchOptions withSeconds(double time) {
    return new BenchOptions(batch, threads, time, shuffle);
  }

  /// The same with shuffled rows.
  public BenchOptions withShuffle(long seed) {
    return new BenchOptions(batch, threads, seconds, OptionalLong.of(seed));
  }
}
