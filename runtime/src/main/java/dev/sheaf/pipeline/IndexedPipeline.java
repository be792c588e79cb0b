package dev.sheaf.pipeline;

import dev.sheaf.batch.Collator;
import dev.sheaf.engine.ElasticStage;
import dev.sheaf.engine.SamplesStage;
import dev.sheaf.order.BatchedSamples;
import dev.sheaf.order.EvenedSamples;
import dev.sheaf.order.FlatMappedSamples;
import dev.sheaf.order.IndexedFunction;
import dev.sheaf.order.MappedSamples;
import dev.sheaf.order.RepeatedSamples;
import dev.sheaf.order.Samples;
import dev.sheaf.order.SeedSearch;
import dev.sheaf.order.SeededSamples;
import dev.sheaf.order.SelectedSamples;
import dev.sheaf.order.ShuffledSamples;
import dev.sheaf.order.SlicedSamples;
import dev.sheaf.order.SplitSamples;
import dev.sheaf.order.WindowShuffledSamples;
import dev.sheaf.order.ZippedSamples;
import dev.sheaf.stage.OnError;
import dev.sheaf.stage.Policies;
import dev.sheaf.stage.StageOptions;
import java.math.BigInteger;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// A pipeline on the index plane: its items have positions, and its order is arithmetic. Nothing is kept of what came
/// before, so that it costs no memory, and resumes at any place at once.
///
/// Methods that [Pipeline] has too mean the same here, where nothing else is said.
///
/// @param <T> what comes out
public final class IndexedPipeline<T> extends Pipeline<T> {
  private final Samples<T> samples;

  IndexedPipeline(Samples<T> samples, Settings settings) {
    super(new SamplesStage<>(samples, settings.prefetch()), settings);
    this.samples = samples;
  }

  // Several as one. More than two are put together by Parts.

  /// What a function makes of each item and the one at the same position of another pipeline.
  ///
  /// @throws IllegalArgumentException if they are not equally long
  public <S, U> IndexedPipeline<U> zip(
      IndexedPipeline<S> other, BiFunction<? super T, ? super S, ? extends U> function) {
    return zip(other, function, StageOptions.DEFAULT);
  }

  /// As [#zip(IndexedPipeline, BiFunction)], with options.
  public <S, U> IndexedPipeline<U> zip(
      IndexedPipeline<S> other, BiFunction<? super T, ? super S, ? extends U> function, StageOptions options) {
    Policies both = settings().policies().and(other.settings().policies());
    return with(settings().withPolicies(both))
        .then("zip", options, name -> ZippedSamples.<T, S, U>pairs(samples, other.samples, name, function));
  }

  // What is made of each item. StageOptions say how many calls at once, and where.

  /// Applies a function to each item. It runs on the loader's threads, several at once, is interrupted when the loader is
  /// closed, and must not give null.
  @Override
  public <U> IndexedPipeline<U> map(Function<? super T, ? extends U> function) {
    return then(new MappedSamples<>(samples, "map", function));
  }

  /// Applies a function to each item. Where the options say nothing else, that is done as by [#map(Function)], on the index
  /// plane; with calls [in parallel][StageOptions#parallel] or [blocking][StageOptions#blocking] what comes out is on the
  /// item plane.
  @Override
  public <U> Pipeline<U> map(Function<? super T, ? extends U> function, StageOptions options) {
    return options.isSequential()
        ? then("map", options, name -> new MappedSamples<T, U>(samples, name, function))
        : super.map(function, options);
  }

  /// Applies a function to each item, and leaves out those for which it gives nothing: their positions stay, empty.
  @Override
  public <U> IndexedPipeline<U> mapOptional(Function<? super T, ? extends Optional<? extends U>> function) {
    return then(MappedSamples.<T, U>optional(samples, "mapOptional", function));
  }

  /// As [#mapOptional(Function)], with options: on the index plane, unless they say how many calls at once, and where.
  @Override
  public <U> Pipeline<U> mapOptional(
      Function<? super T, ? extends Optional<? extends U>> function, StageOptions options) {
    return options.isSequential()
        ? then("mapOptional", options, name -> MappedSamples.<T, U>optional(samples, name, function))
        : super.mapOptional(function, options);
  }

