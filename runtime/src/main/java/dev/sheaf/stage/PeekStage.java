package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Footprint;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The items as they are, each shown to a function on its way.
public final class PeekStage<T> extends DerivedStage<T, T> {
  private final String name;
  private final Consumer<? super T> consumer;

  /// @param name what errors call it
  public PeekStage(Stage<T> upstream, String name, Consumer<? super T> consumer) {
    super(upstream);
    this.name = name;
    this.consumer = consumer;
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    return new EachCursor<T, T>(upstream.open(run, epoch, from), run, name) {
      @Override
      boolean take(T next) {
        consumer.accept(next);
        return true;
      }

      @Override
      public T item() {
        return upstream.item();
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
    return upstream.footprint();
  }

  @Override
  public String toString() {
    return upstream.toString();
  }
}
