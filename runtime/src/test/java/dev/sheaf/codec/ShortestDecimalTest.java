package dev.sheaf.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Digits against the JDK's parsers and printers, and, where there are few numbers, against trying all digits.
final class ShortestDecimalTest {
  private static final int INFINITE_FLOAT = 0x7F800000;

  private final byte[] target = new byte[NumberText.MAX_BYTES + 8];

  private String text(double value) {
    return ascii(ShortestDecimal.put(target, 3, value));
  }

  private String text(float value) {
    return ascii(ShortestDecimal.put(target, 3, value));
  }

  private String ascii(int end) {
    return new String(target, 3, end - 3, StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0, 0.0",
    "-0.0, -0.0",
    "1.0, 1.0",
    "-1.5, -1.5",
    "0.1, 0.1",
    "100.0, 100.0",
    "123456789.125, 123456789.125",
    "0.3333333333333333, 0.3333333333333333",
    "9007199254740993.0, 9007199254740992.0",
    "1e15, 1000000000000000.0",
    "9999999999999998.0, 9999999999999998.0",
    "1e16, 1e16",
    "1e23, 1e23",
    "123456789012345680.0, 1.2345678901234568e17",
    "1e-4, 0.0001",
    "1.5e-5, 0.000015",
    "1e-5, 0.00001",
    "9.5e-6, 9.5e-6",
    "1e-7, 1e-7",
    "4.9e-324, 5e-324",
    "2.2250738585072014e-308, 2.2250738585072014e-308",
    "1.7976931348623157e308, 1.7976931348623157e308",
    "1e-100, 1e-100",
  })
  void spellsDoubles(double value, String expected) {
    assertEquals(expected, text(value));
  }

  @ParameterizedTest
  @CsvSource({
    "0.0, 0.0",
    "-0.0, -0.0",
    "0.1, 0.1",
    "-0.9136562, -0.9136562",
    "0.33333334, 0.33333334",
    "16777216, 16777216.0",
    "123456.79, 123456.79",
    "1e10, 10000000000.0",
    "1e16, 1e16",
    "1e-5, 0.00001",
    "1.5e-6, 1.5e-6",
    "1.4e-45, 1e-45",
    "1.17549435e-38, 1.1754944e-38",
    "3.4028235e38, 3.4028235e38",
  })
  void spellsFloats(float value, String expected) {
    assertEquals(expected, text(value));
  }

  @Test
  void readsEveryRandomDoubleBack() {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("ShortestDecimalTest: -Dsheaf.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 300_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      double near = random.nextInt(-1_000_000, 1_000_000) / Math.pow(10, random.nextInt(8));
      if (Double.isFinite(value)) {
        demandShortest(value);
      }
      demandShortest(near);
    }
  }

  @Test
  void readsDoublesAtTheEdgesOfBinadesBack() {
    for (int exponent = Double.MIN_EXPONENT - 52; exponent <= Double.MAX_EXPONENT; exponent++) {
      double power = Math.scalb(1.0, exponent);
      demandShortest(power);
      demandShortest(Math.nextUp(power));
      if (exponent > Double.MIN_EXPONENT - 52) {
        demandShortest(Math.nextDown(power));
      }
    }
  }

  private void demandShortest(double value) {
    String text = text(value);
    assertEquals(value, Double.parseDouble(text), text);
    assertTrue(digits(text) <= digits(Double.toString(value)), () -> text + " for " + value);
  }

  /// One in a few thousand; `readsEveryFloatBack` takes all of them.
  @Test
  void readsFloatsOfEverySizeBack() {
    for (int bits = 0; bits >= 0 && bits < INFINITE_FLOAT; bits += 4099) {
      demandReadBack(bits);
      demandNoLongerThanTheJdk(bits);
    }
  }

  @Test
  void readsFloatsAtTheEdgesOfBinadesBack() {
    for (int bits = 1 << 23; bits < INFINITE_FLOAT; bits += 1 << 23) {
      for (int near = bits - 50; near < bits + 50; near++) {
        demandReadBack(near);
        demandNoLongerThanTheJdk(near);
      }
    }
  }

  @Test
  @Tag("soak")
  void readsEveryFloatBack() {
    for (int bits = 0; bits < INFINITE_FLOAT; bits++) {
      demandReadBack(bits);
    }
  }

  /// Through a double, as readers of JSON do; and straight to a float.
  private void demandReadBack(int bits) {
    float value = Float.intBitsToFloat(bits);
    String text = text(value);
    assertEquals(bits, Float.floatToRawIntBits((float) Double.parseDouble(text)), text);
    assertEquals(bits, Float.floatToRawIntBits(Float.parseFloat(text)), text);
  }

  private void demandNoLongerThanTheJdk(int bits) {
    float value = Float.intBitsToFloat(bits);
    String text = text(value);
    assertTrue(digits(text) <= digits(Float.toString(value)), () -> text + " for " + value);
  }

  private static int digits(String number) {
    return new BigDecimal(number).stripTrailingZeros().precision();
  }

  @Test
  void findsTheShortestDigitsOfEveryFloat16() {
    demandShortest(0x7C00, bits -> Float.float16ToFloat((short) bits), bits -> ShortestDecimal.putHalf(target, 3, (short) bits));
  }

  @Test
  void findsTheShortestDigitsOfEveryBfloat16() {
    demandShortest(0x7F80, bits -> Float.intBitsToFloat(bits << 16), bits -> ShortestDecimal.putBFloat(target, 3, (short) bits));
  }

  private interface Spelling {
    int put(int bits);
  }

  private void demandShortest(int infinity, IntToDoubleFunction values, Spelling spelling) {
    for (int bits = 0; bits < infinity; bits++) {
      double value = values.applyAsDouble(bits);
      double lower = bits == 0 ? 0 : (value + values.applyAsDouble(bits - 1)) / 2;
      // Beyond the largest number as much room as before it.
      double next = bits + 1 < infinity ? values.applyAsDouble(bits + 1) : 2 * value - values.applyAsDouble(bits - 1);
      double upper = (value + next) / 2;
      String text = ascii(spelling.put(bits));
      assertTrue(isReadBack(new BigDecimal(text), bits, lower, upper), text);
      assertEquals(fewestDigits(bits, value, lower, upper), digits(text), text);
      assertEquals("-" + text, ascii(spelling.put(bits | 0x8000)));
    }
  }

  private static boolean isReadBack(BigDecimal decimal, int bits, double lower, double upper) {
    double read = decimal.doubleValue();
    boolean even = (bits & 1) == 0;
    return (read > lower && read < upper) || (even && (read == lower || read == upper));
  }

  private static int fewestDigits(int bits, double value, double lower, double upper) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; ; digits++) {
      BigDecimal down = exact.round(new MathContext(digits, RoundingMode.DOWN));
      BigDecimal up = exact.round(new MathContext(digits, RoundingMode.UP));
      if (isReadBack(down, bits, lower, upper) || isReadBack(up, bits, lower, upper)) {
        return digits;
      }
    }
  }
}
