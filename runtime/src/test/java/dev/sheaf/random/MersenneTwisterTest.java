package dev.sheaf.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MersenneTwisterTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 623, 624, 625, 1300})
  void goesOnFromItsState(int drawn) {
    MersenneTwister twister = MersenneTwister.of(7);
    IntStream.range(0, drawn).forEach(_ -> twister.nextInt());
    int[] state = twister.state();
    long[] rest = LongStream.generate(twister::nextLong).limit(700).toArray();
    MersenneTwister restored = MersenneTwister.restore(state);
    assertArrayEquals(rest, LongStream.generate(restored::nextLong).limit(700).toArray());
  }

  @Test
  void aStateIsACopy() {
    MersenneTwister twister = MersenneTwister.of(7);
    int[] state = twister.state();
    MersenneTwister restored = MersenneTwister.restore(state);
    int expected = MersenneTwister.of(7).nextInt();
    state[0]++;
    state[1]++;
    state[397]++;
    assertEquals(expected, twister.nextInt());
    assertEquals(expected, restored.nextInt());
  }

  @Test
  void theLow32BitsOfASeedDecide() {
    assertEquals(MersenneTwister.of(5).nextLong(), MersenneTwister.of((9L << 32) + 5).nextLong());
    assertNotEquals(MersenneTwister.of(5).nextLong(), MersenneTwister.of(6).nextLong());
  }

  /// From fairseq2: `[1..9]` shuffled whole with the seed 1234.
  @Test
  void shufflesAsFairseq2Does() {
    MersenneTwister twister = MersenneTwister.of(1234);
    int[] values = IntStream.rangeClosed(1, 9).toArray();
    for (int size = values.length; size > 1; size--) {
      int drawn = (int) twister.nextModulo(size);
      int value = values[size - 1];
      values[size - 1] = values[drawn];
      values[drawn] = value;
    }
    assertArrayEquals(new int[] {8, 9, 3, 7, 5, 4, 2, 6, 1}, values);
  }

  @Test
  void aNumberModuloABoundIsBelowIt() {
    MersenneTwister twister = MersenneTwister.of(3);
    for (long bound : new long[] {1, 2, 7, 1L << 40, Long.MAX_VALUE}) {
      for (int i = 0; i < 100; i++) {
        long drawn = twister.nextModulo(bound);
        assertTrue(drawn >= 0 && drawn < bound, () -> drawn + " of " + bound);
      }
    }
  }

  @Test
  void aPythonGeneratorGoesOnFromItsState() {
    PythonRandom random = PythonRandom.of(99);
    IntStream.range(0, 1000).forEach(_ -> random.nextBit());
    PythonRandom restored = PythonRandom.restore(random.state());
    assertEquals(random.nextBits(5000), restored.nextBits(5000));
    assertEquals(random.nextDouble(), restored.nextDouble());
  }

  @Test
  void oneBitIsTheFirstOfMany() {
    for (int seed = 0; seed < 50; seed++) {
      assertEquals(
          PythonRandom.of(seed).nextBits(1), PythonRandom.of(seed).nextBit() ? BigInteger.ONE : BigInteger.ZERO);
    }
  }

  @Test
  void namesTheArgumentThatIsOutOfRange() {
    MersenneTwister twister = MersenneTwister.of(1);
    PythonRandom random = PythonRandom.of(1);
    int[] tooFar = twister.state();
    tooFar[624] = 625;
    assertRefused("expected a key of 1 word or more, found none", () -> MersenneTwister.ofWords());
    assertRefused("expected a bound of 1 or more, found 0", () -> twister.nextModulo(0));
    assertRefused("expected a state of 625 numbers, found 624", () -> MersenneTwister.restore(new int[624]));
    assertRefused(
        "expected a state that ends with a number from 0 to 624, found 625", () -> PythonRandom.restore(tooFar));
    assertRefused("expected a count of 0 bits or more, found -1", () -> random.nextBits(-1));
    assertRefused("expected a bound of 1 or more, found 0", () -> random.nextLong(0));
    assertRefused("expected a bound of 1 or more, found -1", () -> random.nextBelow(BigInteger.ONE.negate()));
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
