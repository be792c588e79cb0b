package dev.sheaf.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.checkpoint.State;
import dev.sheaf.stage.Concurrency;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Hands blocks and calls from thread to thread many times over, and closes at random moments: nothing is lost, nothing
/// comes twice, nothing out of turn, nobody is left waiting. `-Dsheaf.stress.rounds` has it go on for longer.
@Timeout(600)
class HandOffStressTest {
  private static final int ROUNDS = Integer.getInteger("sheaf.stress.rounds", 300);

  private final long seed = Long.getLong("sheaf.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void blocksOfTasksComeInOrder() throws Exception {
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (int round = 0; round < ROUNDS; round++) {
        int blocks = random.nextInt(60);
        int closeAfter = random.nextInt(120);
        RingOfTasks tasks = new RingOfTasks(threads, 1 + random.nextInt(5), blocks, 1 + random.nextInt(3));
        Future<List<Long>> taken = threads.submit(() -> tasks.take(blocks, closeAfter));
        List<Long> all = taken.get();
        int expected = Math.min(blocks, closeAfter);
        assertEquals(LongStream.range(0, expected).boxed().toList(), all, () -> "seed " + seed);
      }
    }
  }

  /// Tasks that make blocks of which each has its ordinal for its only entry.
  private static final class RingOfTasks {
    private final Ring ring;
    private final int end;

    RingOfTasks(ExecutorService threads, int slots, int end, int makers) {
      this.ring = new Ring(slots, makers, () -> threads.execute(this::work));
      this.end = end;
      if (end == 0) {
        ring.end();
      }
    }

    private synchronized long claim() {
      long ordinal = ring.claim();
      if (ordinal == end - 1) {
        ring.end();
      }
      return ordinal;
    }

    private void work() {
      for (long ordinal = claim(); ordinal != Ring.NONE; ordinal = claim()) {
        long made = ordinal;
        Block block = new Block(new Object[] {made}, entry -> State.of("test", made + entry));
        block.complete(1, false, null);
        ring.put(ordinal, block);
      }
    }

    List<Long> take(int blocks, int closeAfter) throws InterruptedException {
      ring.start();
      List<Long> taken = new ArrayList<>();
      try {
        while (taken.size() < blocks) {
          if (taken.size() == closeAfter) {
            ring.close();
          }
          Block block = Objects.requireNonNull(ring.take(Long.MAX_VALUE));
          taken.add((Long) block.entry(0));
        }
      } catch (CancellationException e) {
        assertEquals(closeAfter, taken.size());
      }
      return taken;
    }
  }

  @RepeatedTest(2)
  void callsAreEachMadeOnceAndTakenOnce() throws Exception {
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (int round = 0; round < ROUNDS; round++) {
        boolean ordered = random.nextBoolean();
        int limit = 1 + random.nextInt(4);
        int count = random.nextInt(200);
        int closeAfter = random.nextInt(400);
        int atOnce = 1 + random.nextInt(8);
        WindowOfCalls calls = new WindowOfCalls(threads, limit + random.nextInt(8), limit, atOnce, ordered);
        Future<?> feeder = threads.submit(() -> calls.feed(count));
        List<Long> taken = calls.take(closeAfter);
        feeder.get();
        if (closeAfter > count) {
          assertEquals(
              LongStream.range(0, count).boxed().toList(),
              ordered ? taken : taken.stream().sorted().toList(),
              () -> "seed " + seed);
        }
        assertEquals(taken.stream().distinct().count(), taken.size());
        assertTrue(calls.most.get() <= limit, () -> "seed " + seed);
      }
    }
  }

  /// Calls that give what they are called with.
  private static final class WindowOfCalls {
    final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger inProgress = new AtomicInteger();
    private final CallWindow window;
    private final CallTaker taker;

    WindowOfCalls(ExecutorService threads, int places, int limit, int atOnce, boolean ordered) {
      State begin = State.of("test", 0);
      this.window =
          new CallWindow(
              claimed -> places + claimed,
              ordered ? new OrderedCalls(begin, List.of()) : new UnorderedCalls(begin, List.of(), _ -> true),
              new CallQueue(
                  new Concurrency(Concurrency.Threads.POOL, limit, ordered), new BlockSize(atOnce, atOnce)),
              itself -> threads.execute(() -> work(itself)));
      this.taker = new CallTaker(window, _ -> {}, _ -> {});
    }

    private void work(CallWindow itself) {
      for (Claim claim = itself.claim(0); claim != null; claim = itself.finish(claim, 0)) {
        // Now and then the rest of a claim is given back.
        boolean goesOn = true;
        for (Call call = claim.first(); call != null; call = goesOn ? claim.next(0) : null) {
          most.accumulateAndGet(inProgress.incrementAndGet(), Math::max);
          Thread.onSpinWait();
          inProgress.decrementAndGet();
          claim.made(call.input, 0);
          itself.made(call);
          goesOn = (long) call.input % 5 != 0;
        }
      }
    }

    private Void feed(int count) throws InterruptedException {
      State begin = State.of("test", 0);
      for (long next = 0; next < count; ) {
        int room = window.awaitRoom();
        if (room == 0) {
          return null;
        }
        List<Call> calls = new ArrayList<>();
        for (; calls.size() < room && next < count; next++) {
          calls.add(Call.at(next, begin, next, 0, 0));
        }
        window.put(calls, State.of("test", next));
      }
      window.end(new CallWindow.End(null, null));
      return null;
    }

    List<Long> take(int closeAfter) throws InterruptedException {
      List<Long> taken = new ArrayList<>();
      try {
        while (taken.size() < closeAfter) {
          Call call = taker.await(Long.MAX_VALUE);
          if (call == null) {
            return taken;
          }
          taken.add((Long) call.peek());
          taker.take(call, true);
        }
        window.close();
        taker.await(Long.MAX_VALUE);
        throw new AssertionError("a closed window gave something");
      } catch (CancellationException e) {
        return taken;
      }
    }
  }
}
