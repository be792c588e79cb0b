package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.stage.Run;
import dev.sheaf.stage.Stage;
import org.jspecify.annotations.Nullable;

/// A stage whose items are made ahead by other threads than the one that draws them.
///
/// @param <T> the items
public abstract class AheadStage<T> extends Stage<T> {
  /// Only [Workers] can run it.
  @Override
  public abstract AheadCursor<T> open(Run run, long epoch, @Nullable State from);
}
