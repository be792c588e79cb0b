package dev.sheaf.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.checkpoint.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A feeder publishes the entries of a block while these are taken, many times over: each is seen whole, in order and once,
/// also where either side closes the ring. `-Dsheaf.seed` runs one again, `-Dsheaf.stress.rounds` goes on for longer.
@Timeout(600)
class PublicationStressTest {
  private static final int ROUNDS = Integer.getInteger("sheaf.stress.rounds", 400);

  private final long seed = Long.getLong("sheaf.seed", System.nanoTime());
  private final Random random = new Random(seed);

  /// No field is final or volatile: only publication makes them seen.
  private static final class Entry {
    long number;
    long same;
  }

  @Test
  void entriesAreSeenAsTheyArePublished() throws Exception {
    System.out.println("PublicationStressTest: -Dsheaf.seed=" + seed);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (int round = 0; round < ROUNDS; round++) {
        Ring ring = new Ring(1 + random.nextInt(3));
        int count = random.nextInt(2_000);
        int closeAfter = random.nextInt(4_000);
        Random itsRandom = new Random(random.nextLong());
        Future<?> feeder = threads.submit(() -> feed(ring, count, itsRandom));
        List<Long> taken = take(ring, closeAfter);
        feeder.get();
        int expected = Math.min(count, closeAfter);
        assertEquals(LongStream.range(0, expected).boxed().toList(), taken, () -> "seed " + seed);
      }
    }
  }

  private static Void feed(Ring ring, int count, Random random) throws InterruptedException {
    int next = 0;
    while (true) {
      long ordinal = ring.await();
      if (ordinal == Ring.NONE) {
        return null;
      }
      int capacity = 1 + random.nextInt(30);
      Block block = new Block(new Object[capacity], entry -> State.of("test", entry));
      boolean shown = random.nextBoolean();
      if (shown) {
        ring.put(ordinal, block);
      }
      int filled = 0;
      for (; filled < capacity && next < count; filled++) {
        Entry entry = new Entry();
        entry.number = next;
        entry.same = next++;
        block.set(filled, entry);
        if (shown && random.nextBoolean()) {
          block.publish(filled + 1);
          ring.published();
        }
      }
      boolean last = next == count;
      block.complete(filled, last, null);
      if (shown) {
        ring.published();
      } else {
        ring.put(ordinal, block);
      }
      if (last) {
        return null;
      }
    }
  }

  private static List<Long> take(Ring ring, int closeAfter) throws InterruptedException {
    List<Long> taken = new ArrayList<>();
    try {
      while (true) {
        Block block = Objects.requireNonNull(ring.take(Long.MAX_VALUE));
        for (int next = 0; ; next++) {
          while (next >= block.published() && !block.isComplete()) {
            ring.awaitMore(block, next, Long.MAX_VALUE);
          }
          if (next >= block.published()) {
            break;
          }
          if (taken.size() == closeAfter) {
            ring.close();
            return taken;
          }
          Entry entry = (Entry) block.entry(next);
          assertEquals(entry.number, entry.same);
          taken.add(entry.number);
        }
        if (block.isLast()) {
          return taken;
        }
      }
    } catch (CancellationException e) {
      throw new AssertionError("only the taker closes", e);
    }
  }
}
