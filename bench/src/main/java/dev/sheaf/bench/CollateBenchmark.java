package dev.sheaf.bench;

import dev.sheaf.array.Int64Array;
import dev.sheaf.batch.BatchSlot;
import dev.sheaf.batch.ColumnCollator;
import dev.sheaf.batch.Columns;
import dev.sheaf.batch.Padding;
import dev.sheaf.dataset.DatasetPacker;
import dev.sheaf.dataset.PackedDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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

/// Collating alone: 100,000 packed sequences in batches of one length and about 16,000 tokens, which were put together
/// beforehand. The time of one epoch on one thread.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class CollateBenchmark {
  private static final int SEQUENCES = 100_000;
  private static final int TOKENS_PER_BATCH = 16_000;

  /// How the sequences lie.
  @Param({"END_TO_END", "PADDED", "MASKED"})
  Form form = Form.PADDED;

  /// The forms.
  public enum Form {
    /// Values and offsets.
    END_TO_END,
    /// With padding.
    PADDED,
    /// With padding and a mask.
    MASKED
  }

  private final List<long[]> batches = new ArrayList<>();
  private @Nullable PackedDataset<Object[]> dataset;
  private ColumnCollator<Object[], Columns> collator =
      new ColumnCollator<>(SequenceSource.SCHEMA, List.of(SequenceSource.TOKENS), Function.identity());
  private @Nullable BatchSlot<Columns> slot;

  /// Packs the sequences where that was not done, puts the batches together, and checks an epoch.
  @Setup
  public void prepare() throws IOException {
    SequenceSource source = new SequenceSource(SEQUENCES);
    Path packed = WorkFolder.path().resolve("collate").resolve(source.fingerprint());
    if (!Files.exists(packed.resolve("dataset.json"))) {
      Files.createDirectories(packed.getParent());
      DatasetPacker.pack(source, packed);
    }
    dataset = PackedDataset.open(packed);
    putTogether(source);
    Padding padding = Padding.with(0);
    collator =
        switch (form) {
          case END_TO_END -> collator;
          case PADDED -> collator.padded(SequenceSource.TOKENS, padding);
          case MASKED -> collator.padded(SequenceSource.TOKENS, padding.masked());
        };
    slot = collator.slot(TOKENS_PER_BATCH);
    long sum = 0;
    for (long[] batch : batches) {
      Columns columns = collator.collate(dataset, batch, batch.length);
      sum +=
          sum(
              form == Form.END_TO_END
                  ? columns.ragged(0).values()
                  : columns.ragged(0).padded().values());
    }
    if (sum != source.sum()) {
      throw new IllegalStateException("expected tokens of the sum %d, found %d".formatted(source.sum(), sum));
    }
  }

  private static long sum(Object tokens) {
    return Arrays.stream(((Int64Array) tokens).toArray()).sum();
  }

  private void putTogether(SequenceSource source) {
    long[][] filling = new long[SequenceSource.MAX_LENGTH + 1][0];
    int[] filled = new int[filling.length];
    for (int length = 1; length < filling.length; length++) {
      filling[length] = new long[TOKENS_PER_BATCH / (length + length % 2)];
    }
    for (int i = 0; i < SEQUENCES; i++) {
      // Two lengths go into one batch, so that there is something to pad.
      int length = source.length(i) + source.length(i) % 2;
      filling[length][filled[length]++] = i;
      if (filled[length] == filling[length].length) {
        batches.add(filling[length].clone());
        filled[length] = 0;
      }
    }
    for (int length = 1; length < filling.length; length++) {
      if (filled[length] > 0) {
        batches.add(Arrays.copyOf(filling[length], filled[length]));
      }
    }
  }

  /// Each batch in memory of its own.
  @Benchmark
  public long handedOver() {
    if (dataset == null) {
      throw new IllegalStateException("not prepared");
    }
    long rows = 0;
    for (long[] batch : batches) {
      rows += collator.collate(dataset, batch, batch.length).size();
    }
    return rows;
  }

  /// All batches in the same memory.
  @Benchmark
  public long reused() {
    if (dataset == null || slot == null) {
      throw new IllegalStateException("not prepared");
    }
    long rows = 0;
    for (long[] batch : batches) {
      rows += collator.collate(dataset, batch, batch.length, slot).size();
      slot.release();
    }
    return rows;
  }

  /// Gives the memory back.
  @TearDown
  public void close() {
    if (slot != null) {
      slot.close();
    }
    if (dataset != null) {
      dataset.close();
    }
  }
}
