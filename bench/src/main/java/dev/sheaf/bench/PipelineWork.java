package dev.sheaf.bench;

import dev.sheaf.array.NdArray;
import dev.sheaf.array.UInt8Array;
import dev.sheaf.batch.ColumnCollator;
import dev.sheaf.batch.Columns;
import dev.sheaf.batch.Padded;
import dev.sheaf.batch.Padding;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.Datasets;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.IndexedPipeline;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.stage.BucketSize;
import dev.sheaf.stage.LengthBuckets;
import dev.sheaf.stage.StageOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/// A piece of work for the pipeline that the peers do too. Its answer is a sum that does not depend on order.
///
/// @param side who did it: `sheaf`, and with what
/// @param name what it is
/// @param items how many items it has
/// @param expected the sum
/// @param run does it, from opening to closing
record PipelineWork(String side, String name, long items, long expected, LongSupplier run) {
  static final String NO_OP = "no-op, 3 stages, one item at a time";
  static final String POSITIONS = "1 M positions shuffled, mapped, batches of 64";
  static final String CPU = "a map of 10 us, two threads";
  static final String BUCKETS = "100,000 sequences in buckets by length, padded by %d at once";
  static final String ARRAY_RECORD = "ArrayRecord shuffled, decoded, batches of 256";

  private static final long NO_OPS = 5_000_000;
  private static final long SHUFFLED = 1_000_000;
  private static final long BUSY = 20_000;
  private static final int SEQUENCES = 100_000;
  private static final int TOKENS_PER_BATCH = 16_000;

  /// Everything that can be run on what lies in `folder`.
  static List<PipelineWork> all(Path folder) {
    List<PipelineWork> all = new ArrayList<>();
    all.add(new PipelineWork(OurSide.NAME, NO_OP, NO_OPS, sumTo(NO_OPS), PipelineWork::noOp));
    all.add(new PipelineWork(OurSide.NAME, POSITIONS, SHUFFLED, sumTo(SHUFFLED), PipelineWork::positions));
    all.add(new PipelineWork("sheaf, one thread", CPU, BUSY, busy(1), () -> busy(1)));
    all.add(new PipelineWork(OurSide.NAME, CPU, BUSY, busy(1), () -> busy(2)));
    SequenceSource sequences = new SequenceSource(SEQUENCES);
    for (int collating = 1; collating <= 2; collating++) {
      StageOptions options = collating == 1 ? StageOptions.DEFAULT : StageOptions.parallel(collating);
      all.add(
          new PipelineWork(
              OurSide.NAME,
              BUCKETS.formatted(collating),
              SEQUENCES,
              SEQUENCES,
              () -> buckets(sequences, options, tokens -> tokens.lengths().size())));
    }
    for (String name : List.of("uncompressed", "zstd")) {
      Path file = folder.resolve("images-%s.array_record".formatted(name));
      if (Files.exists(file)) {
        all.add(new PipelineWork(OurSide.NAME, ARRAY_RECORD + ", " + name, 200_000, 200_000, () -> arrayRecord(file)));
      }
    }
    return all;
  }

  /// Does it once: the seconds that it took. Fails if the answer is wrong.
  double time() {
    long start = System.nanoTime();
    long found = run.getAsLong();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (found != expected) {
      throw new IllegalStateException("%s: expected %d, found %d".formatted(name, expected, found));
    }
    return seconds;
  }

  private static long sumTo(long count) {
    return count * (count - 1) / 2;
  }

  private static long noOp() {
    return sum(Pipeline.over(Dataset.range(0, NO_OPS, 1)).items().map(x -> x).map(x -> x).map(x -> x));
  }

  private static long positions() {
    IndexedPipeline<List<Long>> pipeline =
        Pipeline.over(Dataset.range(0, SHUFFLED, 1)).shuffle(1).map(x -> x).batch(64, List::copyOf);
    long sum = 0;
    try (DataLoader<List<Long>> loader = pipeline.open()) {
      for (List<Long> batch : loader) {
        for (long number : batch) {
          sum += number;
        }
      }
    }
    return sum;
  }

  private static long busy(int threads) {
    return sum(Pipeline.over(Dataset.range(0, BUSY, 1)).map(PipelineWork::mixed).threads(threads));
  }

  private static long mixed(long number) {
    long mixed = number;
    for (int i = 0; i < 4000; i++) {
      mixed = Numbers.mixed(mixed);
    }
    return mixed;
  }

  private static long sum(Pipeline<Long> pipeline) {
    long sum = 0;
    try (DataLoader<Long> loader = pipeline.open()) {
      for (long number : loader) {
        sum += number;
      }
    }
    return sum;
  }

  /// Adds up `answer` over all batches.
  ///
  /// @param options how batches are collated
  static long buckets(SequenceSource sequences, StageOptions options, ToLongFunction<Padded<?>> answer) {
    ColumnCollator<NdArray[], Columns> collator =
        new ColumnCollator<NdArray[], Columns>(
                SequenceSource.SCHEMA, List.of(SequenceSource.TOKENS), Function.identity())
            .padded(SequenceSource.TOKENS, Padding.with(0));
    List<BucketSize> sizes = BucketSize.plan(TOKENS_PER_BATCH, SequenceSource.MAX_LENGTH, 1, 1);
    Pipeline<Columns> pipeline =
        Pipeline.over(sequences)
            .items()
            .bucketByLength(LengthBuckets.of(sizes), row -> row[0].size())
            .map(collator::collate, options);
    long sum = 0;
    try (DataLoader<Columns> loader = pipeline.open()) {
      for (Columns batch : loader) {
        sum += answer.applyAsLong(batch.ragged(0).padded());
      }
    }
    return sum;
  }

  private static long arrayRecord(Path file) {
    long rows = 0;
    try (Dataset<Object[]> dataset =
            Datasets.open(file, SchemaCodec.of(RowSource.SCHEMA), DatasetOptions.DEFAULT);
        DataLoader<UInt8Array> loader =
            Pipeline.over(dataset)
                .shuffle(1)
                .batch(
                    256,
                    new ColumnCollator<Object[], UInt8Array>(
                        RowSource.SCHEMA, List.of(row -> row[0]), columns -> (UInt8Array) columns.fixed(0)))
                .open()) {
      for (UInt8Array batch : loader) {
        rows += batch.shape().dim(0);
      }
    }
    return rows;
  }
}
