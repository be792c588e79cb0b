package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;

/// One epoch of a [Stage], being read. For one thread at a time.
///
/// @param <T> the items
public abstract class Cursor<T> implements AutoCloseable {
  /// Moves on to the next item; false at the end of the epoch, and from then on.
  ///
  /// An item that cannot be made is thrown as a [FaultException]: where that can be gone on from, the next call gives the
  /// item after it; where not, it is thrown again.
  ///
  /// @throws FaultException if the item cannot be made
  /// @throws java.util.concurrent.CancellationException if the run is being closed, or the thread was interrupted while it
  ///     waited; nothing is lost then
  public abstract boolean advance();

  /// The item moved on to.
  public abstract T item();

  /// Where to go on after the item moved on to: a cursor opened there gives the next one. Before the first call of
  /// [#advance()], where this cursor was opened.
  public abstract State state();

  /// Where the item moved on to comes from: a cursor opened there gives this item first. Only after [#advance()] was true.
  public abstract State place();

  /// Which row of its dataset the item moved on to is made of, or -1 where that is not known, or several. For telling
  /// people; may be slow. Only after [#advance()] was true.
  public long row() {
    return -1;
  }

  /// Whether [#advance()] would answer without waiting: for another thread, for storage, for a function that waits.
  public abstract boolean isReady();

  /// Gives up what the cursor holds. Nothing may be called afterwards.
  @Override
  public abstract void close();
}
