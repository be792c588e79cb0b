package dev.sheaf.pipeline;

import dev.sheaf.batch.Collator;
import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.checkpoint.CheckpointMismatchException.Part;
import dev.sheaf.dataset.Dataset;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An immutable description of what is read, in which order, and how it is put together; [#open()] starts it.
///
/// It reads like the sentence one would say, and is carried out as it is written: `shuffle(42).shard(0, 2)` takes every
/// second row of the shuffled order, `shard(0, 2).shuffle(42)` shuffles every second row of the dataset. The
/// order is arithmetic on positions, so it costs no memory, and it depends on the dataset's size, the calls and the
/// epoch only, never on threads, prefetch or the machine.
///
/// ```java
/// try (DataLoader<MeshBatch> loader =
///     Pipeline.over(meshes).shuffle(42).shard(rank, world).batch(4, MeshBatch.collator()).prefetch(3).open()) {
///   for (MeshBatch batch : loader) {
///     train(batch);
///   }
/// }
/// ```
///
/// @param <T> what comes out
public final class Pipeline<T> {
  /// More than any machine has cores: a larger number is a mistake.
  private static final int MAX_THREADS = 1024;

  private final Dataset<?> dataset;
  private final Order order;
  private final Assembly<T> assembly;
  private final int threads;
  private final int prefetch;

  /// @param threads 0 where nothing was said
  /// @param prefetch 0 where nothing was said
  private Pipeline(Dataset<?> dataset, Order order, Assembly<T> assembly, int threads, int prefetch) {
    this.dataset = dataset;
    this.order = order;
    this.assembly = assembly;
    this.threads = threads;
    this.prefetch = prefetch;
  }

  /// All rows of a dataset, in its own order. The dataset stays the caller's, and is closed after the last loader.
  public static <R> Pipeline<R> over(Dataset<R> dataset) {
    return new Pipeline<>(dataset, Order.of(dataset.size()), RowAssembly.of(dataset), 0, 0);
  }

  /// In a random order, another one in each epoch: epoch `e` has the order of [Permutation#of(long, long)] with the
  /// seed `seed + e`, modulo 2^32.
  ///
  /// @param seed from 0 to 2^32 - 1
  /// @throws IllegalArgumentException if the seed is out of range
  /// @throws IllegalStateException after `batch`
  public Pipeline<T> shuffle(long seed) {
    return ordered(new OrderStage.Shuffle(seed));
  }

  /// Only the rows of one of `world` readers: every `world`-th, from number `rank` on. Where the rows do not divide
  /// evenly, the first readers have one more.
  ///
  /// @param rank which reader, from 0 to `world - 1`
  /// @param world how many readers there are
  /// @throws IllegalArgumentException if the rank is out of range
  /// @throws IllegalStateException after `batch`
  public Pipeline<T> shard(int rank, int world) {
    return shard(rank, world, Remainder.KEEP);
  }

  /// Only the rows of one of `world` readers, as [#shard(int, int)]; the remainder is kept or dropped.
  public Pipeline<T> shard(int rank, int world, Remainder remainder) {
    return ordered(new OrderStage.Shard(rank, world, remainder));
  }

  /// All but the first `rows` rows; none, if there are not so many.
  ///
  /// @throws IllegalArgumentException if `rows` is negative
  /// @throws IllegalStateException after `batch`
  public Pipeline<T> skip(long rows) {
    return ordered(new OrderStage.Skip(rows));
  }

  /// Only the first `rows` rows; all, if there are not so many.
  ///
  /// @throws IllegalArgumentException if `rows` is negative
  /// @throws IllegalStateException after `batch`
  public Pipeline<T> take(long rows) {
    return ordered(new OrderStage.Take(rows));
  }

  /// Applies a function to each row or, after `batch`, to each batch. It runs on the loader's threads, several at once,
  /// is interrupted when the loader is closed, and must not give null.
  public <U> Pipeline<U> map(Function<? super T, ? extends U> function) {
    return new Pipeline<>(dataset, order, assembly.map(function), threads, prefetch);
  }

  /// `size` rows at a time; the last batch of an epoch may have fewer.
  ///
  /// @throws IllegalArgumentException if `size` is less than 1
  /// @throws IllegalStateException after another `batch`
  public <B> Pipeline<B> batch(int size, Collator<? super T, ? extends B> collator) {
    return batch(size, collator, Remainder.KEEP);
  }

  /// `size` rows at a time; the last rows of an epoch, if they are fewer, are kept as a smaller batch or dropped.
  ///
  /// @throws IllegalArgumentException if `size` is less than 1
  /// @throws IllegalStateException after another `batch`
  public <B> Pipeline<B> batch(int size, Collator<? super T, ? extends B> collator, Remainder remainder) {
    return switch (assembly) {
      case RowAssembly<?, T> rows ->
          new Pipeline<>(
              dataset,
              order,
              new BatchAssembly<T, B, B>(rows, size, remainder, collator, batch -> batch),
              threads,
              prefetch);
      case BatchAssembly<?, ?, T> batches -> throw afterBatch("batch(" + size + ")", batches);
    };
  }

  /// Up to `items` batches (rows, if there are none) are in the making or wait for the consumer at once. The default is
  /// one more than there are threads, or 64 times that for rows.
  ///
  /// @throws IllegalArgumentException if `items` is less than 1
  public Pipeline<T> prefetch(int items) {
    if (items < 1) {
      throw new IllegalArgumentException("expected a prefetch of 1 or more, found " + items);
    }
    return new Pipeline<>(dataset, order, assembly, threads, items);
  }

  /// Up to `count` threads work at once. The default is as many as the machine has cores.
  ///
  /// @param count from 1 to 1024
  /// @throws IllegalArgumentException if `count` is out of range
  public Pipeline<T> threads(int count) {
    if (count < 1 || count > MAX_THREADS) {
      throw new IllegalArgumentException("expected 1 to %d threads, found %d".formatted(MAX_THREADS, count));
    }
    return new Pipeline<>(dataset, order, assembly, count, prefetch);
  }

  /// How many batches an epoch has; how many rows, if there are none.
  public long size() {
    return assembly.items(order.size());
  }

  /// Starts at the beginning: the first batches are made from now on.
  public DataLoader<T> open() {
    return start(beginning(), 0);
  }

  /// Starts where a checkpoint was taken. Costs the same at any place. Threads, prefetch and mapped functions may be
  /// others than they were.
  ///
  /// @throws CheckpointMismatchException if the checkpoint was taken from another schema, dataset or order, or from a
  ///     place that this pipeline does not have
  public DataLoader<T> resume(Checkpoint checkpoint) {
    Checkpoint beginning = beginning();
    checkpoint.requireSameSource(beginning);
    long size = Math.max(1, size());
    if (checkpoint.position() >= size || checkpoint.epoch() >= Long.MAX_VALUE / size) {
      throw new CheckpointMismatchException(
          Part.POSITION,
          "0 to %d of an epoch below %d".formatted(size - 1, Long.MAX_VALUE / size),
          "%d of epoch %d".formatted(checkpoint.position(), checkpoint.epoch()),
          "its text was damaged: start anew");
    }
    return start(beginning, checkpoint.epoch() * size + checkpoint.position());
  }

  /// The order in words, as it stands in a checkpoint: `shuffle(42).shard(0, 2).batch(4)`. What does not decide which
  /// rows come when (functions, threads, prefetch) does not stand in it.
  @Override
  public String toString() {
    Stream<String> batch =
        assembly instanceof BatchAssembly<?, ?, T> batches ? Stream.of(text(batches)) : Stream.of();
    return Stream.concat(order.stages().stream().map(OrderStage::toString), batch).collect(Collectors.joining("."));
  }

  private Checkpoint beginning() {
    return new Checkpoint(dataset.schema().fingerprint(), dataset.fingerprint(), toString(), 0, 0);
  }

  private DataLoader<T> start(Checkpoint beginning, long received) {
    int workers = threads > 0 ? threads : Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS);
    int items = prefetch > 0 ? prefetch : (workers + 1) * assembly.maxItemsPerBlock();
    return new DataLoader<>(new Engine<>(order, assembly, workers, items), beginning, received);
  }

  private Pipeline<T> ordered(OrderStage stage) {
    if (assembly instanceof BatchAssembly<?, ?, T> batches) {
      throw afterBatch(stage.toString(), batches);
    }
    return new Pipeline<>(dataset, order.then(stage), assembly, threads, prefetch);
  }

  private static IllegalStateException afterBatch(String stage, BatchAssembly<?, ?, ?> batches) {
    return new IllegalStateException(
        "expected %s before batch, found it after %s: it is about rows".formatted(stage, text(batches)));
  }

  private static String text(BatchAssembly<?, ?, ?> batches) {
    return batches.remainder() == Remainder.KEEP
        ? "batch(" + batches.size() + ")"
        : "batch(" + batches.size() + ", " + batches.remainder() + ")";
  }
}
