package dev.sheaf.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class HalfTest {
  @Test
  void roundsOnceWhereRoundingThroughFloatWouldErr() {
    // A little above the middle of 1 and the next float16: as a float it is that middle, and would go to the even 1.
    double middle = 1 + Math.scalb(1.0, -11);
    assertEquals(1.0, Half.round(middle));
    assertEquals(1 + Math.scalb(1.0, -10), Half.round(middle + Math.scalb(1.0, -40)));
    assertEquals(1.0, Half.round(middle - Math.scalb(1.0, -40)));
  }

  @Test
  void givesTheNearestFloat16() {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("seed of the halves: " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      double value = random.nextGaussian() * Math.scalb(1.0, random.nextInt(40) - 26);
      double rounded = Half.round(value);
      short bits = Float.floatToFloat16((float) rounded);
      for (int step = -1; step <= 1; step += 2) {
        double neighbour = Float.float16ToFloat((short) (bits + step));
        if (Double.isFinite(neighbour)) {
          assertEquals(
              Math.abs(value - rounded), Math.min(Math.abs(value - rounded), Math.abs(value - neighbour)), value + "");
        }
      }
    }
  }
}
