package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Footprint;
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
    return new EachCursor<T, T>(upstream.open(run, epoch, from), run, name) {
      private final Tally dropped = run.tally(name, Tally.Kind.DROPPED);

      @Override
      boolean take(T next) {
        boolean holds = predicate.test(next);
        dropped.add(holds ? 0 : 1);
        return holds;
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
  public String name() {
    return name;
  }

  @Override
  public Footprint footprint() {
    return upstream.footprint();
  }

  @Override
  public String toString() {
    return then(upstream, "filter()");
  }
}
