package dev.sheaf.tools.profile;

import dev.sheaf.SheafException;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.tools.profile.DatasetProfile.UnreadableRow;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/// Reads all rows of a dataset once, on several threads, and tells what their values are like.
///
/// Memory is bounded, whatever the size of the dataset, and the result is the same for any number of threads: nothing
/// that is counted depends on the order of rows, not even in the last bit of a mean.
///
/// ```java
/// try (Dataset<Object[]> rows = Datasets.open("data/*.jsonl", SchemaCodec.of(schema.row()), DatasetOptions.DEFAULT)) {
///   DatasetProfile profile = DatasetProfiler.profile(rows, ProfileOptions.DEFAULT);
/// }
/// ```
public final class DatasetProfiler {
  /// Enough for the costs of a block to vanish; few enough that all threads end at about the same time.
  private static final int BLOCK_ROWS = 64;

  /// How many rows that cannot be read are named.
  private static final int FAULTS = 100;

  private final Dataset<Object[]> rows;
  private final ProfileOptions options;
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final TreeMap<Long, String> faults = new TreeMap<>();
  private long unreadable;

  private DatasetProfiler(Dataset<Object[]> rows, ProfileOptions options) {
    this.rows = rows;
    this.options = options;
  }

  /// Reads all rows. The calling thread waits; the threads that read have ended when it returns. A row that cannot be
  /// read is counted, and named if it is one of the first hundred.
  ///
  /// @param rows rows as [dev.sheaf.codec.SchemaCodec] gives them; they stay open
  /// @throws IllegalStateException if the thread is interrupted
  public static DatasetProfile profile(Dataset<Object[]> rows, ProfileOptions options) {
    return new DatasetProfiler(rows, options).profile();
  }

  private DatasetProfile profile() {
    List<List<FieldTally>> parts = new ArrayList<>();
    try (ExecutorService pool =
        Executors.newFixedThreadPool(
            options.threads(), Thread.ofPlatform().name("sheaf-profile-", 0).factory())) {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < options.threads(); i++) {
        List<FieldTally> fields = FieldTally.of(rows.schema());
        parts.add(fields);
        workers.add(pool.submit(() -> read(fields)));
      }
      for (Future<?> worker : workers) {
        await(worker, pool);
      }
    }
    List<FieldTally> all = parts.getFirst();
    for (List<FieldTally> part : parts.subList(1, parts.size())) {
      for (int field = 0; field < all.size(); field++) {
        all.get(field).add(part.get(field));
      }
    }
    sample(all);
    List<FieldProfile> fields = new ArrayList<>();
    all.forEach(field -> field.collect(fields));
    return new DatasetProfile(
        rows.schema(),
        rows.size(),
        fields,
        unreadable,
        faults.entrySet().stream().map(fault -> new UnreadableRow(fault.getKey(), fault.getValue())).toList());
  }

  private void read(List<FieldTally> fields) {
    while (!Thread.currentThread().isInterrupted()) {
      long from = next.getAndAdd(BLOCK_ROWS);
      if (from >= rows.size()) {
        return;
      }
      long to = Math.min(from + BLOCK_ROWS, rows.size());
      for (long row = from; row < to; row++) {
        try {
          FieldTally.addRow(fields, List.of(rows.get(row)));
        } catch (SheafException e) {
          failed(row, e);
        }
      }
      options.progress().advanced(done.addAndGet(to - from), rows.size());
    }
  }

  private synchronized void failed(long row, SheafException fault) {
    unreadable++;
    faults.put(row, String.valueOf(fault.getMessage()));
    if (faults.size() > FAULTS) {
      faults.pollLastEntry();
    }
  }

  /// The first row, and others as far from each other as can be.
  private void sample(List<FieldTally> fields) {
    long size = rows.size();
    LongStream.range(0, options.samples())
        .map(i -> i * (size / options.samples()) + i * (size % options.samples()) / options.samples())
        .filter(row -> row < size)
        .distinct()
        .forEach(
            row -> {
              try {
                FieldTally.sampleRow(fields, row, List.of(rows.get(row)));
              } catch (SheafException _) {
                // Counted among the faults, and no sample.
              }
            });
  }

  private static void await(Future<?> worker, ExecutorService pool) {
    try {
      worker.get();
    } catch (ExecutionException e) {
      pool.shutdownNow();
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the dataset was read", e);
    }
  }
}
