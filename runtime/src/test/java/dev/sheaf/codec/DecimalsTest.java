package dev.sheaf.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Float64Array;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.DType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Decimals in lists of numbers, read as float64 and float32, beside the JDK's parsers.
///
/// The reader rounds to double, and from there to float, as NumPy does: that is `(float) Double.parseDouble(text)`.
/// `Float.parseFloat` rounds once, and may differ by one step where the double lies halfway between two floats.
final class DecimalsTest {
  private static final int LIST = 1_000;
  private static final double FLOAT_OVERFLOW = 0x1.ffffffp127;

  @Test
  void aMillionRandomAndHardDecimalsAreReadAsTheJdkDoes() {
    compare(1_000_000);
  }

  @Test
  @Tag("numbers")
  void aHundredMillionRandomAndHardDecimalsAreReadAsTheJdkDoes() {
    compare(100_000_000);
  }

  private static void compare(long count) {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("seed of the decimals: " + seed);
    Decimals decimals = new Decimals(new Random(seed));
    for (long start = 0; start < count; start += LIST) {
      List<String> texts = new ArrayList<>(LIST);
      for (long i = start; i < start + LIST; i++) {
        texts.add(decimals.next(i));
      }
      assertDoublesLikeTheJdk(texts.stream().filter(text -> Double.isFinite(Double.parseDouble(text))).toList());
      assertFloatsLikeTheJdk(texts.stream().filter(text -> !overflowsFloat(text)).toList());
      texts.stream().filter(DecimalsTest::overflowsFloat).limit(3).forEach(DecimalsTest::assertRefused);
    }
  }

  private static boolean overflowsFloat(String text) {
    return Math.abs(Double.parseDouble(text)) >= FLOAT_OVERFLOW;
  }

  private static void assertDoublesLikeTheJdk(List<String> texts) {
    Float64Array array = (Float64Array) Rows.read(array(DType.FLOAT64, texts), Rows.bare(DType.FLOAT64, "?"), 1 << 14)[0];
    for (int i = 0; i < texts.size(); i++) {
      double expected = Double.parseDouble(texts.get(i));
      double found = array.getFlat(i);
      if (Double.doubleToRawLongBits(expected) != Double.doubleToRawLongBits(found)) {
        assertEquals(expected, found, texts.get(i));
      }
    }
  }

  private static void assertFloatsLikeTheJdk(List<String> texts) {
    Float32Array array = (Float32Array) Rows.read(array(DType.FLOAT32, texts), Rows.bare(DType.FLOAT32, "?"), 1 << 14)[0];
    for (int i = 0; i < texts.size(); i++) {
      double wide = Double.parseDouble(texts.get(i));
      float found = array.getFlat(i);
      if (Float.floatToRawIntBits((float) wide) != Float.floatToRawIntBits(found)) {
        assertEquals((float) wide, found, texts.get(i));
      }
      if (Float.parseFloat(texts.get(i)) != found) {
        assertTrue(isHalfwayBetweenFloats(wide), texts.get(i));
      }
    }
  }

  private static boolean isHalfwayBetweenFloats(double value) {
    float near = (float) value;
    double other = near < value ? Math.nextUp(near) : Math.nextDown(near);
    return near != value && Math.abs(value - near) == Math.abs(other - value);
  }

  private static void assertRefused(String text) {
    DecodeException refused =
        assertThrows(
            DecodeException.class,
            () -> Rows.read(array(DType.FLOAT32, List.of("0.5", text)), Rows.bare(DType.FLOAT32, "?"), 1 << 14),
            text);
    assertEquals(Rule.RANGE, refused.rule(), text);
  }

  private static byte[] array(DType dtype, List<String> texts) {
    return """
        {"object_type": "array", "shape": [%d], "dtype": "%s", "data": {"buffer": [%s], "encoding": "json"}}"""
        .formatted(texts.size(), dtype, String.join(",", texts))
        .getBytes(StandardCharsets.US_ASCII);
  }
}
