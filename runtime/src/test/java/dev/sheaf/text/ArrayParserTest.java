package dev.sheaf.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.array.Int32Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.array.UInt64Array;
import dev.sheaf.array.UInt8Array;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayParserTest {
  private final ArrayParser ints = ArrayParser.of(DType.INT32);

  @Test
  void readsIntegersWithAnyNumberOfSpacesAroundThem() {
    assertEquals(Int32Array.of(Shape.of(3), 1, -2, 3), ints.apply("1 -2 3"));
    assertEquals(Int32Array.of(Shape.of(2), 1, 2), ints.apply("  1   2 "));
    assertEquals(Int32Array.of(Shape.of(0)), ints.apply(""));
    assertEquals(Int32Array.of(Shape.of(0)), ints.apply("  "));
  }

  @Test
  void readsManyIntegers() {
    String text = IntStream.range(0, 1000).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    assertEquals(Int32Array.of(Shape.of(1000), IntStream.range(0, 1000).toArray()), ints.apply(text));
  }

  @Test
  void hasTheWholeRangeOfItsDtype() {
    assertEquals(
        Int64Array.of(Shape.of(2), Long.MIN_VALUE, Long.MAX_VALUE),
        ArrayParser.of(DType.INT64).apply("-9223372036854775808 9223372036854775807"));
    assertEquals(
        UInt64Array.of(Shape.of(2), 0, -1), ArrayParser.of(DType.UINT64).apply("0 18446744073709551615"));
    assertEquals(UInt8Array.of(Shape.of(1), 255), ArrayParser.of(DType.UINT8).apply("255"));
  }

  @ParameterizedTest
  @CsvSource({
    "UINT8, 256", "UINT8, -1", "INT8, 128", "INT8, -129", "INT32, 2147483648", "INT64, 9223372036854775808",
    "UINT64, 18446744073709551616", "UINT64, -1"
  })
  void refusesIntegersBeyondIt(DType dtype, String text) {
    assertThrows(MalformedTextException.class, () -> ArrayParser.of(dtype).apply(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,2", "1.5", "1\t2", "1\n", "+1", "-", "1-", "1 x", "0x1", "\u0661"})
  void refusesAnythingElse(String text) {
    assertThrows(MalformedTextException.class, () -> ints.apply(text));
  }

  @Test
  void tellsWhatIsWrong() {
    assertEquals(
        "expected integers of dtype int32 with spaces between them, found 1.5 in \"1 1.5\"",
        assertThrows(MalformedTextException.class, () -> ints.apply("1 1.5")).getMessage());
    assertEquals(
        "expected integers of dtype uint8, found 300 in \"300\"",
        assertThrows(MalformedTextException.class, () -> ArrayParser.of(DType.UINT8).apply("300")).getMessage());
  }

  @Test
  void givesArraysOfAShape() {
    NdArray expected = Int32Array.of(Shape.of(2, 2), 1, 2, 3, 4);
    assertEquals(expected, ints.shaped(ShapePattern.parse("2, 2")).apply("1 2 3 4"));
    assertEquals(expected, ints.shaped(ShapePattern.parse("?, 2")).apply("1 2 3 4"));
    assertEquals(Int32Array.of(Shape.of(0, 2)), ints.shaped(ShapePattern.parse("N, 2")).apply(""));
    assertEquals(Int32Array.of(Shape.of(), 7), ints.shaped(ShapePattern.scalar()).apply("7"));
    assertEquals(Int32Array.of(Shape.of(0, 3)), ints.shaped(ShapePattern.parse("0, 3")).apply(""));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"2, 2 | 1 2 3", "2, 2 | 1 2 3 4 5", "?, 2 | 1 2 3", "0, 3 | 1", "'' | 1 2"})
  void refusesAnotherNumberOfIntegers(String shape, String text) {
    ArrayParser parser = ints.shaped(ShapePattern.parse(shape));
    assertThrows(MalformedTextException.class, () -> parser.apply(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"...", "?, ?", "?, 0", "N, M"})
  void refusesAShapeThatLeavesTheExtentsOpen(String shape) {
    assertThrows(IllegalArgumentException.class, () -> ints.shaped(ShapePattern.parse(shape)));
  }

  @ParameterizedTest
  @EnumSource(names = {"BOOL", "FLOAT32", "BFLOAT16", "COMPLEX64"})
  void refusesDtypesOfOtherThanIntegers(DType dtype) {
    assertThrows(IllegalArgumentException.class, () -> ArrayParser.of(dtype));
  }
}
