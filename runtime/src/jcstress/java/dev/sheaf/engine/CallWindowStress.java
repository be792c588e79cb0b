package dev.sheaf.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.sheaf.checkpoint.State;
import dev.sheaf.stage.Concurrency;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two calls are made by two callers, of which one takes them then: each once, in order where it is asked for.
public class CallWindowStress {
  private static final State BEGIN = State.of("test", 0);

  /// Two calls, of which so many are claimed at once.
  private static CallWindow window(boolean ordered, int atOnce) {
    CallWindow window =
        new CallWindow(
            _ -> 2,
            ordered ? new OrderedCalls(BEGIN, List.of()) : new UnorderedCalls(BEGIN, List.of(), _ -> true),
            new CallQueue(new Concurrency(Concurrency.Threads.POOL, 2, ordered), new BlockSize(atOnce, atOnce)),
            _ -> {});
    window.put(List.of(Call.at(0, BEGIN, 0, 0, 0), Call.at(1, BEGIN, 1, 0, 0)), State.of("test", 2));
    window.end(new CallWindow.End(null, null));
    return window;
  }

  private static CallTaker taker(CallWindow window) {
    return new CallTaker(window, _ -> {}, _ -> {});
  }

  private static void call(CallWindow window) {
    for (Claim claim = window.claim(0); claim != null; claim = window.finish(claim, 0)) {
      for (Call call = claim.first(); call != null; call = claim.next(0)) {
        claim.made(call.input, 0);
        window.made(call);
      }
    }
  }

  /// The next output; -1 where the window is closed, -2 where nothing comes any more.
  private static int take(CallTaker taker) {
    try {
      Call call = taker.await(Long.MAX_VALUE);
      if (call == null) {
        return -2;
      }
      int taken = (int) call.peek();
      taker.take(call, true);
      return taken;
    } catch (CancellationException e) {
      return -1;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The first that is taken is the first that was put in.
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "in order")
  @org.openjdk.jcstress.annotations.State
  public static class Ordered {
    private final CallWindow window = window(true, 1);
    private final CallTaker taker = taker(window);

    @Actor
    public void one() {
      call(window);
    }

    @Actor
    public void other(II_Result result) {
      call(window);
      result.r1 = CallWindowStress.take(taker);
      result.r2 = CallWindowStress.take(taker);
    }
  }

  /// Whichever is made first is taken first.
  @JCStressTest
  @Outcome(id = {"0, 1", "1, 0"}, expect = ACCEPTABLE, desc = "each once")
  @org.openjdk.jcstress.annotations.State
  public static class Unordered {
    private final CallWindow window = window(false, 1);
    private final CallTaker taker = taker(window);

    @Actor
    public void one() {
      call(window);
    }

    @Actor
    public void other(II_Result result) {
      call(window);
      result.r1 = CallWindowStress.take(taker);
      result.r2 = CallWindowStress.take(taker);
    }
  }

  /// Whoever waits when the window is closed is let go.
  @JCStressTest
  @Outcome(id = {"0, 1", "0, -1", "-1, -1"}, expect = ACCEPTABLE, desc = "what was taken before is in order")
  @org.openjdk.jcstress.annotations.State
  public static class Closed {
    private final CallWindow window = window(true, 1);
    private final CallTaker taker = taker(window);

    @Actor
    public void one() {
      call(window);
      window.close();
    }

    @Actor
    public void take(II_Result result) {
      result.r1 = CallWindowStress.take(taker);
      result.r2 = CallWindowStress.take(taker);
    }
  }

  /// Of two calls that are claimed together the first is taken while the second is made, and none waits for ever.
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "in order")
  @org.openjdk.jcstress.annotations.State
  public static class ClaimedTogether {
    private final CallWindow window = window(true, 2);
    private final CallTaker taker = taker(window);

    @Actor
    public void one() {
      call(window);
    }

    @Actor
    public void take(II_Result result) {
      result.r1 = CallWindowStress.take(taker);
      result.r2 = CallWindowStress.take(taker);
    }
  }
}
