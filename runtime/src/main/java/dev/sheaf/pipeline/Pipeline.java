package dev.sheaf.pipeline;

import dev.sheaf.array.NdArray;
import dev.sheaf.batch.Collator;
import dev.sheaf.batch.ColumnCollator;
import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.codec.ItemCodec;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.Footprint;
import dev.sheaf.engine.ConcurrentStage;
import dev.sheaf.engine.MergeStage;
import dev.sheaf.engine.PrefetchStage;
import dev.sheaf.engine.RateStage;
import dev.sheaf.engine.Time;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.order.DatasetSamples;
import dev.sheaf.order.Exhausted;
import dev.sheaf.order.Finitude;
import dev.sheaf.order.IndexedFunction;
import dev.sheaf.order.ListSamples;
import dev.sheaf.source.ArchiveRecord;
import dev.sheaf.source.FileList;
import dev.sheaf.source.FileStage;
import dev.sheaf.source.LineOptions;
import dev.sheaf.stage.AggregateStage;
import dev.sheaf.stage.Aggregator;
import dev.sheaf.stage.BinPackStage;
import dev.sheaf.stage.BinPacking;
import dev.sheaf.stage.BucketByLengthStage;
import dev.sheaf.stage.BucketStage;
import dev.sheaf.stage.CacheStage;
import dev.sheaf.stage.ConcatenateStage;
import dev.sheaf.stage.ConstantStage;
import dev.sheaf.stage.CountStage;
import dev.sheaf.stage.DiskCacheStage;
import dev.sheaf.stage.DrawnBy;
import dev.sheaf.stage.DynamicBucketStage;
import dev.sheaf.stage.DynamicBuckets;
import dev.sheaf.stage.FilterStage;
import dev.sheaf.stage.FinitudeException;
import dev.sheaf.stage.FlatMapStage;
import dev.sheaf.stage.InterleaveStage;
import dev.sheaf.stage.IterableStage;
import dev.sheaf.stage.LengthBuckets;
import dev.sheaf.stage.MapStage;
import dev.sheaf.stage.NumberedMapStage;
import dev.sheaf.stage.OnError;
import dev.sheaf.stage.PackedFeature;
import dev.sheaf.stage.PackedTokens;
import dev.sheaf.stage.PeekStage;
import dev.sheaf.stage.RebatchStage;
import dev.sheaf.stage.RepeatStage;
import dev.sheaf.stage.ResumableIterator;
import dev.sheaf.stage.RoundRobinStage;
import dev.sheaf.stage.RowSlicing;
import dev.sheaf.stage.Rows;
import dev.sheaf.stage.SampleStage;
import dev.sheaf.stage.SeededStage;
import dev.sheaf.stage.ShardStage;
import dev.sheaf.stage.SkipStage;
import dev.sheaf.stage.SplitPackStage;
import dev.sheaf.stage.SplitPacking;
import dev.sheaf.stage.Stage;
import dev.sheaf.stage.StageOptions;
import dev.sheaf.stage.TakeStage;
import dev.sheaf.stage.TokenPackStage;
import dev.sheaf.stage.TokenPacking;
import dev.sheaf.stage.WindowShuffleStage;
import dev.sheaf.stage.YieldStage;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/// An immutable description of what is read, in which order, and how it is put together; [#open()] starts it.
///
/// It reads like the sentence one would say, and is carried out as it is written: `shuffle(42).shard(0, 2)` takes every
/// second row of the shuffled order, `shard(0, 2).shuffle(42)` shuffles every second row of the dataset.
///
/// A pipeline begins on the *index plane*, as an [IndexedPipeline]: there its order is arithmetic on positions, which costs
/// no memory and can be resumed anywhere at once. Methods that must see one item after the other lead to the *item plane*,
/// this class. What comes out depends on the data, the calls, their seeds and the epoch only, never on threads,
/// prefetch or the machine, unless a method says so in its name.
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
public sealed class Pipeline<T> permits IndexedPipeline {
  private final Stage<T> stage;
  private final Settings settings;

  Pipeline(Stage<T> stage, Settings settings) {
    this.stage = stage;
    this.settings = settings;
  }

  // Sources.

  /// All rows of a dataset, in its own order. The dataset stays the caller's, and is closed after the last loader.
  public static <R> IndexedPipeline<R> over(Dataset<R> dataset) {
    return new IndexedPipeline<>(new DatasetSamples<>(dataset), Settings.DEFAULT);
  }

  /// Values in memory, in their own order. A checkpoint knows their number, not what they are.
  ///
  /// @param values are copied
  public static <T> IndexedPipeline<T> of(List<? extends T> values) {
    return new IndexedPipeline<>(new ListSamples<>(values), Settings.DEFAULT);
  }

  /// The numbers from 0 to `stop - 1`.
  public static IndexedPipeline<Long> range(long stop) {
    return range(0, stop, 1);
  }

  /// The numbers `start`, `start + step` and so on, up to `stop` and without it; none, if `stop` lies the other way.
  ///
  /// @throws IllegalArgumentException if `step` is 0, or they are more than 2^63 - 1
  public static IndexedPipeline<Long> range(long start, long stop, long step) {
    return over(Dataset.range(start, stop, step));
  }

  /// The files of a folder and of those in it, in natural order, as they are now.
  ///
  /// @throws dev.sheaf.io.StorageException if there is no such folder, or one in it cannot be listed
  public static IndexedPipeline<Path> files(Path folder) {
    return files(FileList.of(folder));
  }

  /// The files of a list, in its order.
  public static IndexedPipeline<Path> files(FileList files) {
    return over(files.dataset());
  }

