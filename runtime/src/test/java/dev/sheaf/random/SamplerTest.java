package dev.sheaf.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How readers share positions, and the samplers that deal them out.
class SamplerTest {
  @ParameterizedTest
  @CsvSource({"0, 1", "1, 3", "10, 4", "11, 4", "12, 4", "3, 5", "1000003, 7"})
  void sharesAreDisjointAndTogetherWhatTheyCover(int total, int world) {
    for (boolean even : new boolean[] {false, true}) {
      int[] strided = new int[total];
      int[] blocks = new int[total];
      long covered = new Share(0, world, even).covered(total);
      for (int rank = 0; rank < world; rank++) {
        Share share = new Share(rank, world, even);
        long size = share.size(total);
        assertTrue(even ? size == total / world : Math.abs(size - total / (double) world) < 1);
        for (int i = 0; i < size; i++) {
          strided[(int) share.strided(i)]++;
          blocks[(int) share.blockStart(total) + i]++;
        }
      }
      int[] expected = IntStream.range(0, total).map(i -> i < covered ? 1 : 0).toArray();
      assertArrayEquals(expected, strided);
      assertArrayEquals(expected, blocks);
      assertEquals(even ? total - total % world : total, covered);
    }
  }

  /// From Grain 0.2.18.
  @Test
  void blocksAreThoseOfGrainsEvenSplit() {
    assertArrayEquals(new long[] {0, 3, 6, 8}, blockStarts(10, 4, false));
    assertArrayEquals(new long[] {0, 2, 4, 6}, blockStarts(10, 4, true));
    assertArrayEquals(new long[] {0, 1, 2}, blockStarts(2, 3, false));
  }

  private static long[] blockStarts(long total, int world, boolean even) {
    return IntStream.range(0, world).mapToLong(rank -> new Share(rank, world, even).blockStart(total)).toArray();
  }

  @Test
  void theShareOfASingleReaderIsEverything() {
    assertEquals(7, Share.ALL.size(7));
    assertEquals(5, Share.ALL.strided(5));
    assertEquals(0, Share.ALL.blockStart(7));
  }

  @Test
  void sharesOfTheWidestTotalDoNotOverflow() {
    Share last = new Share(9, 10, false);
    assertEquals(Long.MAX_VALUE, last.blockStart(Long.MAX_VALUE) + last.size(Long.MAX_VALUE));
    assertTrue(last.strided(last.size(Long.MAX_VALUE) - 1) > 0);
  }

  @Test
  void aRandomSamplerDealsOutOnePermutation() {
    long[] dealt =
        IntStream.range(0, 8)
            .mapToObj(rank -> RandomSampler.of(640, new Share(rank, 8, true)).draw(5))
            .flatMapToLong(Arrays::stream)
            .sorted()
            .toArray();
    assertArrayEquals(LongStream.range(0, 640).toArray(), dealt);
  }

  @Test
  void aSeedMayBeWiderThanALong() {
    RandomSampler sampler = RandomSampler.of(50, Share.ALL);
    assertArrayEquals(sampler.draw(3), sampler.draw(BigInteger.valueOf(3)));
    assertEquals(50, LongStream.of(sampler.draw(BigInteger.ONE.shiftLeft(90))).distinct().count());
  }

  @Test
  void weightsAreCopied() {
    double[] weights = {0, 1, 0};
    RandomSampler sampler = RandomSampler.weighted(3, weights, 4, Share.ALL);
    weights[2] = 1000;
    assertArrayEquals(new long[] {1, 1, 1, 1}, sampler.draw(0));
  }

  @Test
  void namesTheArgumentThatIsOutOfRange() {
    Share even = new Share(0, 2, true);
    assertRefused("expected a world of 1 reader or more, found 0", () -> new Share(0, 0, false));
    assertRefused("expected a rank from 0 to 1 in a world of 2, found 2", () -> new Share(2, 2, false));
    assertRefused("expected a rank from 0 to 1 in a world of 2, found -1", () -> new Share(-1, 2, false));
    assertRefused("expected a size of 1 position or more, found 0", () -> new StridedSampler(0, even));
    assertRefused("expected a size of 1 position or more, found -1", () -> RandomSampler.of(-1, even));
    assertRefused("expected 1 draw or more, found 0", () -> RandomSampler.of(5, 0, even));
    assertRefused("expected up to 5 draws without weights, found 6", () -> RandomSampler.of(5, 6, even));
    assertRefused(
        "expected 1 draw or more for each of 2 readers, found 1 for all of them: share them unevenly",
        () -> RandomSampler.of(5, 1, even));
    assertRefused(
        "expected a weight for each of 5 positions, found 2",
        () -> RandomSampler.weighted(5, new double[] {1, 1}, 5, even));
    assertRefused("expected a seed of 0 or more, found -3", () -> RandomSampler.of(5, even).draw(-3));
    StridedSampler sampler = new StridedSampler(5, even);
    var refusal = assertThrows(IndexOutOfBoundsException.class, () -> sampler.at(2));
    assertEquals("expected an index from 0 to 1, found 2", refusal.getMessage());
  }

  @Test
  void choiceNamesTheArgumentThatIsOutOfRange() {
    Pcg64 random = Pcg64.of(0);
    assertRefused("expected 0 draws or more, found -1", () -> Choice.any(random, 5, -1));
    assertRefused("expected a size of 1 position or more, found 0", () -> Choice.any(random, 0, 1));
    assertRefused("expected up to 5 draws without repeats, found 6", () -> Choice.distinct(random, 5, 6));
    assertRefused(
        "expected up to 1 draws, as many as there are weights above 0, found 2",
        () -> Choice.weightedDistinct(random, new double[] {0, 1}, 2));
    assertRefused(
        "expected fewer than 2^31 positions where more than a fiftieth of them is drawn, found 3000000000",
        () -> Choice.distinct(random, 3_000_000_000L, 100_000_000));
    assertRefused(
        "expected up to 536870912 draws out of %d, found 536870913".formatted(1L << 40),
        () -> Choice.distinct(random, 1L << 40, (1 << 29) + 1));
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
