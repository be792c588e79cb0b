package dev.sheaf.tools.measure;

import dev.sheaf.batch.ColumnCollator;
import dev.sheaf.batch.Columns;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.IndexedPipeline;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.pipeline.PipelineStats;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Measures how fast a dataset is loaded, and what bounds it: storage alone, decoding alone, and a whole pipeline on one thread
/// and on all. Each part runs for its share of the time, of which the first fifth warms up and does not count; before all of
/// them the whole pipeline runs for a while, since code that has not run is slow.
///
/// It needs the machine for itself: other work makes the numbers smaller. For one thread.
public final class Bench {
  // Of the whole time.
  private static final double BEFORE = 0.2;
  private static final double STORAGE = 0.1;
  private static final double DECODE = 0.2;
  private static final double ONE_THREAD = 0.2;
  private static final double ALL_THREADS = 0.3;

  private static final double WARM_UP = 0.2;
  private static final double NANOS = 1e9;

  private final BenchOptions options;
  private final LongSupplier nanoTime;

  /// A measurement on the clock of the machine.
  public Bench(BenchOptions options) {
    this(options, System::nanoTime);
  }

  /// @param nanoTime the clock; is asked by several threads
  Bench(BenchOptions options, LongSupplier nanoTime) {
    this.options = options;
    this.nanoTime = nanoTime;
  }

  /// Measures.
  ///
  /// @param dataset has rows; stays the caller's
  /// @param files those that its rows are in
  /// @throws IllegalArgumentException if the dataset has no rows
  /// @throws dev.sheaf.SheafException if something cannot be read
  public BenchReport run(Dataset<Object[]> dataset, List<Path> files) {
    long rows = dataset.size();
    if (rows == 0) {
      throw new IllegalArgumentException("expected rows to measure, found none");
    }
    RawFiles raw = RawFiles.of(files);
    long bytes = raw.bytes();
    load(dataset, bytes, options.threads(), nanos(BEFORE));
    Crew crew = new Crew(options.threads(), nanoTime);
    Speed read = crew.work(nanos(STORAGE), WARM_UP, raw);
    // How many rows the bytes are, is reckoned.
    Speed storage = new Speed(rowsOf(read.bytes(), rows, bytes), read.bytes(), read.nanos(), read.threads());
    Speed decode = crew.work(nanos(DECODE), WARM_UP, decoding(dataset, bytes));
    Speed oneThread = load(dataset, bytes, 1, nanos(ONE_THREAD)).speed;
    Loaded all = load(dataset, bytes, options.threads(), nanos(ALL_THREADS));
    PipelineStats stats = all.stats;
    double waiting = (double) stats.consumerWaitNanos() / Math.max(1, stats.elapsedNanos());
    Bound bound =
        Bound.of(storage.rowsPerSecond(), decode.rowsPerSecond(), all.speed.rowsPerSecond(), waiting);
    return new BenchReport(
        options, rows, bytes, storage, decode, oneThread, all.speed, bound, stats.bottleneck());
  }

  private long nanos(double share) {
    return (long) (options.seconds() * share * NANOS);
  }

  private static long rowsOf(long read, long rows, long bytes) {
    return bytes == 0 ? 0 : (long) ((double) read / bytes * rows);
  }

  private static long bytesOf(long read, long rows, long bytes) {
    return (long) ((double) read / rows * bytes);
  }

  private Crew.Task decoding(Dataset<Object[]> dataset, long bytes) {
    long rows = dataset.size();
    AtomicLong next = new AtomicLong();
    return () -> {
      dataset.get(next.getAndIncrement() % rows);
      return new Crew.Done(1, bytesOf(1, rows, bytes));
    };
  }

  private record Loaded(Speed speed, PipelineStats stats) {}

  private Loaded load(Dataset<Object[]> dataset, long bytes, int threads, long nanos) {
    IndexedPipeline<Object[]> rows = Pipeline.over(dataset);
    if (options.shuffle().isPresent()) {
      rows = rows.shuffle(options.shuffle().getAsLong());
    }
    try (DataLoader<Long> loader =
        rows.batch(options.batch(), collator(dataset)).threads(threads).withStats().open()) {
      long begun = nanoTime.getAsLong();
      long counted = begun;
      boolean warm = false;
      long seen = 0;
      long now = begun;
      while (seen == 0 || now - begun < nanos) {
        for (Iterator<Long> epoch = loader.iterator();
            epoch.hasNext() && (seen == 0 || now - begun < nanos); ) {
          seen += epoch.next();
          now = nanoTime.getAsLong();
          if (!warm && now - begun >= nanos * WARM_UP) {
            warm = true;
            counted = now;
            seen = 0;
          }
        }
      }
      Speed speed = new Speed(seen, bytesOf(seen, dataset.size(), bytes), now - counted, threads);
      return new Loaded(speed, loader.stats());
    }
  }

  /// Batches in columns, of which only the number of rows is kept.
  private static ColumnCollator<Object[], Long> collator(Dataset<Object[]> dataset) {
    List<Function<? super Object[], ?>> accessors = new ArrayList<>();
    for (int i = 0; i < dataset.schema().fields().size(); i++) {
      int field = i;
      accessors.add(row -> row[field]);
    }
    return new ColumnCollator<>(dataset.schema(), accessors, (Columns columns) -> columns.size());
  }
}