  /// The lines of a text in UTF-8, without their ends. The file is opened when the first line is read, anew in each
  /// epoch.
  public static Pipeline<String> lines(Path file) {
    return lines(file, LineOptions.DEFAULT);
  }

  /// The lines of a text in UTF-8.
  ///
  /// A line that is not UTF-8 is a [dev.sheaf.io.MalformedTextException], and can be left out. A checkpoint is refused
  /// where the file has changed since.
  public static Pipeline<String> lines(Path file, LineOptions options) {
    return new Pipeline<>(FileStage.lines(file, options), Settings.DEFAULT);
  }

  /// The files in a zip or tar archive, in its order: of a zip archive folders too, which have no bytes. Nothing is
  /// unpacked, so that names lead nowhere.
  public static Pipeline<ArchiveRecord> archive(Path file) {
    return archive(file, FormatOptions.DEFAULT);
  }

  /// The files in a zip or tar archive, within limits for their size and expansion.
  ///
  /// The archive is opened when the first of them is read, anew in each epoch. A file in it that is damaged, as its
  /// checksum tells in a zip archive, can be left out; damage between files, and of the whole, is the end. A checkpoint
  /// is refused where the archive has changed since.
  public static Pipeline<ArchiveRecord> archive(Path file, FormatOptions limits) {
    return new Pipeline<>(FileStage.archive(file, limits), Settings.DEFAULT);
  }

  /// The items of an [Iterable], or of a lambda that gives an iterator: one in each epoch, gone through by one thread. It
  /// must give the same items in the same order every time.
  ///
  /// Resuming asks for a new iterator: one that is a [ResumableIterator] is put where it was, a list is entered where it
  /// was, any other is gone through again.
  ///
  /// @param name tells these items from others: it stands in checkpoints, and one of another name is refused
  public static <T> Pipeline<T> from(String name, Iterable<? extends T> items) {
    return from(name, items, Finitude.FINITE);
  }

  /// As [#from(String, Iterable)], saying whether the items end. That is believed: where items that are said to be
  /// endless do end, the epoch is over all the same.
  public static <T> Pipeline<T> from(String name, Iterable<? extends T> items, Finitude finitude) {
    return new Pipeline<>(new IterableStage<>(name, items, finitude), Settings.DEFAULT);
  }

  /// The numbers `start`, `start + step`, `start + 2 * step` and so on. They end with what they are put beside; alone,
  /// they go on until the next is no `long`, which is a fault.
  ///
  /// @param step any number, 0 and less too
  public static Pipeline<Long> count(long start, long step) {
    return new Pipeline<>(new CountStage(start, step), Settings.DEFAULT);
  }

  /// The same item again and again. It ends with what it is put beside.
  public static <T> Pipeline<T> constant(T value) {
    return new Pipeline<>(new ConstantStage<>(value), Settings.DEFAULT);
  }

  // Several as one. On the index plane, that is what Parts are for.

  /// The items of one pipeline after those of another. What comes after one without an end is never reached.
  public static <T> Pipeline<T> concatenate(List<? extends Pipeline<? extends T>> pipelines) {
    return new Joined<T>(pipelines).by(ConcatenateStage::new);
  }

  /// Rows of the items that the pipelines have at the same place. They must end after as many items; pseudo-infinite ones
  /// end with the others.
  ///
  /// @throws FinitudeException if some end and others never do, or all are pseudo-infinite
  public static <T> Pipeline<List<T>> zip(List<? extends Pipeline<? extends T>> pipelines) {
    return zip(pipelines, Lengths.EQUAL);
  }

  /// Rows of the items that the pipelines have at the same place.
  ///
  /// @param lengths whether they must end together. If not, some may end and others never do
  /// @throws FinitudeException if nothing says when to end, or one never does that must end with the others
  public static <T> Pipeline<List<T>> zip(List<? extends Pipeline<? extends T>> pipelines, Lengths lengths) {
    return new Joined<T>(pipelines).zip(lengths, "", List::copyOf);
  }

  /// What a function makes of the items that two pipelines have at the same place. They must end together.
  ///
  /// @throws FinitudeException if one ends and the other never does, or both are pseudo-infinite
  public static <A, B, T> Pipeline<T> zip(
      Pipeline<A> first, Pipeline<B> second, BiFunction<? super A, ? super B, ? extends T> function) {
    return zip(first, second, Lengths.EQUAL, function);
  }

  /// What a function makes of the items that two pipelines have at the same place.
  ///
  /// @throws FinitudeException if nothing says when to end, or one never does that must end with the other
  public static <A, B, T> Pipeline<T> zip(
      Pipeline<A> first, Pipeline<B> second, Lengths lengths, BiFunction<? super A, ? super B, ? extends T> function) {
    return zip(first, second, lengths, function, StageOptions.DEFAULT);
  }

  /// As [#zip(Pipeline, Pipeline, Lengths, BiFunction)], with options.
  public static <A, B, T> Pipeline<T> zip(
      Pipeline<A> first,
      Pipeline<B> second,
      Lengths lengths,
      BiFunction<? super A, ? super B, ? extends T> function,
      StageOptions options) {
    return Joined.zip(first, second, lengths, function, options);
  }

  /// Rows of the items that the pipelines have at the same place, each under its name, in the order of the names.
  ///
  /// @throws IllegalArgumentException if there are not as many names as pipelines, or a name is there twice
  /// @throws FinitudeException if nothing says when to end, or one never does that must end with the others
  public static <T> Pipeline<Map<String, T>> zip(
      List<String> names, List<? extends Pipeline<? extends T>> pipelines, Lengths lengths) {
    return new Joined<T>(pipelines).zip(names, lengths);
  }

