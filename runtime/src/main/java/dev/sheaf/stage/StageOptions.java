package dev.sheaf.stage;

import dev.sheaf.stage.Concurrency.Threads;
import java.time.Duration;
import java.util.Optional;

/// What can be said about one stage: its name, where and how often at once its function is called, and what becomes of
/// items that it could not make. Every method of a pipeline that is handed a function of the user's takes it as a last
/// argument; where calls must come one after the other, one that says otherwise is refused.
///
/// ```java
/// pipeline
///     .map(this::download, StageOptions.blocking(32).unordered().as("download").timeout(Duration.ofSeconds(30)))
///     .map(this::decode, StageOptions.parallel(8).onError(OnError.skipUpTo(100)))
///     .batch(32, this::stack, Remainder.KEEP, StageOptions.named("stack"));
/// ```
///
/// @param name what errors, the ledger and the statistics call it; empty for the name of the method that made it
/// @param onError what becomes of items that it could not make; empty for what the pipeline says
/// @param concurrency where its function is called, and how many calls are in progress at once
/// @param timeout how long one call may take; empty for as long as it likes
public record StageOptions(
    Optional<String> name, Optional<OnError> onError, Concurrency concurrency, Optional<Duration> timeout) {
  /// Nothing: one call after the other, by the thread that draws.
  public static final StageOptions DEFAULT =
      new StageOptions(Optional.empty(), Optional.empty(), Concurrency.SEQUENTIAL, Optional.empty());

  /// @throws IllegalArgumentException if the name is blank, or the time is not positive
  public StageOptions {
    if (name.isPresent() && name.get().isBlank()) {
      throw new IllegalArgumentException("expected a name, found \"%s\"".formatted(name.get()));
    }
    if (timeout.isPresent() && !timeout.get().isPositive()) {
      throw new IllegalArgumentException("expected a time above 0, found " + timeout.get());
    }
  }

  /// A stage of this name. Stages of the same name are one in the ledger, and one says what becomes of the items of all.
  ///
  /// @throws IllegalArgumentException if the name is blank
  public static StageOptions named(String name) {
    return DEFAULT.as(name);
  }

  /// Up to `calls` calls at once on the loader's pool, for functions that keep a core busy: never more than the pipeline
  /// has threads. Such a function must not wait for another call.
  ///
  /// @throws IllegalArgumentException if `calls` is not from 1 to 65,536
  public static StageOptions parallel(int calls) {
    return DEFAULT.with(new Concurrency(Threads.POOL, calls, true));
  }

  /// Up to `calls` calls at once, each on a virtual thread, for functions that wait: for storage, for a service, for one
  /// another.
  ///
  /// @throws IllegalArgumentException if `calls` is not from 1 to 65,536
  public static StageOptions blocking(int calls) {
    return DEFAULT.with(new Concurrency(Threads.VIRTUAL, calls, true));
  }

  /// The same, under a name.
  ///
  /// @throws IllegalArgumentException if the name is blank
  public StageOptions as(String newName) {
    return new StageOptions(Optional.of(newName), onError, concurrency, timeout);
  }

  /// The same, but for items that it could not make.
  public StageOptions onError(OnError answer) {
    return new StageOptions(name, Optional.of(answer), concurrency, timeout);
  }

  /// The same, but results come as they are ready, and not in the order of the items: a slow one holds nobody up. Which
  /// order that is depends on time. A checkpoint says which items have come, so that none is lost or comes twice.
  ///
  /// The ledger of a resumed loader is that of one without interruption, but where another stage with a thread of its own
  /// draws on: one that calls several at once, a prefetch, a route. If the last thing that such a stage passed on before the
  /// checkpoint was an item left out, then of those left out behind the last item another may come first the next time, and
  /// be taken for it: in the lines of the two stages one more and one less may stand. Where a cursor is, is only defined
  /// between its items, so that no state can tell them apart.
  ///
  /// @throws IllegalStateException if calls are made one after the other: their results are ready in order
  public StageOptions unordered() {
    if (concurrency.threads() == Threads.DRAWING) {
      throw new IllegalStateException(
          "expected parallel(n) or blocking(n) before unordered(), found calls one after the other");
    }
    return with(concurrency.unordered());
  }

  /// The same, but a call may not take longer. If one does while the consumer waits, the consumer is told so, with the
  /// name of the stage and what the thread of the call is doing. The call is left running and nothing is lost: the
  /// consumer may wait again.
  ///
  /// @throws IllegalArgumentException if the time is not positive
  public StageOptions timeout(Duration most) {
    return new StageOptions(name, onError, concurrency, Optional.of(most));
  }

  private StageOptions with(Concurrency other) {
    return new StageOptions(name, onError, other, timeout);
  }

  /// How long a call may take, in nanoseconds; 0 for as long as it likes.
  public long timeoutNanos() {
    return timeout.map(most -> most.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0 ? most.toNanos() : 0).orElse(0L);
  }

  /// Whether nothing was said that needs other threads than the one that draws.
  public boolean isSequential() {
    return concurrency.threads() == Threads.DRAWING && timeout.isEmpty();
  }
}
