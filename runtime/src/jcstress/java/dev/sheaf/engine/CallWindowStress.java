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

  private static CallWindow window(boolean ordered) {
    CallWindow window =
        new CallWindow(
            2, new Concurrency(Concurrency.Threads.POOL, 2, ordered), BEGIN, List.of(), _ -> true, _ -> {});
    window.put(List.of(Call.at(0, BEGIN, 0, 0, 0), Call.at(1, BEGIN, 1, 0, 0)), State.of("test", 2));
    window.end(null);
    return window;
  }

  private static void call(CallWindow window) {
    for (Call call = window.claim(0); call != null; ) {
      call = window.finish(call, call.input, 0);
    }
  }

  /// The next output; -1 where the window is closed, -2 where nothing comes any more.
  private static int take(CallWindow window) {
    try {
      Call call = window.await(Long.MAX_VALUE);
      if (call == null) {
        return -2;
      }
      int taken = (int) call.peek();
      window.take(call, true);
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
    private final CallWindow window = window(true);

    @Actor
    public void one() {
      call(window);
    }

    @Actor
    public void other(II_Result result) {
      call(window);
      result.r1 = CallWindowStress.take(window);
      result.r2 = CallWindowStress.take(window);
    }
  }

  /// Whichever is made first is taken first.
  @JCStressTest
  @Outcome(id = {"0, 1", "1, 0"}, expect = ACCEPTABLE, desc = "each once")
  @org.openjdk.jcstress.annotations.State
  public static class Unordered {
    private final CallWindow window = window(false);

    @Actor
    public void one() {
      call(window);
    }

    @Actor
    public void other(II_Result result) {
      call(window);
      result.r1 = CallWindowStress.take(window);
      result.r2 = CallWindowStress.take(window);
    }
  }

  /// Whoever waits when the window is closed is let go.
  @JCStressTest
  @Outcome(id = {"0, 1", "0, -1", "-1, -1"}, expect = ACCEPTABLE, desc = "what was taken before is in order")
  @org.openjdk.jcstress.annotations.State
  public static class Closed {
    private final CallWindow window = window(true);

    @Actor
    public void one() {
      call(window);
      window.close();
    }

    @Actor
    public void take(II_Result result) {
      result.r1 = CallWindowStress.take(window);
      result.r2 = CallWindowStress.take(window);
    }
  }
}
