package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The items that a predicate holds for.
public final class FilterStage<T> extends Stage<T> {
  private final Stage<T> upstream;
  private final String name;
  private final Predicate<? super T> predicate;

  /// @param name what errors and the ledger call it
  public FilterStage(Stage<T> upstream, String name, Predicate<? super T> predicate) {
    this.upstream = upstream;
    this.name = name;
    this.predicate = predicate;
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    return new DerivedCursor<T, T>(upstream.open(run, epoch, from)) {
      @Override
      public boolean advance() {
        while (upstream.advance()) {
          try {
            if (predicate.test(upstream.item())) {
              return true;
            }
          } catch (Exception e) {
            run.leaveOut(new Fault(name, -1, e));
          }
          run.check();
        }
        return false;
      }

      @Override
      public T item() {
        return upstream.item();
      }
    };
  }

  @Override
  public long size() {
    return UNKNOWN;
  }

  @Override
  public List<Stage<?>> upstream() {
    return List.of(upstream);
  }

  @Override
  public String toString() {
    return then(upstream, "filter()");
  }
}
