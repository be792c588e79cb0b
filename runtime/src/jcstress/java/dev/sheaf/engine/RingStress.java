package dev.sheaf.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.sheaf.checkpoint.State;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/// Blocks go from a feeder to a taker through one slot, in order; closing lets both go.
public class RingStress {
  private static Block block(int entry, boolean last) {
    Block block = new Block(new Object[] {entry}, _ -> State.of("test", 0));
    block.complete(1, last, null);
    return block;
  }

  /// Puts blocks with the entries 0 to `count - 1`; gives how many.
  private static int feed(Ring ring, int count) {
    try {
      for (int i = 0; i < count; i++) {
        long ordinal = ring.await();
        if (ordinal == Ring.NONE) {
          return i;
        }
        ring.put(ordinal, block(i, i == count - 1));
      }
      return count;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int take(Ring ring) {
    try {
      return (int) Objects.requireNonNull(ring.take(Long.MAX_VALUE)).entry(0);
    } catch (CancellationException e) {
      return -1;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Who waits is woken: the taker for a block, the feeder for the slot.
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "both blocks, in order")
  @org.openjdk.jcstress.annotations.State
  public static class InOrder {
    private final Ring ring = new Ring(1);

    @Actor
    public void feed() {
      RingStress.feed(ring, 2);
    }

    @Actor
    public void take(II_Result result) {
      result.r1 = RingStress.take(ring);
      result.r2 = RingStress.take(ring);
    }
  }

  /// The taker closes, and the feeder, which waits for the slot, is let go.
  @JCStressTest
  @Outcome(id = "0, [12]", expect = ACCEPTABLE, desc = "one block was taken, and no more than another made")
  @org.openjdk.jcstress.annotations.State
  public static class ClosedByTaker {
    private final Ring ring = new Ring(1);

    @Actor
    public void feed(II_Result result) {
      result.r2 = RingStress.feed(ring, 3);
    }

    @Actor
    public void take(II_Result result) {
      result.r1 = RingStress.take(ring);
      ring.close();
    }
  }

  /// Another closes, and the taker, which waits for a block, is let go.
  @JCStressTest
  @Outcome(id = {"0, -1", "-1, -1"}, expect = ACCEPTABLE, desc = "taken before it was closed, or not")
  @org.openjdk.jcstress.annotations.State
  public static class ClosedByFeeder {
    private final Ring ring = new Ring(1);

    @Actor
    public void feed() {
      RingStress.feed(ring, 1);
      ring.close();
    }

    @Actor
    public void take(II_Result result) {
      result.r1 = RingStress.take(ring);
      result.r2 = RingStress.take(ring);
    }
  }

  /// An entry that is published after its block was put wakes the taker.
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the entry, and then the end of the block")
  @org.openjdk.jcstress.annotations.State
  public static class Published {
    private final Ring ring = new Ring(1);

    @Actor
    public void feed() {
      try {
        Block block = new Block(new Object[2], _ -> State.of("test", 0));
        ring.put(ring.await(), block);
        block.set(0, 1);
        block.publish(1);
        ring.published();
        block.complete(1, true, null);
        ring.published();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Actor
    public void take(II_Result result) {
      try {
        Block block = Objects.requireNonNull(ring.take(Long.MAX_VALUE));
        while (block.published() == 0) {
          ring.awaitMore(block, 0, Long.MAX_VALUE);
        }
        result.r1 = (int) block.entry(0);
        while (!block.isComplete()) {
          ring.awaitMore(block, 1, Long.MAX_VALUE);
        }
        result.r2 = block.published();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /// Two tasks make a block each, and these are taken in their order.
  @JCStressTest
  @Outcome(id = {"0, 1, 1", "1, 0, 1"}, expect = ACCEPTABLE, desc = "each block is made by one of the tasks")
  @org.openjdk.jcstress.annotations.State
  public static class Claimed {
    private final Ring ring = new Ring(2, 2, () -> {});

    public Claimed() {
      ring.start();
    }

    private int claim() {
      long ordinal = ring.claim();
      ring.put(ordinal, block((int) ordinal, false));
      return (int) ordinal;
    }

    @Actor
    public void one(III_Result result) {
      result.r1 = claim();
    }

    @Actor
    public void other(III_Result result) {
      result.r2 = claim();
    }

    @Arbiter
    public void take(III_Result result) {
      result.r3 = RingStress.take(ring) == 0 && RingStress.take(ring) == 1 ? 1 : 0;
    }
  }
}
