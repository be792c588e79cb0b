package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Footprint;
import dev.sheaf.stage.Run;
import dev.sheaf.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The items of several stages, as they come: in the order in which each has them, and in no certain order between them.
/// It ends when all have ended. One that fails ends without the others, and its failure comes last.
///
/// @param <T> the items
public final class MergeStage<T> extends AheadStage<T> {
  private static final String NAME = "merge";

  private final List<AheadStage<? extends T>> children;

  public MergeStage(List<? extends Stage<? extends T>> children) {
    this.children = children.stream().<AheadStage<? extends T>>map(MergeStage::ahead).toList();
  }

  /// The same, made ahead.
  static <T> AheadStage<T> ahead(Stage<T> child) {
    return child instanceof AheadStage<T> ahead ? ahead : new PrefetchStage<>(child, 0);
  }

  @Override
  public AheadCursor<T> open(Run run, long epoch, @Nullable State from) {
    if (from != null) {
      from.require(NAME, 1, children.size());
    }
    Drawing drawing = Drawing.of(run);
    List<AheadCursor<? extends T>> cursors = new ArrayList<>();
    try {
      for (int i = 0; i < children.size(); i++) {
        cursors.add(open(children.get(i), new Joined(drawing), epoch, from == null ? null : from.parts().get(i)));
      }
    } catch (Throwable e) {
      cursors.forEach(AheadCursor::close);
      throw e;
    }
    return new MergeCursor<>(
        drawing,
        cursors,
        from == null ? MergeCursor.ANY : (int) from.number(0),
        (first, states) ->
            new MergeCursor.Joint(new State(NAME, List.of((long) first), states), Account.EMPTY));
  }

  /// Opens a child, which may have been made ahead otherwise when the checkpoint was taken.
  static <T> AheadCursor<T> open(AheadStage<T> child, Run run, long epoch, @Nullable State from) {
    return (from == null ? child : PrefetchStage.resumed(child, from)).open(run, epoch, from);
  }

  @Override
  public long size() {
    long size = 0;
    for (Stage<?> child : children) {
      if (child.size() == UNBOUNDED) {
        return UNBOUNDED;
      }
      size = size == UNKNOWN || child.size() == UNKNOWN ? UNKNOWN : Math.addExact(size, child.size());
    }
    return size;
  }

  @Override
  public List<Stage<?>> upstream() {
    return List.copyOf(children);
  }

  @Override
  public boolean isDeterministic() {
    return false;
  }

  @Override
  public Footprint footprint() {
    return anyOf(children);
  }

  @Override
  public String toString() {
    return children.stream().map(child -> "[" + child + "]").collect(Collectors.joining(", ", NAME + "(", ")"));
  }
}
