package dev.sheaf.pipeline;

import dev.sheaf.batch.Collator;
import dev.sheaf.engine.SamplesStage;
import dev.sheaf.order.BatchedSamples;
import dev.sheaf.order.MappedSamples;
import dev.sheaf.order.RepeatedSamples;
import dev.sheaf.order.Samples;
import dev.sheaf.order.ShuffledSamples;
import dev.sheaf.order.SlicedSamples;
import dev.sheaf.stage.OnError;
import dev.sheaf.stage.StageOptions;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/// A pipeline on the index plane: its items have positions, and its order is arithmetic. Nothing is kept of what came
/// before, so that it costs no memory, and resumes at any place at once.
///
/// @param <T> what comes out
public final class IndexedPipeline<T> extends Pipeline<T> {
  private final Samples<T> samples;

  IndexedPipeline(Samples<T> samples, Settings settings) {
    super(new SamplesStage<>(samples, settings.prefetch()), settings);
    this.samples = samples;
  }

  /// The same, on the item plane: what is written next sees one item after the other.
  public Pipeline<T> items() {
    return then(stage());
  }

  /// In a random order, another one in each epoch: epoch `e` has the order of [dev.sheaf.random.Permutation] with the
  /// seed `seed + e`, modulo 2^32.
  ///
  /// @param seed from 0 to 2^32 - 1
  /// @throws IllegalArgumentException if the seed is out of range
  public IndexedPipeline<T> shuffle(long seed) {
    return then(new ShuffledSamples<>(samples, seed));
  }

  /// Only the items of one of `world` readers: every `world`-th, from number `rank` on. Where they do not divide
  /// evenly, the first readers have one more.
  ///
  /// @param rank which reader, from 0 to `world - 1`
  /// @param world how many readers there are
  /// @throws IllegalArgumentException if the rank is out of range
  public IndexedPipeline<T> shard(int rank, int world) {
    return shard(rank, world, Remainder.KEEP);
  }

  /// Only the items of one of `world` readers, as [#shard(int, int)]; the remainder is kept or dropped.
  public IndexedPipeline<T> shard(int rank, int world, Remainder remainder) {
    return then(
        SlicedSamples.shard(
            samples,
            rank,
            world,
            remainder == Remainder.DROP,
            remainder == Remainder.KEEP
                ? "shard(%d, %d)".formatted(rank, world)
                : "shard(%d, %d, %s)".formatted(rank, world, remainder)));
  }

  /// All but the first `count` items; none, if there are not so many.
  ///
  /// @throws IllegalArgumentException if `count` is negative
  public IndexedPipeline<T> skip(long count) {
    return then(SlicedSamples.skip(samples, count));
  }

  /// Only the first `count` items; all, if there are not so many.
  ///
  /// @throws IllegalArgumentException if `count` is negative
  public IndexedPipeline<T> take(long count) {
    return then(SlicedSamples.take(samples, count));
  }

  /// An epoch of as many passes, each in an order of its own.
  ///
  /// @throws IllegalArgumentException if `times` is less than 1, or there are too many items
  public IndexedPipeline<T> repeat(long times) {
    return then(new RepeatedSamples<>(samples, times, true));
  }

  /// An epoch without end: one pass after the other, each in an order of its own.
  public IndexedPipeline<T> repeat() {
    return then(new RepeatedSamples<>(samples, Samples.UNBOUNDED, true));
  }

  /// Applies a function to each item. It runs on the loader's threads, several at once, is interrupted when the loader is
  /// closed, and must not give null.
  @Override
  public <U> IndexedPipeline<U> map(Function<? super T, ? extends U> function) {
    return then(new MappedSamples<>(samples, "map", function));
  }

  @Override
  public <B> IndexedPipeline<B> batch(int size, Collator<? super T, ? extends B> collator) {
    return batch(size, collator, Remainder.KEEP);
  }

  @Override
  public <B> IndexedPipeline<B> batch(int size, Collator<? super T, ? extends B> collator, Remainder remainder) {
    return then(
        new BatchedSamples<T, B>(samples, size, remainder == Remainder.DROP, collator));
  }

  @Override
  public <U> IndexedPipeline<U> map(Function<? super T, ? extends U> function, StageOptions options) {
    String name = settings().name("map", options);
    return new IndexedPipeline<>(new MappedSamples<>(samples, name, function), settings().with(name, options));
  }

  @Override
  public IndexedPipeline<T> onError(OnError answer) {
    return new IndexedPipeline<>(samples, settings().withPolicies(settings().policies().others(answer)));
  }

  @Override
  public IndexedPipeline<T> withStats() {
    return new IndexedPipeline<>(samples, settings().withObserved(settings().observed().withStations()));
  }

  @Override
  public IndexedPipeline<T> withProgress(Duration every, Consumer<? super Progress> listener) {
    return new IndexedPipeline<>(samples, settings().withObserved(settings().observed().withListener(every, listener)));
  }

  /// Up to `items` items are in the making or wait for the consumer at once. The default is one more than there are
  /// threads, or 64 times that where items are not batches.
  ///
  /// @throws IllegalArgumentException if `items` is less than 1
  @Override
  public IndexedPipeline<T> prefetch(int items) {
    return new IndexedPipeline<>(samples, settings().withPrefetch(items));
  }

  @Override
  public IndexedPipeline<T> threads(int count) {
    return new IndexedPipeline<>(samples, settings().withThreads(count));
  }

  private <U> IndexedPipeline<U> then(Samples<U> next) {
    return new IndexedPipeline<>(next, settings());
  }
}
