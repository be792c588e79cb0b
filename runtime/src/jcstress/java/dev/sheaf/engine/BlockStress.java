package dev.sheaf.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.sheaf.checkpoint.State;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.III_Result;

/// An entry is seen whole by whoever sees that it is published, and a block that is complete is known to be the last.
@JCStressTest
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "nothing is published yet")
@Outcome(id = "7, 7, [01]", expect = ACCEPTABLE, desc = "the entry is whole, and the block complete or not yet")
@org.openjdk.jcstress.annotations.State
public class BlockStress {
  private final Block block = new Block(new Object[1], _ -> State.of("test", 0));

  /// No field is final or volatile: only publication makes them seen.
  private static final class Entry {
    int number;
    int same;
  }

  @Actor
  public void make() {
    Entry entry = new Entry();
    entry.number = 7;
    entry.same = 7;
    block.set(0, entry);
    block.publish(1);
    block.complete(1, true, null);
  }

  @Actor
  public void take(III_Result result) {
    boolean complete = block.isComplete();
    if (block.published() == 1) {
      Entry entry = (Entry) block.entry(0);
      result.r1 = entry.number;
      result.r2 = entry.same;
      result.r3 = complete && block.isLast() ? 1 : complete ? -1 : 0;
    }
  }
}
