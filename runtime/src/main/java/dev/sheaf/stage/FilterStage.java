package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The items that a predicate holds for.
public final class FilterStage<T> extends DerivedStage<T, T> {
  private final String name;
  private final Predicate<? super T> predicate;

  /// @param name what errors and the ledger call it
  public FilterStage(Stage<T> upstream, String name, Predicate<? super T> predicate) {
    super(upstream);
    this.name = name;
    this.predicate = predicate;
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    return new DerivedCursor<T, T>(upstream.open(run, epoch, from)) {
      private final Tally calls = run.tally(name, Tally.Kind.CALLED);
      private final Tally dropped = run.tally(name, Tally.Kind.DROPPED);

      @Override
      public boolean advance() {
        while (upstream.advance()) {
          calls.add();
          try {
            if (predicate.test(upstream.item())) {
              return true;
            }
            dropped.add();
          } catch (Exception e) {
            run.leaveOut(new Fault(name, upstream.row(), e).about(upstream.item()));
          }
          run.check();
        }
        return false;
      }

      @Override
      public T item() {
        return upstream.item();
      }

      @Override
      public long row() {
        return upstream.row();
      }
    };
  }

  @Override
  public long size() {
    return UNKNOWN;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return then(upstream, "filter()");
  }
}
