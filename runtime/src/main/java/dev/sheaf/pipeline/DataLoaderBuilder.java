package dev.sheaf.pipeline;

import dev.sheaf.stage.OnError;
import dev.sheaf.stage.StageOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// The pipeline that most loaders are, as one recipe: a source, what is done to each item, how many make a batch, what is
/// done to each batch, and how it gets to where it is used. Immutable; what is said about threads and order holds for the
/// whole, wherever it is said.
///
/// ```java
/// try (DataLoader<Tensor> loader =
///     DataLoader.of(Pipeline.from("scans", scans))
///         .preprocess(this::decode)
///         .batch(32, Remainder.DROP)
///         .aggregate(this::stack)
///         .transfer(this::toDevice)
///         .threads(8)
///         .open()) {
///   for (Tensor batch : loader) {
///     train(batch);
///   }
/// }
/// ```
///
/// @param <T> what comes out
public final class DataLoaderBuilder<T> {
  private final Function<Plan, Pipeline<T>> steps;
  private final Plan plan;

  /// What is said about the whole.
  ///
  /// @param threads how many threads work at once, and how many calls of each function are in progress
  /// @param buffer how many items wait for the consumer
  /// @param isOrdered whether items come in the order of the source
  private record Plan(int threads, int buffer, boolean isOrdered, OnError onError, Duration timeout) {
    StageOptions options(String name) {
      StageOptions options = StageOptions.parallel(threads).as(name);
      return isOrdered ? options : options.unordered();
    }
  }

  private DataLoaderBuilder(Function<Plan, Pipeline<T>> steps, Plan plan) {
    this.steps = steps;
    this.plan = plan;
  }

  static <T> DataLoaderBuilder<T> of(Pipeline<T> source) {
    int threads = Settings.DEFAULT.workers();
    return new DataLoaderBuilder<>(_ -> source, new Plan(threads, 3, true, OnError.fail(), Duration.ZERO));
  }

  private <U> DataLoaderBuilder<U> then(Step<T, U> step) {
    return new DataLoaderBuilder<>(all -> step.apply(steps.apply(all), all), plan);
  }

  private interface Step<T, U> {
    Pipeline<U> apply(Pipeline<T> before, Plan plan);
  }

  private DataLoaderBuilder<T> with(Plan other) {
    return new DataLoaderBuilder<>(steps, other);
  }

  /// What is done to each item of the source, by as many threads as there are.
  public <U> DataLoaderBuilder<U> preprocess(Function<? super T, ? extends U> function) {
    return then((before, all) -> before.map(function, all.options("preprocess")));
  }

  /// So many items make a batch, as a list.
  ///
  /// @throws IllegalArgumentException if `size` is less than 1
  public DataLoaderBuilder<List<T>> batch(int size, Remainder remainder) {
    if (size < 1) {
      throw new IllegalArgumentException("expected a batch of 1 item or more, found " + size);
    }
    return then((before, _) -> before.bucket(size, remainder));
  }

  /// What is done to each batch, by as many threads as there are.
  public <U> DataLoaderBuilder<U> aggregate(Function<? super T, ? extends U> function) {
    return then((before, all) -> before.map(function, all.options("aggregate")));
  }

  /// How a batch gets to where it is used: one at a time.
  public <U> DataLoaderBuilder<U> transfer(Function<? super T, ? extends U> function) {
    return then((before, _) -> before.map(function, StageOptions.parallel(1).as("transfer")));
  }

  /// How many threads work at once. The default is as many as the machine has cores.
  ///
  /// @throws IllegalArgumentException if `count` is out of range
  public DataLoaderBuilder<T> threads(int count) {
    Settings.DEFAULT.withThreads(count);
    return with(new Plan(count, plan.buffer(), plan.isOrdered(), plan.onError(), plan.timeout()));
  }

  /// How many items wait for the consumer. The default is 3.
  ///
  /// @throws IllegalArgumentException if `items` is less than 1
  public DataLoaderBuilder<T> buffer(int items) {
    Settings.DEFAULT.withPrefetch(items);
    return with(new Plan(plan.threads(), items, plan.isOrdered(), plan.onError(), plan.timeout()));
  }

  /// Items come as they are ready, and not in the order of the source.
  public DataLoaderBuilder<T> unordered() {
    return with(new Plan(plan.threads(), plan.buffer(), false, plan.onError(), plan.timeout()));
  }

  /// What becomes of items and batches that could not be made. By default the run ends.
  public DataLoaderBuilder<T> onError(OnError answer) {
    return with(new Plan(plan.threads(), plan.buffer(), plan.isOrdered(), answer, plan.timeout()));
  }

  /// The consumer waits no longer for an item; see [Pipeline#timeout(Duration)].
  ///
  /// @throws IllegalArgumentException if the time is not positive
  public DataLoaderBuilder<T> timeout(Duration most) {
    Settings.DEFAULT.withTimeout(most);
    return with(new Plan(plan.threads(), plan.buffer(), plan.isOrdered(), plan.onError(), most));
  }

  /// The pipeline that this is a recipe for.
  public Pipeline<T> pipeline() {
    Pipeline<T> pipeline = steps.apply(plan).threads(plan.threads()).onError(plan.onError());
    return (plan.timeout().isZero() ? pipeline : pipeline.timeout(plan.timeout())).prefetch(plan.buffer());
  }

  /// Starts at the beginning.
  public DataLoader<T> open() {
    return pipeline().open();
  }
}
