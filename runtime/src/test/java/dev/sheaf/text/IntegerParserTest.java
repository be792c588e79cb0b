package dev.sheaf.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntegerParserTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0", "-0, 0", "7, 7", "-12, -12", "007, 7", "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808"
  })
  void readsDecimalDigits(String text, long expected) {
    assertEquals(expected, IntegerParser.decimal().apply(text));
    assertEquals(expected, IntegerParser.decimal().applyAsLong(text));
  }

  @ParameterizedTest
  @CsvSource({"16, ff, 255", "16, FF, 255", "16, -7f, -127", "2, 101, 5", "36, z, 35", "8, 777, 511"})
  void readsDigitsOfAnotherBase(int base, String text, long expected) {
    assertEquals(expected, IntegerParser.ofBase(base).apply(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", " 1", "1 ", "\t5", "+1", "-", "--1", "1.0", "1e3", "0x10", "1_0", "12a", "\u0661", "\uFF11",
        "9223372036854775808", "-9223372036854775809"
      })
  void refusesAnythingElse(String text) {
    assertEquals(text, assertThrows(MalformedTextException.class, () -> IntegerParser.decimal().apply(text)).text());
  }

  @Test
  void refusesAPrefixAndDigitsOfAHigherBase() {
    assertThrows(MalformedTextException.class, () -> IntegerParser.ofBase(16).apply("0xff"));
    assertThrows(MalformedTextException.class, () -> IntegerParser.ofBase(2).apply("2"));
  }

  @Test
  void aBaseLiesBetween2And36() {
    assertThrows(IllegalArgumentException.class, () -> IntegerParser.ofBase(1));
    assertThrows(IllegalArgumentException.class, () -> IntegerParser.ofBase(37));
  }
}
