package dev.sheaf.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NumberScannerTest {
  private static final int MILLION = 1_000_000;

  private final NumberScanner scanner = new NumberScanner();

  @Test
  void readsAMillionRandomDecimalsAsTheJdkDoes() {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("seed of the random decimals: " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < MILLION; i++) {
      assertLikeTheJdk(randomDecimal(random, i));
    }
  }

  private static String randomDecimal(Random random, int i) {
    return switch (i % 5) {
      case 0 -> Double.toString(random.nextDouble());
      case 1 -> Double.toString(finite(random.nextLong()));
      case 2 -> "%s%d.%d".formatted(random.nextBoolean() ? "-" : "", random.nextInt(1000), random.nextLong() >>> 1);
      case 3 -> "%de%d".formatted(random.nextLong() >>> random.nextInt(64), random.nextInt(700) - 360);
      default -> "%d%d.%de%d".formatted(
          1 + random.nextInt(9), random.nextLong() >>> 1, random.nextLong() >>> 1, random.nextInt(660) - 350);
    };
  }

  private static double finite(long bits) {
    double value = Double.longBitsToDouble(bits);
    return Double.isFinite(value) ? value : 1;
  }

  @Test
  void roundsTiesBetweenTwoDoublesToTheEvenOne() {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("seed of the ties: " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      double low = Math.abs(finite(random.nextLong()));
      if (low == Double.MAX_VALUE) {
        continue;
      }
      BigDecimal tie = new BigDecimal(low).add(new BigDecimal(Math.nextUp(low))).divide(BigDecimal.TWO);
      BigDecimal nudge = tie.ulp();
      assertLikeTheJdk(tie.toString());
      assertLikeTheJdk(tie.add(nudge).toString());
      assertLikeTheJdk(tie.subtract(nudge).toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0", "-0", "0.0", "-0.0", "0e0", "0e999999999999", "-0e-999999999999", "1e400", "-1e400", "1e-400", "4.9e-324",
        "2.4703282292062327e-324", "2.4703282292062328e-324", "2.2250738585072014e-308", "2.2250738585072011e-308",
        "1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623159e308", "9007199254740993",
        "9007199254740993.0000000000000000000000001", "18446744073709551615", "18446744073709551616", "1e23",
        "8.41e21", "9.109e-31", "0.000000000000000000000000000000000000000000001e45", "12345678901234567890123456789",
        "1e999999999999", "1e-999999999999", "7205759403792793199999e-5", "6.02214076E+23", "123456789.12345678",
        "0.30000000000000004", "5e-324", "3e-324"
      })
  void readsHardNumbersAsTheJdkDoes(String text) {
    assertLikeTheJdk(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "+1", "01", "-01", "00", ".5", "1.", "1.e5", "1e", "1e+", "1e-", "--1", "x", ""})
  void refusesWhatIsNoJsonNumber(String text) {
    assertTrue(scanner.scan(padded(text), 0) < 0, text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1x", "1.5.5", "1e5e5", "12-", "0x10", "1_000", "1 2"})
  void stopsBehindTheNumber(String text) {
    int end = scanner.scan(padded(text), 0);
    assertTrue(end > 0 && end < text.length(), text);
  }

  @Test
  void keepsIntegersBeyondTheReachOfDoublesExact() {
    scanner.scan(padded("9223372036854775807"), 0);
    assertTrue(scanner.isShortInteger());
    assertEquals(Long.MAX_VALUE, scanner.magnitude());
    scanner.scan(padded("18446744073709551615"), 0);
    assertTrue(scanner.fitsLong());
    assertEquals("18446744073709551615", scanner.toWhole(20).toString());
  }

  @Test
  void doesNotWriteOutHugePowersOfTen() {
    scanner.scan(padded("1e999999999"), 0);
    assertThrows(NumberFormatException.class, () -> scanner.toWhole(20));
    scanner.scan(padded("1e-999999999"), 0);
    assertThrows(ArithmeticException.class, () -> scanner.toWhole(20));
  }

  @ParameterizedTest
  @CsvSource({
    "-12.50e1, -125",
    "0.00120e5, 120",
    "100e-2, 1",
    "1.0, 1",
    "-0.0e7, 0",
    "5e3, 5000",
    "12345678901234567890.0, 12345678901234567890"
  })
  void givesTheExactValueOfAWholeNumberHoweverItIsSpelled(String text, String value) {
    scanner.scan(padded(text), 0);
    assertEquals(value, scanner.toWhole(20).toString());
  }

  @Test
  void looksAtTheNumberOfDigitsBeforeItMultipliesAny() {
    String zeros = "0".repeat(1_000_000);
    scanner.scan(padded("7." + zeros), 0);
    assertEquals("7", scanner.toWhole(20).toString());
    scanner.scan(padded("7" + zeros), 0);
    assertThrows(NumberFormatException.class, () -> scanner.toWhole(20));
    scanner.scan(padded("7" + zeros + "e-1000000"), 0);
    assertEquals("7", scanner.toWhole(20).toString());
    scanner.scan(padded("7." + zeros + "1"), 0);
    assertThrows(ArithmeticException.class, () -> scanner.toWhole(20));
  }

  private void assertLikeTheJdk(String text) {
    int end = scanner.scan(padded(text), 0);
    assertEquals(text.length(), end, text);
    double expected = Double.parseDouble(text);
    assertEquals(Double.doubleToRawLongBits(expected), Double.doubleToRawLongBits(scanner.toDouble()), text);
  }

  private static byte[] padded(String text) {
    return Arrays.copyOf(text.getBytes(StandardCharsets.ISO_8859_1), text.length() + 16);
  }
}