  /// Applies a function to each item and the position at which it is asked for, which goes on from epoch to epoch.
  @Override
  public <U> IndexedPipeline<U> mapWithIndex(IndexedFunction<? super T, ? extends U> function) {
    return mapWithIndex(function, StageOptions.DEFAULT);
  }

  @Override
  public <U> IndexedPipeline<U> mapWithIndex(IndexedFunction<? super T, ? extends U> function, StageOptions options) {
    return then("mapWithIndex", options, name -> MappedSamples.<T, U>withIndex(samples, name, function));
  }

  /// Applies a function to each item and random numbers. They depend on the seed and on the position at which the item is
  /// asked for, which goes on from epoch to epoch: not on threads, nor on what was read before. They are Grain's, and
  /// NumPy's Philox. The function must not keep the generator.
  ///
  /// @param seed 0 or more
  /// @throws IllegalArgumentException if the seed is negative
  @Override
  public <U> IndexedPipeline<U> randomMap(
      BiFunction<? super T, ? super RandomGenerator, ? extends U> function, long seed) {
    return randomMap(function, seed, StageOptions.DEFAULT);
  }

  @Override
  public <U> IndexedPipeline<U> randomMap(
      BiFunction<? super T, ? super RandomGenerator, ? extends U> function, long seed, StageOptions options) {
    return randomMap(function, seed, options, "randomMap(" + seed + ")");
  }

  @Override
  public <U> IndexedPipeline<U> randomMap(BiFunction<? super T, ? super RandomGenerator, ? extends U> function) {
    return randomMap(function, StageOptions.DEFAULT);
  }

  @Override
  public <U> IndexedPipeline<U> randomMap(
      BiFunction<? super T, ? super RandomGenerator, ? extends U> function, StageOptions options) {
    return randomMap(function, SeedSearch.behind(samples, "randomMap()"), options, "randomMap()");
  }

  private <U> IndexedPipeline<U> randomMap(
      BiFunction<? super T, ? super RandomGenerator, ? extends U> function,
      long seed,
      StageOptions options,
      String call) {
    return then("randomMap", options, name -> MappedSamples.<T, U>random(samples, name, function, seed, call));
  }

  /// The items of the lists that a function makes of each item. Every list has `most` positions; those that it does not
  /// need stay empty.
  ///
  /// @param function may be called more than once for an item
  /// @param most how many items a list may have
  /// @throws IllegalArgumentException if `most` is less than 1
  public <U> IndexedPipeline<U> flatMap(Function<? super T, ? extends List<? extends U>> function, int most) {
    return flatMap(function, most, StageOptions.DEFAULT);
  }

  /// As [#flatMap(Function, int)], with options.
  public <U> IndexedPipeline<U> flatMap(
      Function<? super T, ? extends List<? extends U>> function, int most, StageOptions options) {
    return then("flatMap", options, name -> new FlatMappedSamples<T, U>(samples, name, function, most));
  }

  // Which items.

  /// Only the items that a predicate holds for. The positions of the others stay, empty: the order stays arithmetic, and
  /// nobody knows how many items there are before all are read. The predicate runs on the loader's threads.
  ///
  /// [#batch(int, Collator)] needs an item at each position: say [#items()] before it.
  public IndexedPipeline<T> filterInPlace(Predicate<? super T> predicate) {
    return filterInPlace(predicate, StageOptions.DEFAULT);
  }

  /// As [#filterInPlace(Predicate)], with options.
  public IndexedPipeline<T> filterInPlace(Predicate<? super T> predicate, StageOptions options) {
    return then("filterInPlace", options, name -> MappedSamples.filtered(samples, name, predicate));
  }

  @Override
  public IndexedPipeline<T> skip(long count) {
    return then(SlicedSamples.skip(samples, count));
  }

  @Override
  public IndexedPipeline<T> take(long count) {
    return then(SlicedSamples.take(samples, count));
  }