  /// Rows of the items that the pipelines have at the same place, one level flatter: maps are merged into one, and of
  /// lists and others one list is made, in which the elements of the lists stand. A row in which maps and others are
  /// mixed, or a key comes twice, is a fault that one can go on behind: a [dev.sheaf.stage.ZipException].
  ///
  /// @throws FinitudeException if nothing says when to end, or one never does that must end with the others
  public static Pipeline<Object> zipFlat(List<? extends Pipeline<?>> pipelines, Lengths lengths) {
    return new Joined<Object>(pipelines).zip(lengths, "FLAT", Rows::flat);
  }

  /// One item of each pipeline in turn. It ends between two rounds.
  ///
  /// A pipeline that begins again has the order of a later epoch: pass `p` of epoch `e` has that of `e * 2^20 + p`.
  public static <T> Pipeline<T> roundRobin(List<? extends Pipeline<? extends T>> pipelines, Exhausted exhausted) {
    return new Joined<T>(pipelines).by(stages -> new RoundRobinStage<>(stages, exhausted));
  }

  /// One item of each of `cycle` pipelines in turn; one that has ended makes room for the next, whose turn comes in the
  /// next round. The order is Grain's.
  ///
  /// @throws IllegalArgumentException if `cycle` is less than 1, or there are no pipelines
  public static <T> Pipeline<T> interleave(List<? extends Pipeline<? extends T>> pipelines, int cycle) {
    return new Joined<T>(pipelines).by(stages -> new InterleaveStage<>(stages, cycle));
  }

  /// Items of several pipelines in fixed proportions, to within one item, until it is the turn of one that has ended. The
  /// order is Grain's. See [#remix] for other parts and weights later.
  ///
  /// @param parts by name, in the order that decides between them
  /// @param weights one for each name, above 0
  /// @throws IllegalArgumentException if there are no parts, or the weights are not one for each
  public static <T> Pipeline<T> mix(Map<String, ? extends Pipeline<? extends T>> parts, Map<String, Double> weights) {
    return Joined.<T>of(parts).mix(parts.keySet(), weights);
  }

  /// Items of several pipelines in equal proportions, as [#mix(Map, Map)].
  ///
  /// @throws IllegalArgumentException if there are no parts
  public static <T> Pipeline<T> mix(Map<String, ? extends Pipeline<? extends T>> parts) {
    return Joined.<T>of(parts).mix(List.copyOf(parts.keySet()), new double[0]);
  }

  /// Items of several pipelines in fixed proportions, as [#mix(Map, Map)]; they are known by their places.
  ///
  /// @param weights one for each pipeline, above 0; none, if all weigh the same
  /// @throws IllegalArgumentException if there are no parts, or the weights are not one for each
  public static <T> Pipeline<T> mix(List<? extends Pipeline<? extends T>> pipelines, double... weights) {
    return new Joined<T>(pipelines).mix(weights);
  }

  /// Items of the pipelines, each drawn by weight; it ends as soon as it may. Passes have orders as in
  /// [#roundRobin(List, Exhausted)].
  ///
  /// @param weights one for each pipeline, above 0 and finite; their sum may be any
  /// @param seed 0 or more
  /// @param exhausted to repeat a pipeline, it must have items; if it has none, that is a
  ///     [dev.sheaf.stage.EmptyChildException]
  /// @throws IllegalArgumentException if the weights or the seed are out of range
  public static <T> Pipeline<T> sample(
      List<? extends Pipeline<? extends T>> pipelines, double[] weights, long seed, Exhausted exhausted) {
    return sample(pipelines, weights, seed, exhausted, DrawnBy.POSITION);
  }

  /// As [#sample(List, double\[\], long, Exhausted)], saying which random numbers they are drawn by.
  public static <T> Pipeline<T> sample(
      List<? extends Pipeline<? extends T>> pipelines,
      double[] weights,
      long seed,
      Exhausted exhausted,
      DrawnBy drawnBy) {
    return new Joined<T>(pipelines).by(stages -> new SampleStage<>(stages, weights, seed, drawnBy, exhausted));
  }

  /// The items of several pipelines, as they come: in the order in which each has them, and in no certain order between
  /// them. An epoch ends when all have ended. One that fails ends without the others, and its failure is thrown last.
  ///
  /// @throws IllegalArgumentException if there are no pipelines
  public static <T> Pipeline<T> merge(List<? extends Pipeline<? extends T>> pipelines) {
    if (pipelines.isEmpty()) {
      throw new IllegalArgumentException("expected a pipeline or more to merge, found none");
    }
    return new Joined<T>(pipelines).by(MergeStage::new);
  }

  // What is made of each item. StageOptions say how many calls at once, and where.

  /// Applies a function to each item, one after the other. It must not give null.
  public <U> Pipeline<U> map(Function<? super T, ? extends U> function) {
    return then(new MapStage<>(stage, "map", function));
  }

  /// Applies a function to each item, as the options say. It must not give null, and is interrupted when the loader is
  /// closed. Results come in the order of the items, unless the options say [unordered][StageOptions#unordered()].
  public <U> Pipeline<U> map(Function<? super T, ? extends U> function, StageOptions options) {
    return calling(
        "map",
        options,
        name ->
            options.isSequential()
                ? new MapStage<T, U>(stage, name, function)
                : ConcurrentStage.map(stage, name, options.concurrency(), options.timeoutNanos(), function));
  }

  /// Applies a function to each item that gives an item or none, one after the other.
  public <U> Pipeline<U> mapOptional(Function<? super T, ? extends Optional<? extends U>> function) {
    return mapOptional(function, StageOptions.DEFAULT);
  }

