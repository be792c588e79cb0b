package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Footprint;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a function makes of each item, one after the other, on the thread that draws.
public final class MapStage<S, T> extends DerivedStage<S, T> {
  private final String name;
  private final Function<? super S, ? extends T> function;
  private final Footprint footprint;

  /// @param name what errors call it
  public MapStage(Stage<S> upstream, String name, Function<? super S, ? extends T> function) {
    this(upstream, name, function, Footprint.UNKNOWN);
  }

  /// @param name what errors call it
  /// @param footprint how many bytes that has which the function makes
  public MapStage(Stage<S> upstream, String name, Function<? super S, ? extends T> function, Footprint footprint) {
    super(upstream);
    this.name = name;
    this.function = function;
    this.footprint = footprint;
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    return new EachCursor<S, T>(upstream.open(run, epoch, from), run, name) {
      private @Nullable T item;

      @Override
      boolean take(S next) {
        item = Objects.requireNonNull(function.apply(next), "the function gave no value");
        return true;
      }

      @Override
      public T item() {
        return Objects.requireNonNull(item);
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
  public Footprint footprint() {
    return footprint;
  }

  @Override
  public String toString() {
    return upstream.toString();
  }
}
