package dev.sheaf.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PhiloxTest {
  @Test
  void movingForgetsWhatWasDrawnBefore() {
    Philox random = Philox.ofKey(5, 6);
    random.moveTo(1, 2, 3, 4);
    long[] first = words(random, 7);
    int half = random.nextInt();
    random.moveTo(1, 2, 3, 4);
    assertArrayEquals(first, words(random, 7));
    assertEquals(half, random.nextInt());
    random.moveTo(0, 0, 0, 0);
    int beginning = random.nextInt();
    random.moveTo(0, 0, 0, 0);
    assertEquals(beginning, random.nextInt());
  }

  @Test
  void anotherKeyIsAnotherStreamFromItsBeginning() {
    Philox random = Philox.ofKey(5, 6);
    long[] first = words(random, 3);
    random.rekey(7, 8);
    assertArrayEquals(words(Philox.ofKey(7, 8), 6), words(random, 6));
    random.rekey(5, 6);
    assertArrayEquals(first, words(random, 3));
  }

  @Test
  void theCounterCarriesIntoItsLastWord() {
    Philox carrying = Philox.ofKey(1, 1);
    carrying.moveTo(-2, -1, -1, 8);
    var _ = words(carrying, 4);
    Philox carried = Philox.ofKey(1, 1);
    carried.moveTo(-1, -1, -1, 8);
    assertArrayEquals(words(carried, 8), words(carrying, 8));
  }

  @Test
  void aKeyIsOneNumberOfUpTo128Bits() {
    BigInteger wide = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.TWO);
    assertArrayEquals(words(Philox.ofKey(-2, -1), 4), words(Philox.ofKey(wide), 4));
    for (BigInteger refused : new BigInteger[] {BigInteger.ONE.negate(), BigInteger.ONE.shiftLeft(128)}) {
      var refusal = assertThrows(IllegalArgumentException.class, () -> Philox.ofKey(refused));
      assertEquals("expected a key of up to 128 bits, 0 or more, found " + refused, refusal.getMessage());
    }
  }

  private static long[] words(Philox random, int count) {
    return LongStream.generate(random::nextLong).limit(count).toArray();
  }
}