  /// Applies a function to each item that gives an item or none, as the options say.
  public <U> Pipeline<U> mapOptional(
      Function<? super T, ? extends Optional<? extends U>> function, StageOptions options) {
    return flatMap("mapOptional", item -> function.apply(item).<List<U>>map(List::of).orElse(List.of()), options);
  }

  /// Applies a function to each item that gives its result later, with so many results outstanding as the options say. Each
  /// is waited for where the call was made: on a virtual thread, if they say [blocking][StageOptions#blocking].
  public <U> Pipeline<U> mapAsync(
      Function<? super T, ? extends CompletionStage<? extends U>> function, StageOptions options) {
    return map(Awaiting.of(function), options);
  }

  /// Applies a function to each item and its number in the epoch, from 0, one after the other. It must not give null.
  public <U> Pipeline<U> mapWithIndex(IndexedFunction<? super T, ? extends U> function) {
    return mapWithIndex(function, StageOptions.DEFAULT);
  }

  /// As [#mapWithIndex(IndexedFunction)], with options.
  public <U> Pipeline<U> mapWithIndex(IndexedFunction<? super T, ? extends U> function, StageOptions options) {
    return then("mapWithIndex", options, name -> NumberedMapStage.<T, U>withIndex(stage, name, function));
  }

  /// Applies a function to each item and random numbers, one after the other. The numbers depend on the seed, the epoch and
  /// the item's number in it, and on nothing else; in epoch 0 they are NumPy's and Grain's. The function must not give null,
  /// and not keep the generator.
  ///
  /// @param seed 0 or more
  /// @throws IllegalArgumentException if the seed is negative
  public <U> Pipeline<U> randomMap(BiFunction<? super T, ? super RandomGenerator, ? extends U> function, long seed) {
    return randomMap(function, seed, StageOptions.DEFAULT);
  }

  /// As [#randomMap(BiFunction, long)], with options.
  public <U> Pipeline<U> randomMap(
      BiFunction<? super T, ? super RandomGenerator, ? extends U> function, long seed, StageOptions options) {
    return then("randomMap", options, name -> NumberedMapStage.<T, U>random(stage, name, function, seed));
  }

  /// Applies a function to each item and random numbers, as [#randomMap(BiFunction, long)], with a seed that follows from
  /// those said before.
  ///
  /// @throws IllegalArgumentException if no [#seed(long)] was said before
  public <U> Pipeline<U> randomMap(BiFunction<? super T, ? super RandomGenerator, ? extends U> function) {
    return randomMap(function, StageOptions.DEFAULT);
  }

  /// As [#randomMap(BiFunction)], with options.
  public <U> Pipeline<U> randomMap(
      BiFunction<? super T, ? super RandomGenerator, ? extends U> function, StageOptions options) {
    return randomMap(function, DefaultSeeds.behind(stage, "randomMap()"), options);
  }

  /// The items that a function gives in the place of each item, one after the other; it may give none. It must give the
  /// same ones for the same item again.
  public <U> Pipeline<U> flatMap(Function<? super T, ? extends Iterable<? extends U>> function) {
    return flatMap(function, StageOptions.DEFAULT);
  }

  /// The items that a function gives in the place of each item, as the options say. Each is delivered as soon as it is
  /// there, and no more are asked for than there is room for.
  public <U> Pipeline<U> flatMap(Function<? super T, ? extends Iterable<? extends U>> function, StageOptions options) {
    return flatMap("flatMap", function, options);
  }

  private <U> Pipeline<U> flatMap(
      String method, Function<? super T, ? extends Iterable<? extends U>> function, StageOptions options) {
    return calling(
        method,
        options,
        name ->
            options.isSequential()
                ? new FlatMapStage<T, U>(stage, name, function)
                : ConcurrentStage.flatMap(stage, name, options.concurrency(), options.timeoutNanos(), function));
  }

  /// The items of the pipeline that a function gives in the place of each item: of a file's name, what is read from it.
  ///
  /// A checkpoint stands within the inner pipeline: on resuming, the function is called again, and must give the same
  /// pipeline for the same item. One that does not end is a fault that one can go on behind: a [FinitudeException].
  public <U> Pipeline<U> yieldFrom(Function<? super T, ? extends Pipeline<? extends U>> function) {
    return yieldFrom(function, StageOptions.DEFAULT);
  }

  /// As [#yieldFrom(Function)], with options.
  public <U> Pipeline<U> yieldFrom(
      Function<? super T, ? extends Pipeline<? extends U>> function, StageOptions options) {
    return then("yieldFrom", options, name -> new YieldStage<T, U>(stage, name, item -> function.apply(item).stage()));
  }

  /// Shows each item to a function on its way, one after the other. Where that fails, so does the item.
  public Pipeline<T> peek(Consumer<? super T> consumer) {
    return peek(consumer, StageOptions.DEFAULT);
  }

  /// As [#peek(Consumer)], with options.
  public Pipeline<T> peek(Consumer<? super T> consumer, StageOptions options) {
    return then("peek", options, name -> new PeekStage<>(stage, name, consumer));
  }

  // Which items.

  /// Only the items that a predicate holds for.
  public Pipeline<T> filter(Predicate<? super T> predicate) {
    return filter(predicate, StageOptions.DEFAULT);
  }

  /// As [#filter(Predicate)], with options.
  public Pipeline<T> filter(Predicate<? super T> predicate, StageOptions options) {
    return then("filter", options, name -> new FilterStage<>(stage, name, predicate));
  }

