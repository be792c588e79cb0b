package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.stage.Cursor;
import org.jspecify.annotations.Nullable;

/// A cursor whose items other threads make ahead. One thread draws; [#items()], [#reached()] and [#close()] may be
/// called by any.
///
/// Before it waits it looks whether the pipeline is being closed: nobody makes then what it would wait for, and a function of
/// the user's may have kept the interrupt to itself.
///
/// @param <T> the items
public abstract class AheadCursor<T> extends Cursor<T> {
  private volatile Runnable listener = () -> {};

  /// How far the one who draws has got.
  ///
  /// @param items how many items of the epoch it was given since the cursor was opened
  /// @param state where to go on
  /// @param account what was counted until there
  public record Reached(long items, State state, Account account) {}

  /// Whether there is another item; waits for it, or for the end of the epoch. It is not taken: that is [#advance()].
  ///
  /// @param nanos how long to wait at most
  /// @return null if neither came in time
  /// @throws dev.sheaf.stage.FaultException if the item could not be made
  /// @throws java.util.concurrent.CancellationException if the cursor is closed, or the thread interrupted
  public abstract @Nullable Boolean seek(long nanos);

  /// How many items of the epoch were given since the cursor was opened.
  public abstract long items();

  /// The items given, and the state and the account that belong to them.
  public abstract Reached reached();

  /// What was counted by the end of the epoch. Only for the thread that draws, when there is nothing more to draw.
  public abstract Account account();

  /// Nobody looks at the item moved on to any more: its memory may be used again, or freed.
  public void giveBack() {}

  /// Has `newListener` called whenever there may be something to draw that was not there before, by some other thread,
  /// which it must not hold up. To be set before the first item is drawn.
  void onReady(Runnable newListener) {
    listener = newListener;
  }

  /// What was asked for by [#onReady].
  final Runnable listener() {
    return listener;
  }
}
