package dev.sheaf.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.array.Complex;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Field;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaddingTest {
  @ParameterizedTest
  @EnumSource
  void zeroAndOneAreValuesOfEveryDtype(DType dtype) {
    assertEquals("with(0)", Padding.with(0).toString());
    for (int value = 0; value <= 1; value++) {
      NdArray expected = Int64Array.of(Shape.of(), value).convertExactly(dtype);
      assertEquals(expected, Padding.with(value).valueOf(dtype, "a"));
      assertEquals(expected, Padding.with((double) value).valueOf(dtype, "a"));
      assertEquals(expected, Padding.with(new Complex(value, 0)).valueOf(dtype, "a"));
      assertEquals(expected, Padding.with(value == 1).valueOf(dtype, "a"));
    }
  }

  @Test
  void refusesAValueThatTheDtypeDoesNotHave() {
    assertNoValue("2", DType.BOOL, Padding.with(2));
    assertNoValue("300", DType.UINT8, Padding.with(300));
    assertNoValue("-1", DType.UINT64, Padding.with(-1));
    assertNoValue("1.5", DType.INT64, Padding.with(1.5));
    assertNoValue("NaN", DType.INT8, Padding.with(Double.NaN));
    assertNoValue("16777217", DType.FLOAT32, Padding.with(16_777_217));
    assertNoValue("257", DType.BFLOAT16, Padding.with(257));
    assertNoValue("70000", DType.FLOAT16, Padding.with(70_000));
    assertNoValue("0.1", DType.FLOAT32, Padding.with(0.1));
    assertNoValue("1.0+2.0j", DType.FLOAT64, Padding.with(new Complex(1, 2)));
  }

  private static void assertNoValue(String value, DType dtype, Padding padding) {
    OneColumn column = new OneColumn(dtype, "?");
    PaddingException refusal = assertThrows(PaddingException.class, () -> column.padded(padding));
    assertEquals("\"a\": expected a pad value that %s has, found %s".formatted(dtype, value), refusal.getMessage());
    assertEquals("a", refusal.column());
    assertEquals(value, refusal.value());
    assertEquals(dtype, refusal.dtype());
  }

  @Test
  void isAValueThatReadsAsItWasMade() {
    Padding padding = Padding.with(-1.5).toMultipleOf(8).at(Padding.Side.START).masked();
    assertEquals("with(-1.5).toMultipleOf(8).at(START).masked()", padding.toString());
    assertEquals(Padding.with(-1.5).masked().at(Padding.Side.START).toMultipleOf(8), padding);
    assertEquals(Padding.with(-1.5).masked().at(Padding.Side.START).toMultipleOf(8).hashCode(), padding.hashCode());
    assertNotEquals(padding, padding.at(Padding.Side.END));
    assertNotEquals(padding, padding.toMultipleOf(1));
    assertNotEquals(Padding.with(1), Padding.with(true));
    assertNotEquals(Padding.with(0.0), Padding.with(-0.0));
    assertEquals("with(true)", Padding.with(true).toString());
    assertEquals("with(1.0+2.0j)", Padding.with(new Complex(1, 2)).toString());
  }

  @Test
  void refusesAMultipleOfNothing() {
    assertRefused("expected a multiple of 1 or more, found 0", () -> Padding.with(0).toMultipleOf(0));
  }

  @Test
  void refusesAColumnThatHasNothingToPad() {
    assertRefused(
        "field \"a\": expected arrays that differ in size, found that all are float32 (2, 3): there is nothing to pad",
        () -> new OneColumn(DType.FLOAT32, "2, 3").padded(Padding.with(0)));
    assertRefusedIn(
        new FieldSchema("n", "", new ScalarType(Scalar.LONG, List.of())),
        "field \"n\": expected arrays that differ in size, found that all are int64 (): there is nothing to pad");
    assertRefusedIn(
        new FieldSchema("t", "", new TextType(List.of())), "field \"t\": expected arrays, to pad them, found text");
  }

  private static void assertRefusedIn(FieldSchema schema, String message) {
    Field<NdArray[], NdArray> field = new Field<>(schema, row -> row[0]);
    var collator =
        new ColumnCollator<NdArray[], Columns>(
            new RecordSchema("Row", "", false, List.of(schema)), List.of(field), Function.identity());
    assertRefused(message, () -> collator.padded(field, Padding.with(0)));
  }

  @Test
  void refusesAFieldOfAnotherRecord() {
    OneColumn column = new OneColumn(DType.INT64, "?");
    FieldSchema other = new FieldSchema("b", "", column.field().schema().type());
    assertRefused(
        "expected one of the fields [a] of Row, found b",
        () -> column.collator().padded(new Field<>(other, row -> row[0]), Padding.with(0)));
    assertRefused(
        "expected one of the fields [a] of Row, found inner.a",
        () ->
            column
                .collator()
                .padded(new Field<>("inner.a", column.field().schema(), row -> row[0]), Padding.with(0)));
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