  /// All but the first `count` items; none, if there are not so many.
  ///
  /// @throws IllegalArgumentException if `count` is negative
  public Pipeline<T> skip(long count) {
    return then(new SkipStage<>(stage, count));
  }

  /// Only the first `count` items; all, if there are not so many.
  ///
  /// @throws IllegalArgumentException if `count` is negative
  public Pipeline<T> take(long count) {
    return then(new TakeStage<>(stage, count));
  }

  /// Only the items of one of `world` readers: every `world`-th, from number `rank` on. Where they do not divide evenly,
  /// the first readers have one more. On the item plane every reader makes all items, and gives its own.
  ///
  /// @param rank which reader, from 0 to `world - 1`
  /// @param world how many readers there are
  /// @throws IllegalArgumentException if the rank is out of range
  public Pipeline<T> shard(int rank, int world) {
    return shard(rank, world, Remainder.KEEP);
  }

  /// Only the items of one of `world` readers, as [#shard(int, int)]; the remainder is kept or dropped.
  public Pipeline<T> shard(int rank, int world, Remainder remainder) {
    return then(new ShardStage<>(stage, rank, world, remainder == Remainder.DROP));
  }

  /// An epoch of as many passes, each in an order of its own where the order is random. It ends before where very many
  /// passes in a row, 100,000, have no items.
  ///
  /// @throws IllegalArgumentException if `times` is negative; on the index plane also if it is 0, or an epoch becomes too
  ///     long to be counted
  public Pipeline<T> repeat(long times) {
    return repeat(times, Passes.RESHUFFLED);
  }

  /// An epoch of as many passes, as [#repeat(long)], each in an order of its own or all in the same.
  public Pipeline<T> repeat(long times, Passes passes) {
    return then(new RepeatStage<>(stage, times, passes == Passes.RESHUFFLED));
  }

  /// An epoch without end: one pass after the other, each in an order of its own. Where a pass has no items, it ends.
  public Pipeline<T> repeat() {
    return repeat(Passes.RESHUFFLED);
  }

  /// An epoch without end, as [#repeat()]: passes each in an order of its own, or all in the same.
  public Pipeline<T> repeat(Passes passes) {
    return then(new RepeatStage<>(stage, RepeatStage.FOREVER, passes == Passes.RESHUFFLED));
  }

  // In which order.

  /// The seed that random methods further down derive their own from, where they are given none. No two of them have the
  /// same, and each has another if something is put between: the numbers are Grain's.
  ///
  /// @param seed 0 or more
  /// @throws IllegalArgumentException if the seed is negative
  public Pipeline<T> seed(long seed) {
    return seed(BigInteger.valueOf(seed));
  }

  /// As [#seed(long)], with a seed of any width.
  public Pipeline<T> seed(BigInteger seed) {
    return then(new SeededStage<>(stage, seed));
  }

  /// In a random order, another one in each epoch: that of the same method on the index plane. A whole epoch is kept in
  /// memory; resumed, it is read again.
  ///
  /// @param seed from 0 to 2^32 - 1
  /// @throws IllegalArgumentException if the seed is out of range, or an epoch has no end
  public Pipeline<T> shuffle(long seed) {
    return then(WindowShuffleStage.ofEpochs(stage, seed));
  }

  /// In a random order, as [#shuffle(long)], with a seed that follows from those said before.
  ///
  /// @throws IllegalArgumentException if no [#seed(long)] was said before, or an epoch has no end
  public Pipeline<T> shuffle() {
    return shuffle(DefaultSeeds.behind(stage, "shuffle()"));
  }

  /// In a random order within each window of so many items, which are kept in memory: items do not move far. The order of
  /// epoch 0 is Grain's. A window takes about 0.2 ms, however small it is.
  ///
  /// @param window how many items, 1 or more; the last window of an epoch has what is left
  /// @param seed from 0 to 2^32 - 1
  /// @throws IllegalArgumentException if an argument is out of range
  public Pipeline<T> windowShuffle(int window, long seed) {
    return then(WindowShuffleStage.of(stage, window, seed));
  }

  /// In a random order within windows, as [#windowShuffle(int, long)], with a seed that follows from those said before.
  ///
  /// @throws IllegalArgumentException if no [#seed(long)] was said before, or the window is out of range
  public Pipeline<T> windowShuffle(int window) {
    return windowShuffle(window, DefaultSeeds.behind(stage, "windowShuffle(%d)".formatted(window)));
  }

  // How many together.

  /// `size` items at a time, put together; the last batch of an epoch may have fewer.
  ///
  /// @throws IllegalArgumentException if `size` is less than 1
  public <B> Pipeline<B> batch(int size, Collator<? super T, ? extends B> collator) {
    return batch(size, collator, Remainder.KEEP);
  }

  /// `size` items at a time, put together; the last items of an epoch, if they are fewer, are kept as a smaller batch or
  /// dropped.
  ///
  /// @throws IllegalArgumentException if `size` is less than 1
  public <B> Pipeline<B> batch(int size, Collator<? super T, ? extends B> collator, Remainder remainder) {
    return batch(size, collator, remainder, StageOptions.DEFAULT);
  }

  /// As [#batch(int, Collator, Remainder)], with options.
  public <B> Pipeline<B> batch(
      int size, Collator<? super T, ? extends B> collator, Remainder remainder, StageOptions options) {
    Stage<List<T>> buckets = new BucketStage<>(stage, size, remainder == Remainder.DROP);
    // What another collator makes of its rows, it alone knows.
    Footprint ofBatch = collator instanceof ColumnCollator<?, ?> ? buckets.footprint() : Footprint.UNKNOWN;
    return then("batch", options, name -> new MapStage<List<T>, B>(buckets, name, collator::collate, ofBatch));
  }

