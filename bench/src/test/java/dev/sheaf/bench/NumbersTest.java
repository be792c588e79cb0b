package dev.sheaf.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  /// What Python 3.11 prints for these values.
  @ParameterizedTest
  @CsvSource({
    "0.0, 0.0",
    "-0.0, -0.0",
    "-1.0, -1.0",
    "0.5, 0.5",
    "0.1, 0.10000000149011612",
    "1.1920929E-7, 1.1920928955078125e-07",
    "-9.5367431640625E-7, -9.5367431640625e-07",
    "1.0E-4, 9.999999747378752e-05",
    "1.2207031E-4, 0.0001220703125",
    "3.0E10, 30000001024.0",
    "1.0E16, 1.0000000272564224e+16",
    "5.9604645E-8, 5.960464477539063e-08"
  })
  void spellsAsPythonDoes(float value, String expected) {
    assertEquals(expected, Numbers.spelled(value));
  }

  @Test
  void areTheNumbersOfThePeers() {
    assertArrayEquals(
        new float[] {(float) -0.9136562347412109, (float) -0.8385415077209473, (float) -0.8019509315490723},
        Numbers.from(0, 3));
    assertArrayEquals(
        new float[] {(float) 0.20122694969177246, (float) 0.0003565549850463867, (float) -0.0756758451461792},
        Numbers.from(1_000_006_000L, 3));
  }
}
