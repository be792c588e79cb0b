package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Ending;
import dev.sheaf.order.Fault;
import dev.sheaf.stage.Cursor;
import dev.sheaf.stage.FaultException;
import dev.sheaf.stage.Run;
import dev.sheaf.stage.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Items that a thread of its own, the feeder, draws ahead of those that take them.
///
/// @param <T> the items
public final class PrefetchStage<T> extends AheadStage<T> {
  /// A place after so many items behind a state.
  private static final String NAME = "behind";

  private static final int SLOTS = 4;

  /// However cheap items are.
  private static final int MOST_PER_BLOCK = 4096;

  private final Stage<T> upstream;
  private final int prefetch;

  /// @param prefetch how many items may wait at once; 0 for a few
  public PrefetchStage(Stage<T> upstream, int prefetch) {
    this.upstream = upstream;
    this.prefetch = prefetch;
  }

  @Override
  public RingCursor<T> open(Run run, long epoch, @Nullable State from) {
    Workers workers = (Workers) run;
    int perBlock = upstream.itemsPerBlock();
    int slots = SLOTS;
    BlockSize blockSize = new BlockSize(perBlock, perBlock > 1 ? MOST_PER_BLOCK : 1);
    if (prefetch > 0) {
      perBlock = Math.clamp(prefetch / SLOTS, 1, perBlock);
      slots = prefetch / perBlock;
      blockSize = new BlockSize(perBlock, perBlock);
    }
    BlockSize sizes = blockSize;
    Cursor<T> drawn = open(upstream, run, epoch, from);
    Ring ring = new Ring(slots);
    RingCursor<T> cursor = new RingCursor<>(ring, workers, drawn.state(), () -> {});
    workers.feed("feeder", ending -> new Feeding<>(drawn, ring, sizes, upstream.isDeterministic(), ending).feed());
    return cursor;
  }

  /// Opens a stage at a state that may be one behind another.
  private static <T> Cursor<T> open(Stage<T> stage, Run run, long epoch, @Nullable State from) {
    if (from == null || !from.stage().equals(NAME)) {
      return stage.open(run, epoch, from);
    }
    from.require(NAME, 1, 1);
    Cursor<T> cursor = open(stage, run, epoch, from.parts().getFirst());
    long entries = from.number(0);
    while (entries > 0) {
      entries--;
      try {
        if (!cursor.advance()) {
          break;
        }
      } catch (FaultException e) {
        if (e.isFinal()) {
          throw e;
        }
      }
    }
    return cursor;
  }

  /// What the feeder does.
  private record Feeding<T>(Cursor<T> drawn, Ring ring, BlockSize sizes, boolean deterministic, Ending ending) {
    void feed() {
      try (drawn) {
        boolean more = true;
        while (more) {
          long ordinal = ring.await();
          if (ordinal == Ring.NONE) {
            return;
          }
          more = fill(ordinal);
        }
      } catch (InterruptedException _) {
        // The loader is being closed: whoever draws is told by the ring.
        Thread.currentThread().interrupt();
      }
    }

    /// Fills one block; false if it is the last. It is put into the ring as soon as the feeder may have to wait, and at
    /// the latest when it is full.
    private boolean fill(long ordinal) {
      long begun = System.nanoTime();
      int perBlock = sizes.items();
      State begin = drawn.state();
      @Nullable Object[] entries = new Object[perBlock];
      State @Nullable [] states = deterministic ? null : new State[perBlock + 1];
      Block block = new Block(entries, places(begin, states));
      int count = 0;
      boolean put = false;
      boolean last = false;
      @Nullable Fault failure = null;
      try {
        while (count < perBlock && !last) {
          ending.check();
          if (count > 0 && !drawn.isReady()) {
            block.publish(count);
            if (put) {
              ring.published();
            } else {
              ring.put(ordinal, block);
              put = true;
            }
          }
          if (states != null) {
            states[count] = drawn.state();
          }
          try {
            last = !drawn.advance();
            if (!last) {
              entries[count++] = drawn.item();
            }
          } catch (FaultException e) {
            if (e.isFinal()) {
              throw e;
            }
            entries[count++] = new Thrown(e.fault());
          }
        }
        if (states != null) {
          Arrays.fill(states, count, perBlock + 1, drawn.state());
        }
      } catch (FaultException e) {
        failure = e.fault();
      } catch (Throwable e) {
        // A feeder that ended here would leave the taker waiting for ever.
        failure = new Fault("feeder", -1, e);
      }
      sizes.took(System.nanoTime() - begun, count);
      block.complete(count, last, failure);
      if (put) {
        ring.published();
      } else {
        ring.put(ordinal, block);
      }
      return !last && failure == null;
    }
  }

  private static IntFunction<State> places(State begin, State @Nullable [] states) {
    if (states != null) {
      return entry -> states[entry];
    }
    return entry -> entry == 0 ? begin : State.over(begin, NAME, entry);
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
