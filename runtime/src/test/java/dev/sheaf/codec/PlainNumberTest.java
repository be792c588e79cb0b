package dev.sheaf.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainNumberTest {
  private static final int MILLION = 1_000_000;

  private final PlainNumber plain = new PlainNumber();

  @Test
  void readsAMillionShortDecimalsAsTheJdkDoes() {
    Random random = random();
    int taken = 0;
    for (int i = 0; i < MILLION; i++) {
      taken += assertLikeTheJdk(randomDecimal(random, i)) ? 1 : 0;
    }
    assertTrue(taken > MILLION / 10 * 9, taken + " were plain");
  }

  private static String randomDecimal(Random random, int i) {
    return switch (i % 5) {
      case 0 -> Double.toString(random.nextFloat(-1, 1));
      case 1 -> Double.toString(random.nextDouble(-1000, 1000));
      case 2 -> Float.toString(random.nextFloat());
      case 3 -> "%s%d.%de%d".formatted(
          random.nextBoolean() ? "-" : "", random.nextInt(10), random.nextLong() >>> random.nextInt(8, 64),
          random.nextInt(-345, 310));
      default -> Integer.toString(random.nextInt() >> random.nextInt(6, 32));
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0", "-0", "0.0", "-0.0", "0e0", "0e9999", "-0e-9999", "1e400", "-1e400", "1e-400", "4.9e-324", "5e-324", "3e-324",
        "2.470328229206232720e-324", "2.2250738585072014e-308", "2.2250738585072011e-308", "1.7976931348623157e308",
        "1.7976931348623158e308", "1.7976931348623159e308", "1.797693134862315808e308", "9007199.254740993e9", "1e23", "8.41e21",
        "9.007199254740993e15", "9.007199254740995e15", "6.02214076E+23", "0.1000000000000000000", "12345678.12345678901",
        "0.30000000000000004", "0.6369616985321045", "0.0000000000000000001", "0.0000000000000000000"
      })
  void readsHardNumbersAsTheJdkDoes(String text) {
    assertTrue(assertLikeTheJdk(text), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-", "+1", "01", "-01", "00", "00.5", ".5", "1.", "1.e5", "1e", "1e+", "1e-", "--1", "-.5", "x", "", "NaN", "1e99999",
        "123456789", "1.2345678901234567890", "0.12345678901234567890", "0e99999"
      })
  void leavesToTheScannerWhatIsNoNumberOrALongOne(String text) {
    double value = plain.readDouble(padded(text), 0);
    assertTrue(Double.isNaN(value) || plain.end() == PlainNumber.NOT_PLAIN, text);
  }

  @Test
  void readsIntegersOfAnyLengthUpTo18Digits() {
    Random random = random();
    for (int i = 0; i < MILLION / 10; i++) {
      long value = random.nextLong(-999_999_999_999_999_999L, 1_000_000_000_000_000_000L) >> random.nextInt(60);
      String text = Long.toString(value);
      assertEquals(value, plain.readLong(padded(text + (i % 2 == 0 ? "," : "]")), 0));
      assertEquals(text.length(), plain.end(), text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "--1", "+1", "01", "-01", "00", "1.0", "1.", "1e2", "1E2", "1000000000000000000", "-9223372036854775808", "x"})
  void leavesOtherIntegersToTheScanner(String text) {
    plain.readLong(padded(text), 0);
    assertEquals(PlainNumber.NOT_PLAIN, plain.end(), text);
  }

  @Test
  void takesNoByteButAMinusForASign() {
    for (int sign = 0; sign < 256; sign++) {
      byte[] bytes = padded(" 5,");
      bytes[0] = (byte) sign;
      boolean leads = sign == '-' || (sign >= '1' && sign <= '9');
      assertEquals(leads, !Double.isNaN(plain.readDouble(bytes, 0)), "byte " + sign);
      plain.readLong(bytes, 0);
      assertEquals(leads, plain.end() > 0, "byte " + sign);
    }
  }

  /// Whether the number was plain; if so, it is the JDK's, and the scanner's.
  private boolean assertLikeTheJdk(String text) {
    byte[] bytes = padded(text);
    double value = plain.readDouble(bytes, 0);
    if (Double.isNaN(value) || plain.end() == PlainNumber.NOT_PLAIN) {
      return false;
    }
    assertEquals(text.length(), plain.end(), text);
    assertEquals(bits(Double.parseDouble(text)), bits(value), text);
    NumberScanner scanner = new NumberScanner();
    assertEquals(text.length(), scanner.scan(bytes, 0), text);
    assertEquals(bits(scanner.toDouble()), bits(value), text);
    return true;
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  private static byte[] padded(String text) {
    return Arrays.copyOf(text.getBytes(StandardCharsets.ISO_8859_1), text.length() + 1 + PlainNumber.BYTES_BEHIND);
  }

  private static Random random() {
    long seed = System.nanoTime();
    System.out.println("seed of the random numbers: " + seed);
    return new Random(seed);
  }
}