  /// The items from number `start` to `stop - 1`, as [#slice(long, long, long)].
  public IndexedPipeline<T> slice(long start, long stop) {
    return slice(start, stop, 1);
  }

  /// The items at `start`, `start + step` and so on, before `stop`, as Python's slices are: negative numbers count from
  /// the end, a negative step goes backwards, and what lies outside is cut off. `Long.MAX_VALUE` is behind the last
  /// item, and `Long.MIN_VALUE` before the first: `slice(Long.MAX_VALUE, Long.MIN_VALUE, -1)` is all, backwards.
  ///
  /// @throws IllegalArgumentException if `step` is 0, or something is counted from an end that there is not
  public IndexedPipeline<T> slice(long start, long stop, long step) {
    return then(SlicedSamples.slice(samples, start, stop, step));
  }

  /// The items whose bits are set in a mask, in their own order.
  ///
  /// @param mask is copied
  /// @throws IllegalArgumentException if the mask is longer than an epoch
  public IndexedPipeline<T> select(BitSet mask) {
    return then(SelectedSamples.mask(samples, mask));
  }

  /// The items at these positions of each epoch, in this order; one may come more than once.
  ///
  /// @param positions are copied
  /// @throws IllegalArgumentException if one is not a position of an epoch
  public IndexedPipeline<T> select(long... positions) {
    return then(SelectedSamples.positions(samples, positions));
  }

  /// The items of each epoch in an order that a function says. A checkpoint does not know the function.
  ///
  /// @param size how many there are
  /// @param position gives a position, for each number from 0 to `size - 1`; is called by many threads at once
  /// @throws IllegalArgumentException if `size` is negative
  public IndexedPipeline<T> select(long size, LongUnaryOperator position) {
    return then(SelectedSamples.by(samples, size, position));
  }

  /// Two parts that have no item in common: `share` of `of` items, rounded down, and the others. Which they are is drawn
  /// by the seed, once for all epochs, as is their order; shuffle the parts to have another in each epoch.
  ///
  /// ```java
  /// Split<Digit> split = Pipeline.over(digits).split(9, 10, 42);
  /// split.first().shuffle(1)       // to train with
  /// split.second()                 // to test with
  /// ```
  ///
  /// @param seed from 0 to 2^32 - 1
  /// @throws IllegalArgumentException if an argument is out of range, or there is no end
  public Split<T> split(long share, long of, long seed) {
    return new Split<>(
        then(SplitSamples.first(samples, share, of, seed)), then(SplitSamples.second(samples, share, of, seed)));
  }

  @Override
  public IndexedPipeline<T> shard(int rank, int world) {
    return shard(rank, world, Remainder.KEEP);
  }

  @Override
  public IndexedPipeline<T> shard(int rank, int world, Remainder remainder) {
    String call = sharding("shard", rank, world, remainder);
    return then(SlicedSamples.shard(samples, rank, world, remainder == Remainder.DROP, call));
  }

  /// Only the items of one of `world` readers, as [#shard(int, int)], and equally many for each: the readers that lack
  /// one are given one of the first items of the epoch a second time. `world * positions() - n` items come twice, of `n`.
  ///
  /// @throws IllegalArgumentException if the rank is out of range
  public IndexedPipeline<T> shardEvenly(int rank, int world) {
    return then(new EvenedSamples<>(samples, rank, world));
  }

  /// Only the items of one of `world` readers: its block of consecutive items. Where they do not divide evenly, the first
  /// readers have one more.
  ///
  /// @throws IllegalArgumentException if the rank is out of range, or there is no end
  public IndexedPipeline<T> shardBlock(int rank, int world) {
    return shardBlock(rank, world, Remainder.KEEP);
  }

  /// Only one of `world` blocks of consecutive items, as [#shardBlock(int, int)]; the remainder is kept or dropped.
  public IndexedPipeline<T> shardBlock(int rank, int world, Remainder remainder) {
    String call = sharding("shardBlock", rank, world, remainder);
    return then(SlicedSamples.block(samples, rank, world, remainder == Remainder.DROP, call));
  }

