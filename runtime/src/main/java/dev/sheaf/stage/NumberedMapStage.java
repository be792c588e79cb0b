package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.IndexedFunction;
import dev.sheaf.random.PositionRandom;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What a function makes of each item and of its number in the epoch, one after the other, on the thread that draws.
public final class NumberedMapStage<S, T> extends DerivedStage<S, T> {
  private static final String NAME = "numbered";

  private final String name;
  private final LongFunction<IndexedFunction<? super S, ? extends T>> functions;
  private final String words;

  private NumberedMapStage(
      Stage<S> upstream,
      String name,
      LongFunction<IndexedFunction<? super S, ? extends T>> functions,
      String words) {
    super(upstream);
    this.name = name;
    this.functions = functions;
    this.words = words;
  }

  /// A function of the item and its number.
  ///
  /// @param name what errors call it
  public static <S, T> NumberedMapStage<S, T> withIndex(
      Stage<S> upstream, String name, IndexedFunction<? super S, ? extends T> function) {
    return new NumberedMapStage<>(upstream, name, _ -> function, upstream.toString());
  }

  /// A function of the item and of the random numbers that belong to the seed, the epoch and the item's number.
  ///
  /// @param name what errors call it
  /// @param seed 0 or more
  /// @throws IllegalArgumentException if the seed is negative
  public static <S, T> NumberedMapStage<S, T> random(
      Stage<S> upstream, String name, BiFunction<? super S, ? super RandomGenerator, ? extends T> function, long seed) {
    if (seed < 0) {
      throw new IllegalArgumentException("expected a seed of 0 or more, found " + seed);
    }
    LongFunction<IndexedFunction<? super S, ? extends T>> functions =
        epoch -> {
          PositionRandom random = PositionRandom.of(seed);
          return (index, item) -> function.apply(item, random.at(epoch, index));
        };
    return new NumberedMapStage<>(upstream, name, functions, then(upstream, "randomMap(" + seed + ")"));
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    State state = from == null ? null : from.require(NAME, 1, 1);
    IndexedFunction<? super S, ? extends T> function = functions.apply(epoch);
    return new EachCursor<S, T>(
        upstream.open(run, epoch, state == null ? null : state.parts().getFirst()), run, name) {
      private long next = state == null ? 0 : state.number(0);
      private @Nullable T item;

      @Override
      boolean take(S each) throws Exception {
        item = Objects.requireNonNull(function.apply(next++, each), "the function gave no value");
        return true;
      }

      @Override
      public T item() {
        return Objects.requireNonNull(item);
      }

      @Override
      public State place() {
        return State.over(upstream.place(), NAME, next - 1);
      }

      @Override
      public State state() {
        return State.over(upstream.state(), NAME, next);
      }
    };
  }

  @Override
  public long size() {
    return upstream.size();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return words;
  }
}
