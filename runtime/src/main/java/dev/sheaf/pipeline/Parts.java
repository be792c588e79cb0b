package dev.sheaf.pipeline;

import dev.sheaf.order.ConcatenatedSamples;
import dev.sheaf.order.InterleavedSamples;
import dev.sheaf.order.MixedSamples;
import dev.sheaf.order.PickedSamples;
import dev.sheaf.order.Samples;
import dev.sheaf.order.ZippedSamples;
import dev.sheaf.stage.Policies;
import dev.sheaf.stage.StageOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongToIntFunction;
import java.util.function.LongUnaryOperator;

/// Several pipelines on the index plane, to be made into one that is on it too.
///
/// ```java
/// Parts.of(books, articles, code).mix(2, 1, 1).batch(32, collator)
/// ```
///
/// Threads and prefetch are those of the first part, until something else is said; what becomes of items that could not be
/// made is what was said of any part.
///
/// @param <T> the items that all parts have in common
public final class Parts<T> {
  private final List<IndexedPipeline<? extends T>> pipelines;

  private Parts(List<IndexedPipeline<? extends T>> pipelines) {
    this.pipelines = pipelines;
  }

  /// These parts, in this order.
  @SafeVarargs
  public static <T> Parts<T> of(IndexedPipeline<? extends T>... parts) {
    List<IndexedPipeline<? extends T>> list = new ArrayList<>();
    for (IndexedPipeline<? extends T> part : parts) {
      list.add(part);
    }
    return of(list);
  }

  /// These parts, in this order.
  public static <T> Parts<T> of(List<? extends IndexedPipeline<? extends T>> parts) {
    return new Parts<>(List.copyOf(parts));
  }

  /// The items of one part after those of another. An epoch of the whole is the same epoch of every part.
  ///
  /// @throws IllegalArgumentException if there are no parts, or one is endless
  public IndexedPipeline<T> concatenate() {
    return then(new ConcatenatedSamples<>(samples()));
  }

  /// Items of all parts in equal proportions, as [#mix(double...)]: so many of each as the smallest has.
  ///
  /// @throws IllegalArgumentException if there are no parts, or one has no items
  public IndexedPipeline<T> mix() {
    return then(new MixedSamples<>(samples()));
  }

  /// Items of all parts in fixed proportions: among any first items, each part has its share, to within one item. An epoch
  /// ends before a part would have to give an item twice; the next goes on in every part where this one ended, so that
  /// over several epochs all items come. The order is Grain's.
  ///
  /// @param weights one for each part, above 0; only their ratio counts, to within 1 in 100 of the smallest
  /// @throws IllegalArgumentException if there are no parts, one has no items, or there is not a weight for each
  public IndexedPipeline<T> mix(double... weights) {
    return then(new MixedSamples<>(samples(), weights));
  }

  /// One item of each part in turn; parts that have ended are passed over, so that every item comes once.
  ///
  /// @throws IllegalArgumentException if there are no parts
  public IndexedPipeline<T> roundRobin() {
    return interleave(1);
  }

  /// `block` items of each part in turn; parts that have ended are passed over, so that every item comes once.
  ///
  /// @throws IllegalArgumentException if there are no parts, or `block` is less than 1
  public IndexedPipeline<T> interleave(long block) {
    return then(new InterleavedSamples<>(samples(), block));
  }

  /// The items at the same position of all parts, as a list.
  ///
  /// @throws IllegalArgumentException if there are no parts, or they are not equally long
  public IndexedPipeline<List<T>> zip() {
    return zip(List::copyOf);
  }

  /// What a function makes of the items at the same position of all parts. It runs on the loader's threads, several at
  /// once, and must not give null. Where a part has no item, there is none.
  ///
  /// @throws IllegalArgumentException if there are no parts, or they are not equally long
  public <U> IndexedPipeline<U> zip(Function<? super List<T>, ? extends U> function) {
    return zip(function, StageOptions.DEFAULT);
  }

  /// As [#zip(Function)], by a stage of which more is said.
  public <U> IndexedPipeline<U> zip(Function<? super List<T>, ? extends U> function, StageOptions options) {
    Settings settings = settings();
    String name = settings.name("zip", options);
    return new IndexedPipeline<>(new ZippedSamples<T, U>(samples(), name, function), settings.with(name, options));
  }

  /// The items that two functions pick: of which part each is, and where it stands there. They are asked for positions as
  /// they come: those of epoch `e` begin at `e * size`.
  ///
  /// @param size how many items an epoch has
  /// @param part the number of a part, for a position; is called by many threads at once
  /// @param position a position in that part, of any epoch, for a position; is called by many threads at once
  /// @throws IllegalArgumentException if there are no parts, or `size` is negative
  public IndexedPipeline<T> pick(long size, LongToIntFunction part, LongUnaryOperator position) {
    return then(new PickedSamples<>(samples(), size, part, position));
  }

  private List<Samples<? extends T>> samples() {
    return pipelines.stream().<Samples<? extends T>>map(IndexedPipeline::samples).toList();
  }

  private <U> IndexedPipeline<U> then(Samples<U> samples) {
    return new IndexedPipeline<>(samples, settings());
  }

  /// Those of the first, with what all say of errors.
  private Settings settings() {
    Policies all = pipelines.stream().map(part -> part.settings().policies()).reduce(Policies.FAIL, Policies::and);
    // Whether there are any is seen to where they are put together.
    return (pipelines.isEmpty() ? Settings.DEFAULT : pipelines.getFirst().settings()).withPolicies(all);
  }
}
