package dev.sheaf.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class NumpyRandomTest {
  private static final int MANY = 200_000;

  @Test
  void aWideIntegerLeavesTheHalfWordForTheNextNarrowOne() {
    Pcg64 random = Pcg64.of(3);
    Pcg64 words = Pcg64.of(3);
    long first = words.nextLong();
    long second = words.nextLong();
    assertEquals((int) first, random.nextInt());
    assertEquals(second, random.nextLong());
    assertEquals((int) (first >>> 32), random.nextInt());
  }

  @Test
  void everyValueOfASmallRangeComesEquallyOften() {
    for (NumpyRandom random : new NumpyRandom[] {Pcg64.of(1), Philox.ofKey(1, 2)}) {
      int[] counts = new int[7];
      for (int i = 0; i < MANY; i++) {
        counts[random.nextInt(-3, 4) + 3]++;
      }
      double expected = MANY / 7.0;
      assertTrue(Arrays.stream(counts).allMatch(n -> Math.abs(n - expected) < 5 * Math.sqrt(expected)));
    }
  }

  @Test
  void normalNumbersHaveTheirMoments() {
    Pcg64 random = Pcg64.of(11);
    assertMoments(0, 1, random::nextGaussian);
    assertMoments(-3, 4, () -> random.nextGaussian(-3, 2));
  }

  @Test
  void exponentialNumbersHaveTheirMomentsAndAreFinite() {
    Pcg64 random = Pcg64.of(12);
    assertMoments(1, 1, random::nextExponential);
    double[] numbers = DoubleStream.generate(random::nextExponential).limit(MANY).toArray();
    assertTrue(Arrays.stream(numbers).allMatch(x -> x >= 0 && x < 40));
  }

  private static void assertMoments(double mean, double variance, DoubleSupplier next) {
    double[] numbers = DoubleStream.generate(next).limit(MANY).toArray();
    double found = Arrays.stream(numbers).average().orElseThrow();
    assertEquals(mean, found, 5 * Math.sqrt(variance / MANY));
    double spread = Arrays.stream(numbers).map(x -> (x - found) * (x - found)).average().orElseThrow();
    assertEquals(variance, spread, 0.05 * variance);
  }

  @Test
  void aPermutationHasEveryPositionOnce() {
    long[] permutation = Pcg64.of(9).permutation(1000);
    assertEquals(1000, LongStream.of(permutation).filter(i -> i >= 0 && i < 1000).distinct().count());
  }

  @Test
  void namesTheArgumentThatIsOutOfRange() {
    Pcg64 random = Pcg64.of(0);
    assertRefused("expected a bound of 1 or more, found 0", () -> random.nextLong(0));
    assertRefused("expected a bound of 1 or more, found -4", () -> random.nextInt(-4));
    assertRefused("expected a bound above the origin 5, found 5", () -> random.nextLong(5, 5));
    assertRefused("expected a bound above the origin 5, found 4", () -> random.nextInt(5, 4));
    assertRefused("expected a size of 0 or more, found -1", () -> random.permutation(-1));
    assertRefused("expected a standard deviation of 0 or more, found -1.0", () -> random.nextGaussian(0, -1));
    assertRefused("expected a standard deviation of 0 or more, found NaN", () -> random.nextGaussian(0, Double.NaN));
    assertRefused("expected a seed of 0 or more, found -1", () -> Pcg64.of(-1));
    assertRefused("expected a seed of 0 or more, found -7", () -> SeedSequence.of(3, -7));
    assertRefused("expected a count of 0 or more, found -1", () -> SeedSequence.of(3).words(-1));
    assertRefused(
        "expected a count from 0 to 1073741823, found 1073741824", () -> SeedSequence.of(3).longs(1 << 30));
    assertRefused("expected a count of 0 or more, found -1", () -> StdSeedSequence.words(3, -1));
    assertRefused("expected 1 seed or more to start from, found none", () -> DefaultSeed.of(List.of()));
    assertRefused("expected a depth of 0 or more, found -1", () -> DefaultSeed.of(3, -1));
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