  /// `size` consecutive items at a time, as a list; the last items of an epoch, if they are fewer, are kept as a shorter
  /// list or dropped.
  ///
  /// @throws IllegalArgumentException if `size` is less than 1
  public Pipeline<List<T>> bucket(int size, Remainder remainder) {
    return then(new BucketStage<>(stage, size, remainder == Remainder.DROP));
  }

  /// Items of like length at a time, as lists: each item goes into the shortest bucket that takes it, and a bucket that is
  /// full is given. At the end of an epoch the others are given, the longest first, each topped up with the last items of
  /// the next shorter ones, so that only the last can be short.
  ///
  /// @param length the length of an item, 0 or more; where the greatest of several decides, it gives that
  public Pipeline<List<T>> bucketByLength(LengthBuckets buckets, ToLongFunction<? super T> length) {
    return bucketByLength(buckets, length, StageOptions.DEFAULT);
  }

  /// As [#bucketByLength(LengthBuckets, ToLongFunction)], with options.
  public Pipeline<List<T>> bucketByLength(
      LengthBuckets buckets, ToLongFunction<? super T> length, StageOptions options) {
    return then("bucketByLength", options, name -> new BucketByLengthStage<>(stage, name, buckets, length));
  }

  /// Consecutive items that cost enough together, as lists.
  public Pipeline<List<T>> dynamicBucket(DynamicBuckets<T> buckets) {
    return dynamicBucket(buckets, StageOptions.DEFAULT);
  }

  /// As [#dynamicBucket(DynamicBuckets)], with options.
  public Pipeline<List<T>> dynamicBucket(DynamicBuckets<T> buckets, StageOptions options) {
    return then("dynamicBucket", options, name -> new DynamicBucketStage<>(stage, name, buckets));
  }

  /// Whole items side by side in rows of fixed length, several of which are open at once. A row has each feature under its
  /// name, and [PackedFeature#segmentIds] and [PackedFeature#positions] as int32; its dtype is that of the first item in it,
  /// and an item that does not fit that exactly, is too long or lacks a feature is a fault that one can go on from. The rows
  /// are Grain's.
  ///
  /// @param arrays the named arrays of an item, with the sequence along the first axis
  /// @throws IllegalArgumentException if a feature comes twice
  public Pipeline<Map<String, NdArray>> pack(
      BinPacking packing, Function<? super T, ? extends Map<String, ? extends NdArray>> arrays) {
    return pack(packing, arrays, StageOptions.DEFAULT);
  }

  /// As [#pack(BinPacking, Function)], with options; without a name the stage is called `packBins`.
  public Pipeline<Map<String, NdArray>> pack(
      BinPacking packing, Function<? super T, ? extends Map<String, ? extends NdArray>> arrays, StageOptions options) {
    return then("packBins", options, name -> new BinPackStage<>(stage, name, packing, arrays));
  }

  /// Items strung together and cut into rows of fixed length, as [#pack(BinPacking, Function)] gives them. What is left of
  /// an item that was cut begins the next row, as a segment of its own.
  ///
  /// @param arrays the named arrays of an item, with the sequence along the first axis, and no others
  /// @throws IllegalArgumentException if a feature comes twice
  public Pipeline<Map<String, NdArray>> pack(
      SplitPacking packing, Function<? super T, ? extends Map<String, ? extends NdArray>> arrays) {
    return pack(packing, arrays, StageOptions.DEFAULT);
  }

  /// As [#pack(SplitPacking, Function)], with options; without a name the stage is called `packSplit`.
  public Pipeline<Map<String, NdArray>> pack(
      SplitPacking packing, Function<? super T, ? extends Map<String, ? extends NdArray>> arrays, StageOptions options) {
    return then("packSplit", options, name -> new SplitPackStage<>(stage, name, packing, arrays));
  }

  /// Sequences one after the other in rows of fixed length. The rows are fairseq2's.
  ///
  /// @param sequences the sequence of an item, with one axis
  public Pipeline<PackedTokens> pack(TokenPacking packing, Function<? super T, ? extends NdArray> sequences) {
    return pack(packing, sequences, StageOptions.DEFAULT);
  }

  /// As [#pack(TokenPacking, Function)], with options; without a name the stage is called `packTokens`.
  public Pipeline<PackedTokens> pack(
      TokenPacking packing, Function<? super T, ? extends NdArray> sequences, StageOptions options) {
    return then("packTokens", options, name -> new TokenPackStage<>(stage, name, packing, sequences));
  }

  /// The rows of batches in batches of another size; the last rows of an epoch, if they are fewer, are kept as a smaller
  /// batch or dropped.
  ///
  /// @param slicing how batches are cut and put together
  /// @throws IllegalArgumentException if `size` is less than 1
  public Pipeline<T> rebatch(int size, Remainder remainder, RowSlicing<T> slicing) {
    return rebatch(size, remainder, slicing, StageOptions.DEFAULT);
  }

  /// As [#rebatch(int, Remainder, RowSlicing)], with options.
  public Pipeline<T> rebatch(int size, Remainder remainder, RowSlicing<T> slicing, StageOptions options) {
    boolean drop = remainder == Remainder.DROP;
    return then("rebatch", options, name -> new RebatchStage<>(stage, name, size, drop, slicing));
  }

  /// What an aggregator makes of the items, a new one for each epoch.
  ///
  /// @param aggregators gives a new one each time
  /// @param remainder whether the aggregator is asked for what is left at the end of an epoch
  public <R> Pipeline<R> aggregate(
      Supplier<? extends Aggregator<? super T, ? extends R>> aggregators, Remainder remainder) {
    return aggregate(aggregators, remainder, StageOptions.DEFAULT);
  }

