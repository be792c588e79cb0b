package dev.sheaf.pipeline;

import dev.sheaf.checkpoint.State;
import dev.sheaf.stage.Cursor;
import dev.sheaf.stage.Run;
import dev.sheaf.stage.Stage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A stage that moves on as a test wants it to, and says of itself what the stage before it says.
final class AlteredStage extends Stage<Long> {
  /// How a cursor moves on to the next item.
  interface Advance {
    /// Moves on; false if there is no further item.
    ///
    /// @param before gives the items
    boolean advance(Run run, Cursor<Long> before);
  }

  private final Stage<Long> upstream;
  private final Advance advance;

  private AlteredStage(Stage<Long> upstream, Advance advance) {
    this.upstream = upstream;
    this.advance = advance;
  }

  static Pipeline<Long> behind(Pipeline<Long> pipeline, Advance advance) {
    return pipeline.then(new AlteredStage(pipeline.stage(), advance));
  }

  @Override
  public Cursor<Long> open(Run run, long epoch, @Nullable State from) {
    Cursor<Long> before = upstream.open(run, epoch, from);
    return new Cursor<>() {
      @Override
      public boolean advance() {
        return advance.advance(run, before);
      }

      @Override
      public Long item() {
        return before.item();
      }

      @Override
      public State state() {
        return before.state();
      }

      @Override
      public State place() {
        return before.place();
      }

      @Override
      public boolean isReady() {
        return before.isReady();
      }

      @Override
      public void close() {
        before.close();
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
    return then(upstream, "altered()");
  }
}
