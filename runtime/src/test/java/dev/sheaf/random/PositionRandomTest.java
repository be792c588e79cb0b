package dev.sheaf.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PositionRandomTest {
  /// From the description of Grain: range(10), seed 42, x + integers(10).
  @Test
  void theFirstEpochHasTheNumbersOfGrainsRandomMap() {
    PositionRandom random = PositionRandom.of(42);
    assertEquals(
        List.of(9L, 3L, 6L, 11L, 4L, 7L, 9L, 9L, 8L, 9L),
        LongStream.range(0, 10).mapToObj(x -> x + random.at(0, x).nextInt(10)).toList());
  }

  @Test
  void numbersDependOnSeedEpochAndPositionAlone() {
    long seed = new Random().nextLong(1L << 40);
    Random order = new Random(seed);
    PositionRandom busy = PositionRandom.of(seed);
    for (int i = 0; i < 1000; i++) {
      long epoch = order.nextLong();
      long position = order.nextLong();
      RandomGenerator moved = busy.at(epoch, position);
      List<Object> numbers = numbers(moved);
      for (int j = order.nextInt(9); j > 0; j--) {
        moved.nextInt();
      }
      assertEquals(numbers(PositionRandom.of(seed).at(epoch, position)), numbers, "seed " + seed);
    }
  }

  private static List<Object> numbers(RandomGenerator random) {
    return List.of(
        random.nextInt(),
        random.nextLong(),
        random.nextInt(10),
        random.nextDouble(),
        random.nextGaussian(),
        random.nextExponential(),
        random.nextBoolean(),
        random.nextFloat());
  }

  @Test
  void neighboursInEveryDirectionHaveOtherNumbers() {
    Set<Long> firsts = new HashSet<>();
    for (long seed = 0; seed < 5; seed++) {
      PositionRandom random = PositionRandom.of(seed);
      for (long epoch = -2; epoch < 5; epoch++) {
        for (long position = -5; position < 20; position++) {
          assertTrue(firsts.add(random.at(epoch, position).nextLong()));
        }
      }
    }
  }

  @Test
  void anotherPurposeHasOtherNumbersFromTheSameSeed() {
    SeedSequence seeds = SeedSequence.of(7);
    assertNotEquals(PositionRandom.of(seeds).at(0, 3).nextLong(), PositionRandom.of(seeds, 1).at(0, 3).nextLong());
  }

  @Test
  void makesNoObjectForAnItem() {
    PositionRandom random = PositionRandom.of(1);
    assertSame(random.at(0, 1), random.at(5, 9));
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long sum = drawMany(random);
    long before = threads.getCurrentThreadAllocatedBytes();
    sum += drawMany(random);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < 10_000, () -> allocated + " bytes for 100,000 items");
    assertNotEquals(0, sum);
  }

  private static long drawMany(PositionRandom random) {
    long sum = 0;
    for (int i = 0; i < 100_000; i++) {
      RandomGenerator moved = random.at(3, i);
      sum += moved.nextInt(100) + (long) (10 * moved.nextGaussian()) + moved.nextLong(1L << 40);
    }
    return sum;
  }

  @Test
  void aNegativeSeedIsRefused() {
    var refusal = assertThrows(IllegalArgumentException.class, () -> PositionRandom.of(-2));
    assertEquals("expected a seed of 0 or more, found -2", refusal.getMessage());
  }

  @Test
  void generatorsOfDifferentThreadsAgree() {
    List<Long> parallel =
        IntStream.range(0, 10_000).parallel().mapToObj(i -> PositionRandom.of(4).at(1, i).nextLong()).toList();
    PositionRandom one = PositionRandom.of(4);
    assertEquals(IntStream.range(0, 10_000).mapToObj(i -> one.at(1, i).nextLong()).toList(), parallel);
  }
}
