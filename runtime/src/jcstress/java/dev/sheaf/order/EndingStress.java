package dev.sheaf.order;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.CancellationException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// A worker that is told to stop is interrupted in user code, and nowhere else: an interrupt would close the file that it
/// reads next for all who share it.
@JCStressTest
@Outcome(id = "0", expect = ACCEPTABLE, desc = "out of user code without an interrupt")
@Outcome(id = "-1", expect = ACCEPTABLE, desc = "told before")
@State
public class EndingStress {
  private final Ending ending = new Ending();

  @Actor
  public void work(I_Result result) {
    try {
      ending.enterUserCode();
    } catch (CancellationException e) {
      result.r1 = -1;
      return;
    }
    Thread.onSpinWait();
    ending.leaveUserCode();
    result.r1 = Thread.interrupted() ? 1 : 0;
  }

  @Actor
  public void end() {
    ending.end();
  }
}
