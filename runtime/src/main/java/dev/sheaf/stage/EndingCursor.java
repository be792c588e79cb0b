package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Draws for a stage that still gives items when there are none to draw any more. Its state says that it has been at the
/// end, so that nobody looks for it again, and counts again what is left out on the way there.
///
/// @param <T> the items
final class EndingCursor<T> extends Cursor<T> {
  private static final State END = State.of("end");

  /// Null where it was opened at the end.
  private final @Nullable Cursor<T> cursor;

  private boolean ended;

  private EndingCursor(@Nullable Cursor<T> cursor) {
    this.cursor = cursor;
    this.ended = cursor == null;
  }

  /// Opens a stage where such a cursor was, or at its beginning.
  static <T> EndingCursor<T> open(Stage<T> stage, Run run, long epoch, @Nullable State from) {
    return new EndingCursor<>(END.equals(from) ? null : stage.open(run, epoch, from));
  }

  private Cursor<T> cursor() {
    return Objects.requireNonNull(cursor, "nothing is left to draw");
  }

  @Override
  public boolean advance() {
    if (!ended) {
      ended = !cursor().advance();
    }
    return !ended;
  }

  @Override
  public T item() {
    return cursor().item();
  }

  @Override
  public State state() {
    return ended ? END : cursor().state();
  }

  @Override
  public State place() {
    return cursor().place();
  }

  @Override
  public long row() {
    return cursor().row();
  }

  @Override
  public boolean isReady() {
    return ended || cursor().isReady();
  }

  @Override
  public void close() {
    if (cursor != null) {
      cursor.close();
    }
  }
}
