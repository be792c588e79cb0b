package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a function makes of each item, one after the other, on the thread that draws.
public final class MapStage<S, T> extends DerivedStage<S, T> {
  private final String name;
  private final Function<? super S, ? extends T> function;

  /// @param name what errors call it
  public MapStage(Stage<S> upstream, String name, Function<? super S, ? extends T> function) {
    super(upstream);
    this.name = name;
    this.function = function;
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    return new DerivedCursor<S, T>(upstream.open(run, epoch, from)) {
      private final Tally calls = run.tally(name, Tally.Kind.CALLED);
      private @Nullable T item;

      @Override
      public boolean advance() {
        while (upstream.advance()) {
          calls.add();
          try {
            item = Objects.requireNonNull(function.apply(upstream.item()), "the function gave no value");
            return true;
          } catch (Exception e) {
            run.leaveOut(new Fault(name, upstream.row(), e).about(upstream.item()));
            run.check();
          }
        }
        return false;
      }

      @Override
      public T item() {
        return Objects.requireNonNull(item);
      }

      @Override
      public long row() {
        return upstream.row();
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
    return upstream.toString();
  }
}