  /// As [#aggregate(Supplier, Remainder)], with options.
  public <R> Pipeline<R> aggregate(
      Supplier<? extends Aggregator<? super T, ? extends R>> aggregators, Remainder remainder, StageOptions options) {
    boolean drop = remainder == Remainder.DROP;
    return then("aggregate", options, name -> new AggregateStage<T, R>(stage, name, aggregators, drop));
  }

  // On several paths.

  /// Each item goes on the path that `router` says, from 0; each path is a pipeline that begins with the items on it. What
  /// comes out of the paths comes as it is ready; on each path items keep their order. What `router` throws, or a path that
  /// is not there, ends the epoch after what was routed before.
  ///
  /// ```java
  /// scans.route(
  ///     scan -> scan.isLarge() ? 1 : 0,
  ///     List.of(small -> small.map(this::decode), large -> large.map(this::tile).bucket(4, Remainder.KEEP).map(this::join)));
  /// ```
  ///
  /// @param paths are asked again whenever a loader is opened
  /// @throws IllegalArgumentException if there are no paths
  public <U> Pipeline<U> route(ToIntFunction<? super T> router, List<Function<Pipeline<T>, Pipeline<U>>> paths) {
    return new Routing<T, U>(router, paths).route(this);
  }

  /// The members of each batch go on the paths that `router` says, one number for each; each path is given its part of
  /// every batch, and the parts come together again in the order of the paths. A batch of which nothing is left is left out;
  /// one of which a part fails, fails.
  ///
  /// @param paths each makes a list of a list
  /// @throws IllegalArgumentException if there are no paths
  public static <E, U> Pipeline<List<U>> routeBatches(
      Pipeline<List<E>> batches,
      Function<? super List<E>, int[]> router,
      List<Function<? super List<E>, ? extends List<? extends U>>> paths,
      StageOptions options) {
    return new BatchRouting<E, U>(router, paths).route(batches, options);
  }

  // What is kept or waits.

  /// Keeps the items of the first epoch in memory when they are first read, and gives them in every epoch: what comes before
  /// is done once, and random only once. All loaders of this pipeline share them. A pipeline that is resumed in another
  /// process reads them again from the beginning. What fails, fails where it is read for the first time, in a later epoch
  /// maybe, and in another process once more.
  ///
  /// @param maxItems how many there are at most; if there are more, that is a fault
  /// @throws IllegalArgumentException if `maxItems` is less than 1, or the order of the items is not determined
  public Pipeline<T> cache(int maxItems) {
    return then(new CacheStage<>(stage, maxItems));
  }

  /// Keeps the items of the first epoch in a file of a folder when they are first read, and gives them in every epoch, of this
  /// and of later runs: what comes before is done once, and random only once. Its form is in `docs/reference/cache-file.md`.
  ///
  /// The file appears when an epoch has been read from its beginning to its end; whoever stops before leaves none. Items that
  /// an answer to errors leaves out are not in it. A cache of another plan, dataset, version or form is refused with a
  /// [dev.sheaf.stage.CacheMismatchException] when the pipeline is opened. Each item is checked when it is read: one that was
  /// damaged since is a fault of the stage `cache` that one can go on behind. Where the disk is full, the epoch ends with a
  /// fault of that stage, and no file is left; from a checkpoint taken then the rest is read without writing. Loaders may
  /// share a folder: each that finds no file writes one, and the first that is complete stays.
  ///
  /// @param folder has this cache and no other; it is made where it is missing
  /// @param version says what the functions before it make, since nothing else can tell: say another when they change
  /// @param codec how items are written, such as [ItemCodec#arrays(Class)]
  /// @throws IllegalArgumentException if the order of the items is not determined
  public Pipeline<T> cache(Path folder, String version, ItemCodec<T> codec) {
    return then(new DiskCacheStage<>(stage, folder, version, codec));
  }

  /// Up to `items` items wait here, made ahead by a thread of their own.
  ///
  /// @throws IllegalArgumentException if `items` is less than 1
  public Pipeline<T> prefetch(int items) {
    return then(new PrefetchStage<>(stage, settings.withPrefetch(items).prefetch()));
  }

  /// As many items wait here as have `bytes` bytes together, and at most one more, made ahead by a thread of their own:
  /// another is drawn as soon as those that wait have fewer. What an item has is known of arrays, batches, texts, buffers and
  /// primitive arrays, and of lists, maps and [Optional]s of these; other items are a fault that ends the epoch: say
  /// [#prefetchBytes(long, ToLongFunction)].
  ///
  /// Items that are in the making are not counted: where the order is arithmetic, one for each thread and one more.
  ///
  /// @throws IllegalArgumentException if `bytes` is less than 1
  public Pipeline<T> prefetchBytes(long bytes) {
    return prefetchBytes(bytes, ItemBytes::of);
  }

  /// As [#prefetchBytes(long)], with a measure: of tokens, of pixels, of memory that only the caller knows.
  ///
  /// @param measure how much an item has, 0 or more, which is taken for 1; is called once for each item, by one thread. If it
  ///     fails, that is a fault that ends the epoch
  /// @throws IllegalArgumentException if `bytes` is less than 1
  public Pipeline<T> prefetchBytes(long bytes, ToLongFunction<? super T> measure) {
    return then(PrefetchStage.ofBytes(stage, bytes, measure));
  }

  /// No more than so many items a second. What was not used of a second is not saved up.
  ///
  /// @throws IllegalArgumentException if the rate is not above 0, or above 1e9
  public Pipeline<T> rate(double itemsPerSecond) {
    return then(new RateStage<>(stage, itemsPerSecond));
  }

