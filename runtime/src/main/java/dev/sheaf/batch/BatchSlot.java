package dev.sheaf.batch;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A place for one batch after the other, whose memory is used again: the mode of *reused batches*.
///
/// A batch in a slot may be read until [#release()]: then its memory is filled with the next one, and whoever still
/// reads it sees values of another batch. So nobody keeps a batch, an array or a buffer of it; who has to, takes
/// batches that are handed over, or copies. Whoever has the slot is told: [#batch()] is refused when it was released.
/// To find readers of an old batch itself, use a [guarded slot][ColumnCollator#guardedSlot], in which each batch has
/// memory of its own that is freed on release: every later access to its arrays is an [IllegalStateException].
///
/// Where the shapes of all columns are fixed by the schema, a slot holds one batch object, and filling it makes no
/// garbage; a batch of fewer rows is another view of the same memory. Other columns take memory that grows to that of
/// the largest batch and stays, and a few small objects for each batch.
///
/// A batch that could not be collated leaves the slot empty: it may be filled again, and one of a pool is released as
/// always.
///
/// Threads: one fills, then one after the other may read; the slot is handed from one to the next by its own methods,
/// which are thread-safe and never wait.
///
/// @param <B> the batch
public final class BatchSlot<B> implements AutoCloseable {
  private enum State {
    IDLE,
    LENT,
    FILLING,
    FILLED,
    CLOSED
  }

  private final Object collator;
  private final int rows;
  private final BatchStore store;
  private final @Nullable Consumer<BatchSlot<B>> home;

  private State state = State.IDLE;
  private boolean closing;
  private @Nullable B batch;

  /// What was laid out for as many rows as fit, and for another number of rows. Only while filling.
  private @Nullable BatchFrame<B> full;

  private @Nullable BatchFrame<B> partial;

  /// @param collator who fills it
  /// @param rows how many rows it has room for
  /// @param home where it goes when it is released; without, it may be filled again by whoever has it
  BatchSlot(Object collator, int rows, BatchStore store, @Nullable Consumer<BatchSlot<B>> home) {
    if (rows < 1) {
      throw new IllegalArgumentException("expected room for 1 row or more, found " + rows);
    }
    this.collator = collator;
    this.rows = rows;
    this.store = store;
    this.home = home;
  }

  /// How many rows a batch in it may have.
  public int rows() {
    return rows;
  }

  /// Whether it holds a batch: it was filled, and not released.
  public synchronized boolean isFilled() {
    return state == State.FILLED;
  }

  /// The batch that it was filled with.
  ///
  /// @throws IllegalStateException if it holds none: it was not filled, or was released
  public synchronized B batch() {
    if (state != State.FILLED || batch == null) {
      throw new IllegalStateException("expected a slot that holds a batch, found one that " + inWords());
    }
    return batch;
  }

  /// Gives the batch back: nobody reads it any more. A slot of a pool goes back there, and may be anybody's afterwards.
  ///
  /// @throws IllegalStateException if it was given back before, or is being filled
  public void release() {
    synchronized (this) {
      if (state != State.FILLED && state != State.LENT) {
        throw new IllegalStateException("expected a slot in use, found one that " + inWords());
      }
      batch = null;
      state = State.IDLE;
      store.recycle();
      if (closing) {
        end();
      }
    }
    if (home != null) {
      home.accept(this);
    }
  }

  /// Frees the memory: at once, or when the batch in it is released. May be called twice.
  @Override
  public synchronized void close() {
    closing = true;
    if (state == State.IDLE || state == State.LENT) {
      end();
    }
  }

  private void end() {
    state = State.CLOSED;
    full = null;
    partial = null;
    store.free();
  }

  /// Takes it out of its pool.
  synchronized void lend() {
    if (state == State.IDLE) {
      state = State.LENT;
    }
  }

  /// Begins to fill it with a batch of `count` rows.
  synchronized void begin(Object filler, int count) {
    if (!filler.equals(collator)) {
      throw new IllegalArgumentException("expected a slot of this collator, found one of another");
    }
    if (count > rows) {
      throw new IllegalArgumentException("expected at most %d rows for this slot, found %d".formatted(rows, count));
    }
    if (state != State.LENT && (state != State.IDLE || home != null)) {
      throw new IllegalStateException("expected a slot that can be filled, found one that " + inWords());
    }
    state = State.FILLING;
  }

  /// Memory for a batch that is laid out anew. It may have to grow: what was laid out for fewer rows is forgotten.
  BatchStore store() {
    partial = null;
    return store;
  }

  /// What was laid out for batches of this size, if it can be used again.
  @Nullable BatchFrame<B> frame(int count) {
    BatchFrame<B> last = count == rows ? full : partial;
    return last != null && last.rows() == count ? last : null;
  }

  /// Keeps what was laid out, for the next batch of this size.
  void keep(BatchFrame<B> frame) {
    if (store instanceof BatchStore.Guarded) {
      return;
    }
    if (frame.rows() == rows) {
      full = frame;
    } else {
      partial = frame;
    }
  }

  /// Ends filling.
  ///
  /// @param filled null if it failed
  synchronized void end(@Nullable B filled) {
    batch = filled;
    state = filled == null ? State.LENT : State.FILLED;
    if (filled == null && closing) {
      end();
    }
  }

  private String inWords() {
    return switch (state) {
      case IDLE -> "was given back";
      case LENT -> "is empty";
      case FILLING -> "is being filled";
      case FILLED -> "holds a batch: release it first";
      case CLOSED -> "is closed";
    };
  }
}
