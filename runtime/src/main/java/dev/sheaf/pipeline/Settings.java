package dev.sheaf.pipeline;

import dev.sheaf.engine.Time;
import dev.sheaf.stage.OnError;
import dev.sheaf.stage.Policies;
import dev.sheaf.stage.StageOptions;
import java.time.Duration;
import java.util.function.Consumer;

/// What is said about how a pipeline runs, and not about what comes out.
///
/// @param threads how many tasks are worked on at once; 0 where nothing was said
/// @param prefetch how many items wait for the consumer at most; 0 where nothing was said
/// @param policies what becomes of items that could not be made
/// @param observed what is told about it while it runs
/// @param timeoutNanos how long the consumer waits for an item; 0 for as long as it takes
/// @param memoryBudget how many bytes the items may have that are held at once; 0 where nothing was said
record Settings(
    int threads, int prefetch, Policies policies, Observed observed, long timeoutNanos, long memoryBudget) {
  /// More than any machine has cores: a larger number is a mistake.
  private static final int MAX_THREADS = 1024;

  static final Settings DEFAULT = new Settings(0, 0, Policies.FAIL, Observed.NOTHING, 0, 0);

  Settings withThreads(int count) {
    if (count < 1 || count > MAX_THREADS) {
      throw new IllegalArgumentException("expected 1 to %d threads, found %d".formatted(MAX_THREADS, count));
    }
    return new Settings(count, prefetch, policies, observed, timeoutNanos, memoryBudget);
  }

  Settings withPrefetch(int items) {
    if (items < 1) {
      throw new IllegalArgumentException("expected a prefetch of 1 or more, found " + items);
    }
    return new Settings(threads, items, policies, observed, timeoutNanos, memoryBudget);
  }

  Settings withPolicies(Policies others) {
    return new Settings(threads, prefetch, others, observed, timeoutNanos, memoryBudget);
  }

  /// With an answer for stages that have none of their own.
  Settings onError(OnError answer) {
    return withPolicies(policies.others(answer));
  }

  /// With an answer for stages of a name.
  Settings onError(String stage, OnError answer) {
    return withPolicies(policies.own(stage, answer));
  }

  Settings withStats() {
    return withObserved(observed.withStations());
  }

  Settings withProgress(Duration every, Consumer<? super Progress> listener) {
    return withObserved(observed.withListener(every, listener));
  }

  Settings withTime(Time time) {
    return withObserved(observed.withTime(time));
  }

  private Settings withObserved(Observed other) {
    return new Settings(threads, prefetch, policies, other, timeoutNanos, memoryBudget);
  }

  Settings withTimeout(Duration most) {
    if (!most.isPositive()) {
      throw new IllegalArgumentException("expected a time above 0, found " + most);
    }
    return new Settings(threads, prefetch, policies, observed, Waiting.nanos(most), memoryBudget);
  }

  Settings withMemoryBudget(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("expected a memory budget of 1 byte or more, found " + bytes);
    }
    return new Settings(threads, prefetch, policies, observed, timeoutNanos, bytes);
  }

  /// What a stage is called: as its options say, or as the method that makes it. One that says itself what becomes of its
  /// items must not be taken for another.
  String name(String method, StageOptions options) {
    if (options.name().isPresent() || options.onError().isEmpty()) {
      return options.name().orElse(method);
    }
    int number = 1;
    while (policies.isOwn(method + "#" + number)) {
      number++;
    }
    return method + "#" + number;
  }

  /// Refuses what is said of several calls at once, for methods that make one after the other.
  ///
  /// @throws IllegalArgumentException if the options say where or how often at once a function is called, or for how long
  static void requireSequential(String method, StageOptions options) {
    if (!options.isSequential()) {
      throw new IllegalArgumentException(
          "expected no more than a name and an answer to errors for %s, found %s and %s; only map, mapOptional, mapAsync and flatMap take these"
              .formatted(method, options.concurrency(), options.timeout()));
    }
  }

  /// With a stage of this name.
  ///
  /// @throws IllegalArgumentException if stages of this name have another answer to errors already
  Settings with(String stage, StageOptions options) {
    return options.onError().map(answer -> onError(stage, answer)).orElse(this);
  }

  /// What is said of two pipelines that become one: the more threads, both their answers to errors, the smaller budget,
  /// and nothing about what waits for the consumer.
  ///
  /// @throws IllegalArgumentException if they answer differently for stages of one name
  Settings with(Settings other) {
    return new Settings(
        Math.max(threads, other.threads),
        0,
        policies.and(other.policies),
        observed.and(other.observed),
        Math.max(timeoutNanos, other.timeoutNanos),
        smaller(memoryBudget, other.memoryBudget));
  }

  private static long smaller(long budget, long other) {
    return budget == 0 || other == 0 ? Math.max(budget, other) : Math.min(budget, other);
  }

  /// How many tasks are worked on at once.
  int workers() {
    return threads > 0 ? threads : Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS);
  }
}
