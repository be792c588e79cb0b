package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The items as they are, each shown to a function on its way.
public final class PeekStage<T> extends Stage<T> {
  private static final String NAME = "peek";

  private final Stage<T> upstream;
  private final Consumer<? super T> consumer;

  public PeekStage(Stage<T> upstream, Consumer<? super T> consumer) {
    this.upstream = upstream;
    this.consumer = consumer;
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    return new DerivedCursor<T, T>(upstream.open(run, epoch, from)) {
      @Override
      public boolean advance() {
        while (upstream.advance()) {
          try {
            consumer.accept(upstream.item());
            return true;
          } catch (Exception e) {
            run.leaveOut(new Fault(NAME, -1, e));
            run.check();
          }
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
    return upstream.size();
  }

  @Override
  public List<Stage<?>> upstream() {
    return List.of(upstream);
  }

  @Override
  public String toString() {
    return upstream.toString();
  }
}