  private static String sharding(String method, int rank, int world, Remainder remainder) {
    return "%s(%d, %d%s)".formatted(method, rank, world, remainder == Remainder.KEEP ? "" : ", " + remainder);
  }

  @Override
  public IndexedPipeline<T> repeat(long times) {
    return repeat(times, Passes.RESHUFFLED);
  }

  @Override
  public IndexedPipeline<T> repeat(long times, Passes passes) {
    return then(new RepeatedSamples<>(samples, times, passes == Passes.RESHUFFLED));
  }

  @Override
  public IndexedPipeline<T> repeat() {
    return repeat(Passes.RESHUFFLED);
  }

  @Override
  public IndexedPipeline<T> repeat(Passes passes) {
    return then(new RepeatedSamples<>(samples, Samples.UNBOUNDED, passes == Passes.RESHUFFLED));
  }

  // In which order.

  @Override
  public IndexedPipeline<T> seed(long seed) {
    return seed(BigInteger.valueOf(seed));
  }

  @Override
  public IndexedPipeline<T> seed(BigInteger seed) {
    return then(new SeededSamples<>(samples, seed));
  }

  /// In a random order, another one in each epoch: epoch `e` has the order of [dev.sheaf.random.Permutation] with the
  /// seed `seed + e`, modulo 2^32.
  ///
  /// @param seed from 0 to 2^32 - 1
  /// @throws IllegalArgumentException if the seed is out of range, or there is no end
  @Override
  public IndexedPipeline<T> shuffle(long seed) {
    return then(new ShuffledSamples<>(samples, seed));
  }

  @Override
  public IndexedPipeline<T> shuffle() {
    return then(new ShuffledSamples<>(samples));
  }

  /// In a random order inside windows of so many items, another one in each: what lies together stays together. Small
  /// windows cost more than large ones, about as much each as one of 65,536.
  ///
  /// @param window how many items, 1 or more; the last window of an epoch has what is left
  /// @param seed from 0 to 2^32 - 1
  /// @throws IllegalArgumentException if an argument is out of range
  @Override
  public IndexedPipeline<T> windowShuffle(int window, long seed) {
    return then(new WindowShuffledSamples<>(samples, window, seed));
  }

  @Override
  public IndexedPipeline<T> windowShuffle(int window) {
    return windowShuffle(window, SeedSearch.behind(samples, "windowShuffle(%d)".formatted(window)));
  }

  // How many together.

  @Override
  public <B> IndexedPipeline<B> batch(int size, Collator<? super T, ? extends B> collator) {
    return batch(size, collator, Remainder.KEEP);
  }

  @Override
  public <B> IndexedPipeline<B> batch(int size, Collator<? super T, ? extends B> collator, Remainder remainder) {
    return batch(size, collator, remainder, StageOptions.DEFAULT);
  }

  @Override
  public <B> IndexedPipeline<B> batch(
      int size, Collator<? super T, ? extends B> collator, Remainder remainder, StageOptions options) {
    boolean drop = remainder == Remainder.DROP;
    return then("batch", options, name -> new BatchedSamples<T, B>(samples, name, size, drop, collator));
  }

  /// The batches of one of `world` readers that go through the items together: in each step every reader has a batch, of
  /// `globalBatch / world` items, of which it has every `world`-th. What is left at the end of an epoch, too little for a
  /// step, is left out by all.
  ///
  /// A checkpoint is the same for all readers, and says how many items all have had: readers in another number, with
  /// another global batch, can go on from it.
  ///
  /// @param globalBatch how many items all readers together have in a step
  /// @throws IllegalArgumentException if the rank is out of range, or the readers cannot share a global batch evenly
  /// @throws IllegalStateException if some positions have no item
  public <B> Pipeline<B> elasticBatch(
      int rank, int world, int globalBatch, Collator<? super T, ? extends B> collator) {
    return elasticBatch(rank, world, globalBatch, collator, StageOptions.DEFAULT);
  }

