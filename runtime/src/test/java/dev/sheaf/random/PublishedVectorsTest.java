package dev.sheaf.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The first numbers of each generator, as those who made it published them.
class PublishedVectorsTest {
  /// `kat_vectors` of Random123, whose counters are those of the block itself and not of the one before it.
  @Test
  void philoxGivesTheKnownAnswersOfRandom123() {
    Philox zeros = Philox.ofKey(0, 0);
    zeros.moveTo(-1, -1, -1, -1);
    assertArrayEquals(
        new long[] {0x16554d9eca36314cL, 0xdb20fe9d672d0fdcL, 0xd7e772cee186176bL, 0x7e68b68aec7ba23bL},
        LongStream.generate(zeros::nextLong).limit(4).toArray());
    Philox ones = Philox.ofKey(-1, -1);
    ones.moveTo(-2, -1, -1, -1);
    assertArrayEquals(
        new long[] {0x87b092c3013fe90bL, 0x438c3c67be8d0224L, 0x9cc7d7c69cd777b6L, 0xa09caebf594f0ba0L},
        LongStream.generate(ones::nextLong).limit(4).toArray());
    Philox pi = Philox.ofKey(0x452821e638d01377L, 0xbe5466cf34e90c6cL);
    pi.moveTo(0x243f6a8885a308d3L - 1, 0x13198a2e03707344L, 0xa4093822299f31d0L, 0x082efa98ec4e6c89L);
    assertArrayEquals(
        new long[] {0xa528f45403e61d95L, 0x38c72dbd566e9788L, 0xa5a1610e72fd18b5L, 0x57bd43b5e52b7fe6L},
        LongStream.generate(pi::nextLong).limit(4).toArray());
  }

  /// The first lines of `numpy/random/tests/data/philox-testset-*.csv`.
  @Test
  void philoxIsSeededAsNumpysTestsSay() {
    assertArrayEquals(
        new long[] {
          0xedc95200e2bd66a5L, 0x581d4e43b7682352L, 0x4be7278f5e373eabL, 0xee47f17991a9e7eaL, 0x38a7d2ae422f2e2cL
        },
        LongStream.generate(Philox.of(SeedSequence.of(0xdeadbeafL))::nextLong).limit(5).toArray());
    assertArrayEquals(
        new long[] {0x399e5b222b82fa9L, 0x41fd08c1f00f3bc5L},
        LongStream.generate(Philox.of(SeedSequence.of(0))::nextLong).limit(2).toArray());
  }

  /// The first lines of `numpy/random/tests/data/pcg64-testset-*.csv`.
  @Test
  void pcgIsSeededAsNumpysTestsSay() {
    assertArrayEquals(
        new long[] {
          0x60d24054e17a0698L, 0xd5e79d89856e4f12L, 0xd254972fe64bd782L, 0xf1e3072a53c72571L, 0xd7c1d7393d4115c9L
        },
        LongStream.generate(Pcg64.of(0xdeadbeafL)::nextLong).limit(5).toArray());
    assertArrayEquals(
        new long[] {0xa30febcfd9c2825fL, 0x4510bdf882d9d721L},
        LongStream.generate(Pcg64.of(0)::nextLong).limit(2).toArray());
  }

  /// `mt19937ar.out` of its authors, and the ten thousandth number that the C++ standard asks for.
  @Test
  void theTwisterIsThatOfItsAuthors() {
    MersenneTwister keyed = MersenneTwister.ofWords(0x123, 0x234, 0x345, 0x456);
    assertArrayEquals(
        new int[] {1067595299, 955945823, 477289528, (int) 4107218783L, (int) 4228976476L},
        IntStream.generate(keyed::nextInt).limit(5).toArray());
    MersenneTwister standard = MersenneTwister.of(5489);
    assertEquals((int) 4123659995L, IntStream.generate(standard::nextInt).limit(10_000).reduce(0, (_, last) -> last));
  }

  /// From the page that describes the algorithm, made with the C++ library.
  @Test
  void theStandardSeedSequenceIsThatOfTheCxxLibrary() {
    assertArrayEquals(
        new int[] {735521182, (int) 3707395978L, (int) 3290902861L, 980519533}, StdSeedSequence.words(42, 4));
  }

  /// From the documentation of Grain's default seeds.
  @Test
  void theStepAfterASeedHasGrainsDefaultSeed() {
    assertEquals(3329053876L, DefaultSeed.of(42, 1));
  }
}
