package dev.sheaf.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapePatternTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'?, 3'    | '?, 3'",
        "' N ,3 '  | 'N, 3'",
        "''        | ''",
        "'   '     | ''",
        "'...'     | '...'",
        "'007'     | '7'",
        "'0'       | '0'",
        "'batch_1, Größe' | 'batch_1, Größe'",
      })
  void readsAndSpellsItself(String text, String plainest) {
    assertEquals(plainest, ShapePattern.parse(text).toString());
    assertEquals(ShapePattern.parse(text), ShapePattern.parse(plainest));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'3,'      | axis 1 of \"3,\": expected a number, '?' or a name, found ''",
        "'3,,4'    | axis 1 of \"3,,4\": expected a number, '?' or a name, found ''",
        "'-1, 3'   | axis 0 of \"-1, 3\": expected a number, '?' or a name, found '-1' (any size is '?')",
        "'3, ...'  | axis 1 of \"3, ...\": expected a number, '?' or a name, found '...' ('...' stands alone)",
        "'3 4'     | axis 0 of \"3 4\": expected a number, '?' or a name, found '3 4'",
        "'2N'      | axis 0 of \"2N\": expected a number, '?' or a name, found '2N'",
        "'99999999999999999999' | axis 0 of \"99999999999999999999\": expected at most 9223372036854775807, found 99999999999999999999",
      })
  void saysWhichAxisIsWrongAndWhy(String text, String message) {
    var error = assertThrows(IllegalArgumentException.class, () -> ShapePattern.parse(text));
    assertEquals(message.replace("\"\"", "\""), error.getMessage());
  }

  @Test
  void matchesTheSameNumberOfAxesWithTheFixedOnesEqual() {
    ShapePattern pattern = ShapePattern.parse("?, N, 3");
    assertTrue(pattern.matches(Shape.of(0, 7, 3)));
    assertFalse(pattern.matches(Shape.of(1, 7, 4)));
    assertFalse(pattern.matches(Shape.of(7, 3)));
    assertTrue(ShapePattern.any().matches(Shape.of()));
    assertTrue(ShapePattern.parse("").matches(Shape.of()));
    assertFalse(ShapePattern.parse("").matches(Shape.of(1)));
  }

  @Test
  void knowsWhichArraysCanBeStackedAndWhichPutEndToEnd() {
    assertTrue(ShapePattern.parse("2, 3").isFixed());
    assertTrue(ShapePattern.parse("").isFixed());
    assertFalse(ShapePattern.parse("?, 3").isFixed());
    assertFalse(ShapePattern.any().isFixed());

    assertTrue(ShapePattern.parse("?, 3").isRaggedAlongFirstAxis());
    assertTrue(ShapePattern.parse("N").isRaggedAlongFirstAxis());
    assertFalse(ShapePattern.parse("3, ?").isRaggedAlongFirstAxis());
    assertFalse(ShapePattern.parse("?, ?").isRaggedAlongFirstAxis());
    assertFalse(ShapePattern.any().isRaggedAlongFirstAxis());
  }
}