  /// As [#elasticBatch(int, int, int, Collator)], with options; without a name the stage is called `batch`.
  public <B> Pipeline<B> elasticBatch(
      int rank, int world, int globalBatch, Collator<? super T, ? extends B> collator, StageOptions options) {
    Settings.requireSequential("elasticBatch", options);
    String name = settings().name("batch", options);
    return new Pipeline<>(
        new ElasticStage<T, B>(samples, name, rank, world, globalBatch, collator, settings().prefetch()),
        settings().with(name, options));
  }

  /// In the mode of *reused* batches: their memory belongs to the loader, and no garbage is made where the schema fixes the
  /// shapes of all columns. The last thing that is said of a pipeline, since a stage that holds a batch back would see it
  /// change; functions that make something of one batch go before it, and must not keep it either.
  ///
  /// ```java
  /// try (DataLoader<DigitBatch> loader =
  ///     Pipeline.over(digits).shuffle(42).batch(256, DigitBatch.collator()).reusedBatches().open()) {
  /// ```
  ///
  /// @throws IllegalStateException if the items are not made of one batch each, by a
  ///     [dev.sheaf.batch.ColumnCollator], such as a generated one
  public ReusedBatches<T> reusedBatches() {
    return new ReusedBatches<>(this, false);
  }

  // What is kept or waits.

  /// Up to `items` items are in the making or wait for the consumer at once. The default is one more than there are
  /// threads, or 64 times that where items are not batches.
  ///
  /// @throws IllegalArgumentException if `items` is less than 1
  @Override
  public IndexedPipeline<T> prefetch(int items) {
    return with(settings().withPrefetch(items));
  }

  // How it runs: what is said last holds, for the whole, wherever it is written.

  @Override
  public IndexedPipeline<T> threads(int count) {
    return with(settings().withThreads(count));
  }

  @Override
  public IndexedPipeline<T> timeout(Duration most) {
    return with(settings().withTimeout(most));
  }

  @Override
  public IndexedPipeline<T> memoryBudget(long bytes) {
    return with(settings().withMemoryBudget(bytes));
  }

  @Override
  public IndexedPipeline<T> onError(OnError answer) {
    return with(settings().onError(answer));
  }

  @Override
  public IndexedPipeline<T> onError(String stageName, OnError answer) {
    return with(settings().onError(stageName, answer));
  }

  @Override
  public IndexedPipeline<T> withStats() {
    return with(settings().withStats());
  }

  @Override
  public IndexedPipeline<T> withProgress(Duration every, Consumer<? super Progress> listener) {
    return with(settings().withProgress(every, listener));
  }

  // What it is.

  @Override
  public Pipeline<T> items() {
    return then(stage());
  }

  /// How many positions an epoch has: as many as items, unless some are left empty by [#filterInPlace], [#mapOptional] or
  /// [#flatMap]; [Samples#UNBOUNDED] if there is no end.
  public long positions() {
    return samples.size();
  }

  /// The item at a position, made by the calling thread. Any whole number is a position: those of epoch `e` begin at
  /// `e * positions()`, and there are epochs before 0 too.
  ///
  /// @return empty where the position has no item
  /// @throws IllegalArgumentException if the pipeline is empty, or the position is out of reach of 64-bit arithmetic
  /// @throws PipelineException if the item could not be made
  public Optional<T> at(long position) {
    return IndexedRead.at(samples, position);
  }

  // How it is put together.

  /// What stands before, for other parts to be put beside.
  Samples<T> samples() {
    return samples;
  }

  private IndexedPipeline<T> with(Settings other) {
    return new IndexedPipeline<>(samples, other);
  }

  private <U> IndexedPipeline<U> then(Samples<U> next) {
    return new IndexedPipeline<>(next, settings());
  }

  /// One stage more that calls a function.
  ///
  /// @param next makes the stage of its name
  private <U> IndexedPipeline<U> then(String method, StageOptions options, Function<String, Samples<U>> next) {
    Settings.requireSequential(method, options);
    String name = settings().name(method, options);
    return new IndexedPipeline<>(next.apply(name), settings().with(name, options));
  }
}
