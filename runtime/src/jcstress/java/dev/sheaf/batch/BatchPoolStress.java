package dev.sheaf.batch;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/// One slot goes from hand to hand: nobody has it beside another, and what was written in it is seen by the next.
public class BatchPoolStress {
  private static final Object COLLATOR = new Object();

  private static BatchPool<Object> pool() {
    return new BatchPool<>(home -> new BatchSlot<>(COLLATOR, 1, new BatchStore.HandedOver(), home), 1, false);
  }

  /// Fills a slot while `work` runs, reads and releases it; false where the pool is closed.
  private static boolean use(BatchPool<Object> pool, Runnable work) {
    BatchSlot<Object> slot;
    try {
      slot = pool.take();
    } catch (IllegalStateException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    slot.begin(COLLATOR, 1);
    work.run();
    slot.end(COLLATOR);
    slot.batch();
    slot.release();
    return true;
  }

  /// Whoever has the slot may write without a lock.
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "one after the other")
  @State
  public static class Exclusive {
    private final BatchPool<Object> pool = pool();
    private int uses;

    @Actor
    public void one() {
      use(pool, () -> uses++);
    }

    @Actor
    public void other() {
      use(pool, () -> uses++);
    }

    @Arbiter
    public void count(I_Result result) {
      result.r1 = uses;
    }
  }

  /// Whoever waits when the pool is closed is let go; whoever has the slot goes on to the end.
  @JCStressTest
  @Outcome(id = "1, [01]", expect = ACCEPTABLE, desc = "used before, or refused")
  @State
  public static class Closed {
    private final BatchPool<Object> pool = pool();

    @Actor
    public void one(II_Result result) {
      result.r1 = use(pool, () -> {}) ? 1 : 0;
      pool.close();
    }

    @Actor
    public void other(II_Result result) {
      result.r2 = use(pool, () -> {}) ? 1 : 0;
    }
  }
}
