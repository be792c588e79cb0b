package dev.sheaf.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {
  /// From Grain 0.2.18.
  @Test
  void smallOrdersAreThoseOfGrain() {
    assertArrayEquals(new long[] {1, 9, 4, 3, 0, 8, 7, 6, 5, 2}, order(10, 629278568));
    assertArrayEquals(new long[] {1, 2, 0}, order(3, 921635141));
    assertArrayEquals(new long[] {4, 6, 2, 3, 0, 5, 1}, order(7, 42));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 255, 256, 1000, 65_535, 65_536, 65_537, 65_538, 100_000, 262_144, 262_145})
  void visitsEachPositionOnce(int size) {
    Permutation permutation = Permutation.of(size, 7);
    BitSet seen = new BitSet(size);
    for (int i = 0; i < size; i++) {
      seen.set(Math.toIntExact(permutation.at(i)));
    }
    assertEquals(size, seen.cardinality());
    assertEquals(size, seen.length());
  }

  @Test
  void anEpochOfABillionPositionsNeedsNoTable() {
    Permutation permutation = Permutation.of(1L << 40, 3);
    assertEquals(100_000, LongStream.range(0, 100_000).map(permutation::at).distinct().count());
  }

  @Test
  void reachesThroughTheLastLong() {
    Permutation permutation = Permutation.through(Long.MAX_VALUE, 3, 4);
    long[] positions = {0, 1, Long.MAX_VALUE - 1, Long.MAX_VALUE};
    for (long index : positions) {
      long position = permutation.at(index);
      assertEquals(position, Math.max(0, position));
    }
    assertEquals(4, LongStream.of(positions).map(permutation::at).distinct().count());
  }

  @Test
  void aBlockOfIndicesIsMappedAsEachOfThem() {
    Permutation permutation = Permutation.of(70_000, 5);
    long[] indices = {0, 69_999, 1, 4};
    permutation.apply(indices, 3);
    assertArrayEquals(new long[] {permutation.at(0), permutation.at(69_999), permutation.at(1), 4}, indices);
  }

  /// Sizes at which many or few walk on, and words fill a long or not.
  @ParameterizedTest
  @ValueSource(
      longs = {
        1, 300, 65_536, 65_537, 100_000, 200_000, 262_144, 262_145, 1_000_000, (1L << 40) + 1, (1L << 61) + 1,
        (1L << 62) - 1, (1L << 62) + 1, Long.MAX_VALUE
      })
  void aBlockIsMappedAsItsIndicesWhereverItStartsAndEnds(long size) {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("PermutationTest: -Dsheaf.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int rounds : new int[] {4, 6}) {
      Permutation permutation = Permutation.of(size, seed & 0xffff_ffffL, rounds);
      for (int length : new int[] {0, 1, 2, 31, 256, 1000}) {
        long first = random.nextLong(Long.MAX_VALUE - size + 1);
        int begin = random.nextInt(3);
        long[] indices = random.longs(begin + length + 2, first, first + size).toArray();
        long[] expected = indices.clone();
        for (int i = begin; i < begin + length; i++) {
          expected[i] = first + permutation.at(indices[i] - first);
        }
        permutation.apply(indices, begin, begin + length, first);
        assertArrayEquals(expected, indices, () -> "of %d, seed %d".formatted(size, seed));
      }
    }
  }

  @Test
  void aBlockWithAnIndexThatIsNoPositionStaysAsItIs() {
    Permutation permutation = Permutation.of(100_000, 5);
    long[] indices = {7, 8, 100_007, 9};
    var refusal = assertThrows(IndexOutOfBoundsException.class, () -> permutation.apply(indices, 0, 4, 7));
    assertEquals("expected an index from 0 to 99999, found 100000", refusal.getMessage());
    assertArrayEquals(new long[] {7, 8, 100_007, 9}, indices);
    assertThrows(IndexOutOfBoundsException.class, () -> permutation.apply(indices, 2, 5, 7));
  }

  @Test
  void namesTheArgumentThatIsOutOfRange() {
    assertRefused("expected a size of 0 or more, found -3", () -> Permutation.of(-3, 1));
    assertRefused("expected a last position of 0 or more, found -1", () -> Permutation.through(-1, 1, 4));
    assertRefused("expected a seed from 0 to 4294967295, found -1", () -> Permutation.of(3, -1));
    assertRefused("expected a seed from 0 to 4294967295, found 4294967296", () -> Permutation.of(3, 1L << 32));
    for (int rounds : new int[] {-4, 0, 2, 5, 1025, 1026}) {
      assertRefused(
          "expected an even number of rounds from 4 to 1024, found " + rounds, () -> Permutation.of(3, 1, rounds));
    }
  }

  @Test
  void refusesAnIndexThatIsNoPosition() {
    Permutation permutation = Permutation.of(37, 1);
    for (long index : new long[] {-1, 37, Long.MIN_VALUE}) {
      var refusal = assertThrows(IndexOutOfBoundsException.class, () -> permutation.at(index));
      assertEquals("expected an index from 0 to 36, found " + index, refusal.getMessage());
    }
    assertThrows(IndexOutOfBoundsException.class, () -> Permutation.of(0, 1).at(0));
  }

  private static long[] order(long size, long seed) {
    return LongStream.range(0, size).map(Permutation.of(size, seed)::at).toArray();
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