  // How it runs: what is said last holds, for the whole, wherever it is written.

  /// Up to `count` threads work at once. The default is as many as the machine has cores.
  ///
  /// @param count from 1 to 1024
  /// @throws IllegalArgumentException if `count` is out of range
  public Pipeline<T> threads(int count) {
    return with(settings.withThreads(count));
  }

  /// The consumer waits no longer than so for an item: then it is told by an [ItemTimeoutException] which functions do not come
  /// back, and what they are doing. Nothing is lost: it may wait again.
  ///
  /// @throws IllegalArgumentException if the time is not positive
  public Pipeline<T> timeout(Duration most) {
    return with(settings.withTimeout(most));
  }

  /// Refuses to be opened where the items that are held at once would have more than `bytes` bytes together, as far as
  /// [#memoryPlan()] knows. What it does not know is not counted: the plan says so. Without a budget nothing is refused.
  ///
  /// @throws IllegalArgumentException if `bytes` is less than 1
  public Pipeline<T> memoryBudget(long bytes) {
    return with(settings.withMemoryBudget(bytes));
  }

  /// What becomes of items that could not be made by stages that say nothing themselves, wherever it is written; all
  /// these share its limit. By default the run ends.
  ///
  /// A batch goes on without items that are left out of it. An item that is left out is counted in the [Ledger].
  public Pipeline<T> onError(OnError answer) {
    return with(settings.onError(answer));
  }

  /// What becomes of items that the stages of one name could not make, with a limit of their own: `map`, `filter`,
  /// `bucketByLength`, `read`, or the name that a stage was given.
  ///
  /// @throws IllegalArgumentException if the stages of this name have another answer already
  public Pipeline<T> onError(String stageName, OnError answer) {
    return with(settings.onError(stageName, answer));
  }

  /// Keeps statistics for each station: see [DataLoader#stats()]. It costs a look at the clock or two for each block of
  /// items; without it, nothing.
  public Pipeline<T> withStats() {
    return with(settings.withStats());
  }

  /// Tells a listener how far the loader has got, every so often, on a thread of its own.
  ///
  /// @throws IllegalArgumentException if the time is not positive
  public Pipeline<T> withProgress(Duration every, Consumer<? super Progress> listener) {
    return with(settings.withProgress(every, listener));
  }

  /// What the loader knows of time, for tests.
  Pipeline<T> time(Time time) {
    return with(settings.withTime(time));
  }

  // What it is.

  /// The same items on the item plane, whichever they are on: what is written next sees one after the other.
  public Pipeline<T> items() {
    return this;
  }

  /// How many items an epoch has, if none is left out because it failed: exactly, or [Stage#UNBOUNDED], or [Stage#UNKNOWN]
  /// where only running tells.
  public long size() {
    return stage.size();
  }

  /// How much memory the items take that a loader holds at once. Nothing is read for it.
  public MemoryPlan memoryPlan() {
    return new Opening<>(stage, settings).memoryPlan();
  }

  /// Whether and how the items of an epoch come to an end.
  public Finitude finitude() {
    return stage.finitude();
  }

  /// The order in words, as it stands in a checkpoint: `shuffle(42).shard(0, 2).batch(4)`. What does not decide which
  /// items come when (functions, threads, prefetch) does not stand in it.
  @Override
  public String toString() {
    return stage.toString();
  }

  // Running it.

  /// Starts at the beginning: the first items are made from now on.
  ///
  /// @throws MemoryBudgetException if it would hold more than its [budget][#memoryBudget(long)]
  public DataLoader<T> open() {
    return new Opening<>(stage, settings).open();
  }

  /// Starts where a checkpoint was taken. Where the order is arithmetic this costs the same at any place; else what the
  /// stages held back is read again. Threads, how much is prefetched, and mapped functions may be others than they were;
  /// where something is prefetched may not, but for the end of the pipeline.
  ///
  /// @throws CheckpointMismatchException if the checkpoint was taken from another schema, dataset or order, or from a
  ///     place that this pipeline does not have
  public DataLoader<T> resume(Checkpoint checkpoint) {
    return new Opening<>(stage, settings).resume(checkpoint);
  }

  /// Starts where a checkpoint of another mixture was taken: parts that it has go on, by name, others begin, and the
  /// proportions are those of this one from there on.
  ///
  /// @throws IllegalStateException if this is no mixture, or something comes behind it
  /// @throws CheckpointMismatchException if the checkpoint is not one of a mixture, or a part of the same name was another
  public DataLoader<T> remix(Checkpoint checkpoint) {
    return new Opening<>(stage, settings).remix(checkpoint);
  }

  // How it is put together.

  /// What comes before, for stages to be put behind.
  final Stage<T> stage() {
    return stage;
  }

  final Settings settings() {
    return settings;
  }

  private Pipeline<T> with(Settings other) {
    return new Pipeline<>(stage, other);
  }

  /// One stage more.
  <U> Pipeline<U> then(Stage<U> next) {
    return new Pipeline<>(next, settings);
  }

  /// One stage more that calls a function, one call after the other.
  ///
  /// @param next makes the stage of its name
  private <U> Pipeline<U> then(String method, StageOptions options, Function<String, Stage<U>> next) {
    Settings.requireSequential(method, options);
    return calling(method, options, next);
  }

  /// One stage more that calls a function, several times at once if the options say so.
  private <U> Pipeline<U> calling(String method, StageOptions options, Function<String, Stage<U>> next) {
    String name = settings.name(method, options);
    return new Pipeline<>(next.apply(name), settings.with(name, options));
  }
}
